"""Fetch articles from the addresses that the user names: feeds, sitemaps and pages; politely, and nothing else."""

from __future__ import annotations

from corpus.fetching.addresses import is_address
from corpus.fetching.client import Client
from corpus.fetching.crawling import fetch_articles
from corpus.fetching.limits import Limits
from corpus.fetching.pages import Finding
from corpus.fetching.visits import Visits

__all__ = ["Client", "Finding", "Limits", "Visits", "fetch_articles", "is_address"]
