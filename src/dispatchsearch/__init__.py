"""A search engine over an archive of news dispatches."""

__version__ = "0.1.0"
