"""The default engine: a genuine Whoosh index, read fast."""
