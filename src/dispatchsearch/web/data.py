"""The same answers for programs: JSON beside each page, and whole results as files."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from dispatchsearch.archive import Archive
from dispatchsearch.dispatch import Dispatch, Heading, MentionKind
from dispatchsearch.errors import UnknownDispatch
from dispatchsearch.export import record
from dispatchsearch.export.atom import atom_lines
from dispatchsearch.export.bibtex import bibtex_lines
from dispatchsearch.export.citation import Citation, cite
from dispatchsearch.export.csl import csl_lines
from dispatchsearch.export.provenance import provenance
from dispatchsearch.export.ris import ris_lines
from dispatchsearch.export.table import csv_lines
from dispatchsearch.ingest.entities import reasons
from dispatchsearch.search.page import ResultHit, ResultPage
from dispatchsearch.web import words
from dispatchsearch.web.asked import GLANCE, Asked, Asking
from dispatchsearch.web.description import answers
from dispatchsearch.web.suggestions import suggestions

CITATIONS: dict[str, tuple[Callable[[Iterable[Citation], str], Iterator[str]], str]] = {
    "ris": (ris_lines, "application/x-research-info-systems"),
    "bib": (bibtex_lines, "application/x-bibtex"),
    "csl.json": (csl_lines, "application/vnd.citationstyles.csl+json"),
}
"""Formats by the suffix of their addresses, with their media types."""
AT_ONCE = 100
"""Hits fetched at a time for a file of a whole result."""
FEED = 50


class Data:
    """The routes over one archive that answer in JSON and other formats."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def router(self) -> APIRouter:
        """Return every route."""
        router = APIRouter(default_response_class=Response)
        for suffix, (_, media_type) in CITATIONS.items():  # first, for .csl.json ends in .json as well
            _add(router, f"/search.{suffix}", self._cited_result(suffix), media_type)
            _add(router, f"/dispatch/{{dispatch_id}}.{suffix}", self._cited(suffix), media_type)
        _add(router, "/search.csv", self.search_csv, "text/csv")
        _add(router, "/search.jsonl", self.search_jsonl, "application/jsonl")
        _add(router, "/search.atom", self.search_atom, "application/atom+xml")
        _add(router, "/dispatch/{dispatch_id}.txt", self.dispatch_text, "text/plain")
        for path, answer in (
            ("/index.json", self.home),
            ("/search.json", self.search),
            ("/dispatch/{dispatch_id}.json", self.dispatch),
            ("/person/{record_id:path}.json", self.person),
            ("/place/{record_id:path}.json", self.place),
            ("/suggest.json", self.suggest),
            ("/sources.json", self.sources),
            ("/rejected.json", self.rejected),
            ("/corrected.json", self.corrected),
        ):
            _add(router, path, answer, "application/json")
        return router

    def home(self) -> Response:
        """Return the numbers of the archive, and what is most written of."""
        page, status = record.page_record(self.archive.search("", GLANCE)), asdict(self.archive.status())
        numbers = {name: value for name, value in status.items() if name not in ("folder", "roots")}
        return JSONResponse({**numbers, "years": page["years"], "facets": page["facets"]})

    def search(self, asked: Asking) -> Response:
        """Return one page of results."""
        page = asked.answer(self.archive)
        return JSONResponse({**record.page_record(page), "search": provenance(page, self.archive.indexed)})

    def search_csv(self, asked: Asking) -> Response:
        """Return the whole result as a table."""
        first = self._first(asked)
        found = ((hit.dispatch, hit.date_match) for hit in self._hits(asked, first))
        lines = csv_lines(found, provenance(first, self.archive.indexed))
        return _file(lines, "text/csv; charset=utf-8", "csv")

    def search_jsonl(self, asked: Asking) -> Response:
        """Return the whole result with texts, one JSON object a line."""
        first = self._first(asked)
        found_by = provenance(first, self.archive.indexed)
        records = (
            {**record.dispatch_record(hit.dispatch), "date_match": hit.date_match, "search": found_by}
            for hit in self._hits(asked, first)
        )
        return _file((json.dumps(line, ensure_ascii=False) + "\n" for line in records), "application/jsonl", "jsonl")

    def search_atom(self, request: Request, asked: Asking) -> Response:
        """Return the first of the result as a feed."""
        first = self._first(asked)
        lines = atom_lines(
            islice(self._whole(asked, first), FEED),
            title=f"{words.NAME}: {asked.q or words.NO_WORDS}",
            found_by=provenance(first, self.archive.indexed),
            address=str(request.base_url).rstrip("/") + asked.href("/search.atom"),
            updated=self.archive.indexed or "1970-01-01T00:00:00Z",
        )
        return Response("".join(lines), media_type="application/atom+xml")

    def dispatch(self, dispatch_id: str) -> Response:
        """Return one dispatch; an id that has moved leads to its successor."""
        found = self.archive.dispatch(dispatch_id)
        if found.id != dispatch_id:
            return RedirectResponse(f"/dispatch/{found.id}.json", 308)
        taken = reasons(self.archive.evidence(found.id))
        told = ((form, why.place.id, why.confidence, why.reason) for form, why in taken)
        return JSONResponse(record.dispatch_record(found) | record.taken_record(told))

    def dispatch_text(self, dispatch_id: str) -> Response:
        """Return the page's blocks as they were printed, before repairs, furniture among them."""
        evidence = self.archive.evidence(dispatch_id)
        blocks = [evidence.headline, *(block.printed or block.text for block in evidence.blocks)]
        return Response("\n\n".join(blocks) + "\n", media_type="text/plain; charset=utf-8")

    def person(self, record_id: str) -> Response:
        """Return a person of the whole archive."""
        return JSONResponse(record.heading_record(heading_of(self.archive, "person", record_id)))

    def place(self, record_id: str) -> Response:
        """Return a place of the whole archive."""
        return JSONResponse(record.heading_record(heading_of(self.archive, "place", record_id)))

    def suggest(
        self, q: Annotated[str, Query(max_length=200, description="The beginning of a name or title")]
    ) -> Response:
        """Return people, places and titles that begin so."""
        return JSONResponse(suggestions(self.archive, q))

    def sources(self) -> Response:
        """Return the sources."""
        return JSONResponse([record.source_record(source) for source in self.archive.sources()])

    def rejected(self) -> Response:
        """Return every input that is not in the archive, and why."""
        return JSONResponse([record.rejection_record(rejection) for rejection in self.archive.rejected()])

    def corrected(self) -> Response:
        """Return what a person has decided: dates, names and sources."""
        decided = self.archive.corrections()
        return JSONResponse(
            {
                "dates": [record.date_correction_record(said) for said in decided.dates.values()],
                "names": [record.decision_record(said) for said in decided.names],
                "sources": [record.rule_record(rule) for rule in decided.rules],
            }
        )

    def _cited_result(self, suffix: str) -> Callable[[Asked], Response]:
        lines, media_type = CITATIONS[suffix]

        def citations(asked: Asking) -> Response:
            """Return citations of the whole result."""
            first = self._first(asked)
            cited = (cite(found, self.archive.evidence(found.id)) for found in self._whole(asked, first))
            return _file(lines(cited, provenance(first, self.archive.indexed)), media_type, suffix)

        return citations

    def _cited(self, suffix: str) -> Callable[[str], Response]:
        lines, media_type = CITATIONS[suffix]

        def citation(dispatch_id: str) -> Response:
            """Return what cites one dispatch."""
            found = self.archive.dispatch(dispatch_id)
            return _file(lines([cite(found, self.archive.evidence(found.id))], ""), media_type, suffix)

        return citation

    def _first(self, asked: Asked) -> ResultPage:
        """Run a search once before its result is streamed, so that what is wrong with it still has a status."""
        return asked.answer(self.archive, replace(asked.options(), limit=AT_ONCE, page=1, all_versions=True))

    def _whole(self, asked: Asked, first: ResultPage) -> Iterator[Dispatch]:
        return (hit.dispatch for hit in self._hits(asked, first))

    def _hits(self, asked: Asked, first: ResultPage) -> Iterator[ResultHit]:
        """Yield the hits that the counts of a result are over: those with all words, or else those with some."""
        page, number = first, 1
        while page.hits:
            for hit in page.hits:
                if first.holding_all and not hit.holds_all:
                    return
                yield hit
            number += 1
            if number > first.pages:
                return
            page = asked.answer(self.archive, replace(first.options, page=number))


def heading_of(archive: Archive, kind: MentionKind, record_id: str) -> Heading:
    """Return the authority record of a kind; UnknownDispatch where there is none of that kind."""
    heading = archive.heading(record_id)
    if heading.kind != kind:
        raise UnknownDispatch(f"no {kind} has the id {record_id!r}")
    return heading


def _add(router: APIRouter, path: str, answer: Callable[..., Response], media_type: str) -> None:
    described = (answer.__doc__ or "").strip()
    router.add_api_route(path, answer, name=path.strip("/"), responses=answers(media_type, described))


def _file(lines: Iterable[str], media_type: str, suffix: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="dispatches.{suffix}"'}
    return StreamingResponse(iter(lines), media_type=media_type, headers=headers)
