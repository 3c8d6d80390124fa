"""Training of the reader: `python -m training`. Nothing here runs when a question is asked."""
