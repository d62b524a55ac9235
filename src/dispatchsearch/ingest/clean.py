"""
A document -> its stories: headline, byline, dateline, agency, body; page furniture apart; clues to dates.

The vocabulary of the clues is told in story.py, at `Clue`.
"""

from dispatchsearch.ingest.story import CleanDocument, Clue

__all__ = ["CleanDocument", "Clue"]
