"""Metadata in a page's head, from which Zotero and its kin make an entry of their own."""

from collections.abc import Iterator

from dispatchsearch.export.citation import Citation, date_note


def metadata(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield names and contents of meta elements: Zotero's own item type, Dublin Core, PRISM, and Highwire's tags.

    No journal title of Highwire's is among them: it would make the dispatch an article of a scholarly journal.
    """
    yield "z:itemType", "newspaperArticle"
    yield "dc.title", citation.title
    yield from (("dc.creator", author) for author in citation.authors)
    if citation.agency and not citation.authors:
        yield "dc.creator", f"{citation.agency},"  # the comma keeps an agency from being read as first and last name
    yield from (("citation_author", author) for author in citation.authors)
    yield "prism.publicationName", citation.source
    if citation.date:
        yield "dc.date", str(citation.date)
        yield "citation_publication_date", str(citation.date).replace("-", "/")
    if citation.language:
        yield "dc.language", citation.language
    if citation.url:
        yield "dc.identifier", citation.url
        yield "citation_public_url", citation.url
    if note := date_note(citation):
        yield "dc.description", note
