"""Settings that matter only where a web server that speaks TLS stands in front."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

TOKEN = "a" * 32


@pytest.mark.parametrize(("origin", "status"), [(settings.STAFF_URL, 302), ("https://elsewhere.example", 403)])
def test_a_form_sent_from_the_staff_address_is_taken(db: None, origin: str, status: int) -> None:
    """The browser names the address it sees, not the one this process listens on."""
    client = Client(enforce_csrf_checks=True, headers={"host": "testserver"})
    client.cookies["csrftoken"] = TOKEN
    assert client.post("/sign-out/", {"csrfmiddlewaretoken": TOKEN}, headers={"origin": origin}).status_code == status
