"""The local web front end."""
