"""The evening wing: from words to a page of results."""
