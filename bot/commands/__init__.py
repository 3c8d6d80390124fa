"""Verbs of the command `newsdesk` that need room; `bot/__main__.py` has the others."""
