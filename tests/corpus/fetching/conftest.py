"""A client that may ask the servers of this machine, with limits short enough for tests to run into."""

from __future__ import annotations

import pytest

from corpus.fetching import Client, Limits, Visits, fetch_articles

# Short enough for tests that wait for them to run out; long enough for a busy machine in those that do not.
LIMITS = Limits(connect=5, silence=5, total=20, size=1 << 20, pause=0, rest=60, patience=5)


@pytest.fixture
def client():
    client = Client(LIMITS, {"127.0.0.1"})
    yield client
    client.close()


@pytest.fixture
def limits():
    return LIMITS


@pytest.fixture
def fetch(client, tmp_path):
    """Return all that is found at addresses, and remember it as `newsdesk index` does when all is stored."""

    def fetch_all(*addresses, holds=lambda key: True):
        visits = Visits(tmp_path, holds)
        found = list(fetch_articles(addresses, client, visits))
        visits.keep({finding.address: finding.visit for finding in found if finding.visit})
        visits.save()
        return found

    return fetch_all
