"""The arrays of a segment shown to Whoosh's readers, matchers and queries as terms, postings and columns."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from dispatchsearch.engines.whoosh.build import NO_DAY
from dispatchsearch.engines.whoosh.lexicon import decode
from dispatchsearch.engines.whoosh.postings import Segment


class TermReader(base.TermsReader):  # type: ignore[misc]  # whoosh has no types
    """The terms of a segment and who holds them; the id of a row is a term of the field `id`."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._rows(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms."""
        return ["id", *self._segment.texts, *self._segment.keywords]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield each field and term, in order."""
        for field in sorted(self.indexed_field_names()):
            yield from ((field, term) for term in self._sorted(field))

    def terms_from(self, field: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms from one on."""
        terms = self._sorted(field)
        yield from ((field, term) for term in terms[bisect_left(terms, start) :])

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield each term with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, start: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield terms from one on, with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(field, start))

    def term_info(self, field: str, term: bytes) -> TermInfo:
        """Return frequency and bounds of a term; TermNotFound where no row holds it."""
        return self._info(field, *self._found(field, term)[:2])

    def frequency(self, field: str, term: bytes) -> float:
        """Return how often a term occurs."""
        return float(sum(self._found(field, term)[1]))

    def doc_frequency(self, field: str, term: bytes) -> int:
        """Return how many rows hold a term, deleted ones among them."""
        return len(self._found(field, term)[0])

    def matcher(self, field: str, term: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return Whoosh's matcher over the postings of a term."""
        rows, counts, values = self._found(field, term)
        info = self._info(field, rows, counts)
        weights = [float(count) for count in counts]
        return ListMatcher(rows, weights, values, format_, scorer=scorer, term=(field, term), terminfo=info)

    def cursor(self, field: str, fieldobj: Any) -> "Cursor":
        """Return a cursor over the terms of a field."""
        return Cursor(self, field, self._sorted(field), fieldobj)

    def close(self) -> None:
        """Let go; the maps close when nobody uses them."""

    def _info(self, field: str, rows: list[int], counts: list[int]) -> TermInfo:
        lengths = self._segment.texts[field].lengths[rows] if field in self._segment.texts else np.ones(1)
        return TermInfo(
            weight=float(sum(counts)),
            df=len(rows),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(max(counts)),
            minid=rows[0],
            maxid=rows[-1],
        )

    def _sorted(self, field: str) -> list[bytes]:
        if field == "id":
            return sorted(self._segment.ids.tolist())
        part = self._segment.texts.get(field)
        if part is not None:
            return sorted(part.lexicon.slice(0, len(part.lexicon)))
        values = self._segment.keywords[field].lexicon if field in self._segment.keywords else None
        return values.slice(0, len(values)) if values else []

    def _found(self, field: str, term: bytes) -> tuple[list[int], list[int], list[bytes] | None]:
        found = self._rows(field, term)
        if found is None:
            raise TermNotFound(f"No term {field}:{term!r}")
        return found

    def _rows(self, field: str, term: bytes) -> tuple[list[int], list[int], list[bytes] | None] | None:
        """Return rows, counts and packed positions of a term, None where no row holds it."""
        if field in self._segment.texts:
            part = self._segment.texts[field]
            number = part.number(decode(term))
            if number is None:
                return None
            rows, counts = part.between(number, number + 1)
            places = np.split(part.places(number).astype(np.uint32), np.cumsum(counts[:-1]))
            return rows.tolist(), counts.tolist(), [place.tobytes() for place in places]
        if field in self._segment.keywords:
            keyword = self._segment.keywords[field]
            number = keyword.number(decode(term))
            rows = [] if number is None else keyword.between(number, number + 1).rows.tolist()
        else:
            rows = self._segment.find([decode(term)])[0].tolist() if field == "id" else []
        return (rows, [1] * len(rows), None) if rows else None


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over the terms of a field."""

    def __init__(self, reader: TermReader, field: str, terms: list[bytes], fieldobj: Any) -> None:
        self._reader, self._field, self._terms, self._fieldobj = reader, field, terms, fieldobj
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that does not sort before this one."""
        self._at = bisect_left(self._terms, term if isinstance(term, bytes) else self._fieldobj.to_bytes(term))
        return self.text()

    def next(self) -> str | None:
        """Go on by one."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term, None behind the last."""
        return decode(self._terms[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term."""
        return self._reader.term_info(self._field, self._terms[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._at < len(self._terms)


class RowReader(base.PerDocumentReader):  # type: ignore[misc]
    """The rows of a segment: ids, lengths, values and days."""

    def __init__(self, segment: Segment, listed: Any) -> None:
        self.segment = segment
        self._listed = listed

    def doc_count(self) -> int:
        """Return the number of living rows."""
        return len(self.segment) - int(self._listed.deleted_count())

    def doc_count_all(self) -> int:
        """Return the number of rows."""
        return len(self.segment)

    def has_deletions(self) -> bool:
        """Whether a row is deleted."""
        return bool(self._listed.has_deletions())

    def is_deleted(self, number: int) -> bool:
        """Whether this row is deleted."""
        return bool(self._listed.is_deleted(number))

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted rows."""
        return iter(self._listed.deleted_docs())

    def doc_field_length(self, number: int, field: str, default: int = 0) -> int:
        """Return how many positions of a row hold a term."""
        part = self.segment.texts.get(field)
        return default if part is None else int(part.lengths[number])

    def field_length(self, field: str) -> int:
        """Return how many positions of all rows hold a term."""
        part = self.segment.texts.get(field)
        return 0 if part is None else part.total

    def min_field_length(self, field: str) -> int:
        """Return the length of the shortest row."""
        part = self.segment.texts.get(field)
        return int(part.lengths.min()) if part is not None and len(self.segment) else 0

    def max_field_length(self, field: str) -> int:
        """Return the length of the longest row."""
        part = self.segment.texts.get(field)
        return int(part.lengths.max()) if part is not None and len(self.segment) else 0

    def stored_fields(self, number: int) -> dict[str, str]:
        """Return the id of a row: nothing else is kept."""
        return {"id": decode(self.segment.ids[number])}

    def supports_columns(self) -> bool:
        """Whether values are kept by row: they are."""
        return True

    def has_column(self, field: str) -> bool:
        """Whether the values of a field are kept by row."""
        return field in self.segment.keywords or field in self.segment.days

    def column_reader(self, field: str, _column: Any) -> "Values":
        """Return the values of a field by row."""
        return Values(self.segment, field)


class Values(ColumnReader):  # type: ignore[misc]
    """The values of a KEYWORD or DAY field by row: a list of strings, or a day or None."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._segment, self._field = segment, field

    def __len__(self) -> int:
        return len(self._segment)

    def __getitem__(self, number: int) -> list[str] | int | None:
        if self._field in self._segment.keywords:
            return self._segment.keywords[self._field].of_row(number)
        day = int(self._segment.days[self._field][number])
        return None if day == NO_DAY else day

    def sort_key(self, number: int) -> Any:
        """Return what Whoosh sorts by."""
        return self[number]
