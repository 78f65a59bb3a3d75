"""Whatever goes wrong, a person reads what to do next, and the reference by which the log is searched."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import include, path
from pytest_django import Settings

from belonging.web.base.faults import is_out_of_reach
from belonging.web.config import answering_urls, error_pages, sorry, urls
from belonging.web.config.logs import QuietFormatter

REFERENCE = re.compile(r"\b[234679CDFGHJKMNPRTVWXY]{6}\b")
FAULTS = [
    (RuntimeError("canary of a value"), 500, "Something went wrong on our side"),
    (IntegrityError("DETAIL: Failing row contains (canary)"), 500, "Something went wrong on our side"),
    (OperationalError("connection to canary refused"), 503, "The service is busy"),
    (InterfaceError("connection canary closed"), 503, "The service is busy"),
    (RequestDataTooBig("canary"), 413, "That was too much at once"),
    (PermissionDenied("canary"), 403, "You can"),
]


def failing(fault: Exception, of: ModuleType, settings: Settings) -> None:
    """Make every page of a process fail; its error pages stay."""

    def view(_request: HttpRequest, **_: object) -> HttpResponse:
        raise fault

    broken = ModuleType("broken_urls")
    pages = [path("secret-token-canary/", view, name="opened"), path("r/7gk3xw/younger/pl/", view, name="page")]
    vars(broken).update({name: value for name, value in vars(of).items() if name.startswith("handler")})
    vars(broken)["urlpatterns"] = [path("", include((pages, "broken")))]
    settings.ROOT_URLCONF = broken


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """As the service would write them."""
    said: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(QuietFormatter("text", "second").format(record))

    handler = Kept()
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(("fault", "status", "title"), FAULTS, ids=lambda value: type(value).__name__)
def test_staffs_pages_say_what_to_do_and_nothing_of_the_fault(
    fault: Exception, status: int, title: str, lines: list[str], settings: Settings
) -> None:
    """No mark lets this test near a database: a page that asked it would fail."""
    failing(fault, urls, settings)
    page = Client(raise_request_exception=False).get("/secret-token-canary/")

    text = page.content.decode()
    assert page.status_code == status
    assert title in text
    assert "canary" not in text + "".join(lines)
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert (status == 503) == ("Retry-After" in page)
    if status >= 500:
        (reference,) = REFERENCE.findall(text)
        assert [line for line in lines if {reference, "broken:opened", str(status)} <= set(line.split())]
        assert f"{type(fault).__name__} at " in "".join(lines)


@pytest.mark.parametrize(("fault", "status"), [(each, status) for each, status, _ in FAULTS if status not in (403,)])
def test_a_child_is_told_in_the_language_of_the_page_that_nothing_is_lost(
    fault: Exception, status: int, lines: list[str], settings: Settings, answering_process: None
) -> None:
    failing(fault, answering_urls, settings)
    page = Client(raise_request_exception=False).get("/r/7gk3xw/younger/pl/")

    text = page.content.decode()
    assert page.status_code == status
    assert 'lang="pl"' in text
    assert "Przepraszamy" in text
    assert ("Proszę wrócić i go skrócić." in text) == (status == 413)
    assert ("Proszę poczekać minutę" in text) == (status >= 500)
    assert bool(REFERENCE.search(text)) == (status >= 500)
    assert "canary" not in text + "".join(lines)
    assert "7gk3xw" not in "".join(lines)
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_the_script_is_told_that_its_answers_are_not_in(settings: Settings, answering_process: None) -> None:
    failing(OperationalError("full"), answering_urls, settings)
    client = Client(raise_request_exception=False)
    reply = client.post("/r/7gk3xw/younger/pl/", {"code": "x"}, content_type="application/json")
    assert (reply.status_code, reply.json()) == (503, {"outcome": "lost"})


@pytest.mark.parametrize(("of", "module"), [(urls, error_pages), (answering_urls, sorry)])
def test_a_page_comes_even_where_its_template_fails(
    of: ModuleType,
    module: ModuleType,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if of is answering_urls:
        request.getfixturevalue("answering_process")
    failing(RuntimeError("canary"), of, settings)
    monkeypatch.setattr(module, "render_to_string", _cannot)
    page = Client(raise_request_exception=False).get("/secret-token-canary/")
    assert page.status_code == 500
    assert REFERENCE.search(page.content.decode())
    assert "omething went wrong" in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]


def _cannot(*_: object) -> str:
    raise RuntimeError("no manifest, no disk, no nothing")


def test_a_file_that_is_full_locked_or_gone_is_out_of_reach_and_a_wrong_statement_is_not(tmp_path: Path) -> None:
    assert is_out_of_reach(_from(lambda: sqlite3.connect(tmp_path / "no" / "file")))
    assert not is_out_of_reach(_from(lambda: sqlite3.connect(":memory:").execute("SELECT * FROM missing")))
    assert not is_out_of_reach(IntegrityError("full"))
    assert not is_out_of_reach(None)


def _from(act: Callable[[], object]) -> OperationalError:
    try:
        act()
    except sqlite3.OperationalError as cause:
        wrapped = OperationalError("as Django says it")
        wrapped.__cause__ = cause
        return wrapped
    raise AssertionError("it went well")


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["", "a" * 32], ids=["no cookie", "a cookie"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", MULTIPART_CONTENT])
def test_who_sends_too_much_reads_so_whether_the_form_is_proven_or_not(kind: str, cookie: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if cookie:
        client.cookies["csrftoken"] = cookie
    for words, status, title in (("few", 403, "open for too long"), ("many" * 2**20, 413, "too much at once")):
        sent = urlencode({"message": words}) if kind != MULTIPART_CONTENT else {"message": words}
        page = client.post("/contact/", sent, content_type=kind)
        assert page.status_code == status
        assert title in page.content.decode()
