"""The morning wing: from a file to evidence."""
