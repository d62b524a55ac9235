"""A document -> its stories: headline, byline, dateline, agency, body; page furniture apart; clues to dates."""

from dispatchsearch.ingest.story import CleanDocument, Clue

__all__ = ["CleanDocument", "Clue"]
