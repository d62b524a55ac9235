"""What other programs read: dispatches and results as CSV, JSON, RIS, BibTeX, CSL-JSON and Atom."""
