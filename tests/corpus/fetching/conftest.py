"""A real web server on this machine, whose pages a test lays out, and a client that may ask it."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.fetching import Client, Limits, Visits, fetch_articles

# Short enough for tests that wait for them to run out; long enough for a busy machine in those that do not.
LIMITS = Limits(connect=5, silence=5, total=20, size=1 << 20, pause=0, rest=60, patience=5)

PARAGRAPHS = """
<p>The harbour of Eastquay opened again on Thursday, three days after the storm, the town hall said.</p>
<p>“We are glad,” said the harbour master, who had slept in his office &amp; counted the <b>waves</b>.</p>
<p>The council will decide on a new sea wall in spring; nobody knows yet who is going to pay for it.</p>
"""


def page_of(title="Harbour opens", head="", body=PARAGRAPHS):
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
    return f"{text}<body><main><h1>{title}</h1><article>{body}</article></main></body></html>".encode()


class Server:
    """Answer by `pages`: a path to bytes (HTML), to (status, headers, body), or to a function of the request."""

    def __init__(self, address="127.0.0.1"):
        self.pages = {}
        self.asked = []  # the paths, in the order in which they were asked
        self.headers = []  # the headers of each request, in the same order
        self._server = ThreadingHTTPServer((address, 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.host = address
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, path="/", host=None):
        return f"http://{host or self.host}:{self.port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append(self.path)
                server.headers.append(dict(self.headers))
                page = server.pages.get(self.path, (404, {}, b"nothing here"))
                self.close_connection = True
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # clients hang up in many tests
                    page(self) if callable(page) else self.answer(page)

            def answer(self, page):
                status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": len(body), **headers}.items():
                    if value is not None:
                        self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        return Handler


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def other_server():
    """Another server at another address of this machine, which nobody has allowed."""
    server = Server("127.0.0.2")
    yield server
    server.close()


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


@pytest.fixture
def page():
    return page_of
