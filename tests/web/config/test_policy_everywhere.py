"""Every kind of reply has the content policy, files and refusals too."""

from __future__ import annotations

import pytest
from django.test import Client

STAFF = {
    "/about/": 200,
    "/static/ui/icon.svg": 200,
    "/live/": 200,
    "/ready/": 200,
    "/metrics/": 404,
    "/nowhere/": 404,
    "/about": 301,
    "/work/": 302,
    "/api/v1/nothing": 404,
}
ANSWERING = {"/": 200, "/help/": 200, "/worker.js": 200, "/static/ui/icon.svg": 200, "/ready/": 200, "/r/nobody/": 404}


def told(client: Client, address: str) -> tuple[int, bool]:
    reply = client.get(address)
    reply.close()  # a file is sent while it is read
    return reply.status_code, "default-src 'none'" in reply.get("Content-Security-Policy", "")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), STAFF.items())
def test_of_staffs_process(address: str, status: int) -> None:
    found, has_policy = told(Client(), address)
    assert has_policy
    assert found == status


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), ANSWERING.items())
def test_of_the_answering_process(address: str, status: int, answering_process: None) -> None:
    assert told(Client(), address) == (status, True)


@pytest.mark.django_db
def test_of_what_is_refused_before_it_reaches_a_page() -> None:
    client = Client()
    for reply in (client.post("/live/"), client.get("/", HTTP_HOST="elsewhere.example"), client.put("/about/")):
        assert reply.status_code in (400, 403, 405)
        assert "default-src 'none'" in reply["Content-Security-Policy"]
