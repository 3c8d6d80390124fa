"""HTTPS: the certificate must be for the name in the address, though the connection goes to a checked number."""

import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.errors import FetchError
from corpus.fetching import Client
from corpus.fetching.transport import trusted

CERTIFICATE = Path(__file__).with_name("certificate.pem")  # for news.example, signed by itself


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/page" else 404)
        self.end_headers()
        self.wfile.write(b"a page")

    def log_message(self, *arguments):
        pass


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # a client that does not trust us hangs up


@pytest.fixture
def port():
    """The port of a server on this machine that speaks HTTPS."""
    server = QuietServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def names(monkeypatch):
    """Names that lead to this machine."""
    real = socket.getaddrinfo

    def look_up(host, port, *arguments, **options):
        return real("127.0.0.1" if host.endswith(".example") else host, port, *arguments, **options)

    monkeypatch.setattr("socket.getaddrinfo", look_up)


@pytest.fixture
def client(limits):
    client = Client(limits, {"news.example", "other.example"})
    yield client
    client.close()


@pytest.fixture
def our_own_authority(monkeypatch):
    """Trust the certificate as a company's own, by the usual variable."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    trusted.cache_clear()
    yield
    trusted.cache_clear()


def test_a_certificate_that_nobody_vouches_for_is_refused(client, names, port):
    with pytest.raises(FetchError, match="its certificate is not valid"):
        client.get(f"https://news.example:{port}/page")


@pytest.mark.usefixtures("our_own_authority")
def test_a_page_behind_a_trusted_certificate_is_fetched(client, names, port):
    assert client.get(f"https://news.example:{port}/page").body == b"a page"


@pytest.mark.usefixtures("our_own_authority")
def test_a_certificate_for_another_name_is_refused(client, names, port):
    with pytest.raises(FetchError, match="its certificate is not valid"):
        client.get(f"https://other.example:{port}/page")
