"""A provider's reply cannot send this service on to an address that nobody named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from belonging.web.accounts.adapters import ProviderAdapter

ASKED: list[str] = []


class Leading(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(302 if self.path == "/configuration" else 200)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # the base class's name for it
        """Nothing on the terminal."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Leading)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_reply_that_leads_elsewhere_is_not_followed(address: str) -> None:
    ASKED.clear()
    with ProviderAdapter().get_requests_session() as session:
        with pytest.raises(requests.TooManyRedirects):
            session.get(f"{address}/configuration")
        assert session.get(f"{address}/plain").status_code == 200
    assert ASKED == ["/configuration", "/plain"]


def test_control_another_session_follows_it(address: str) -> None:
    ASKED.clear()
    with requests.Session() as session:
        session.get(f"{address}/configuration")
    assert ASKED == ["/configuration", "/elsewhere"]
