"""The answering process writes down nothing of anyone."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from belonging.web.config import answering_settings
from belonging.web.config.answering_log import bucket_of
from belonging.web.config.logs import QuietFormatter
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.views import sending
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import Answering, open_link

CANARY = "canary-7f3a"
LINE = re.compile(
    r"^\d{4}-\d\d-\d\d INFO belonging\.answering [\w:]+ \d{3} (under (50 ms|200 ms|1 s|5 s)|5 s or more)$"
)


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """All that any logger gives, as the answering process would write it, debug lines included."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    before, root.level = root.level, logging.DEBUG
    own = logging.getLogger("belonging.answering")
    own.setLevel(logging.INFO)
    yield text
    root.level = before
    root.removeHandler(handler)


@pytest.fixture
def parents(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_link(in_maple, cohort, NOW)


def visit_everything(here: Answering) -> Client:
    client = Client(raise_request_exception=False, HTTP_USER_AGENT=CANARY, HTTP_REFERER=f"http://{CANARY}/")
    client.cookies["wrong_codes"] = CANARY
    for address in ("/", f"/?q={CANARY}", f"/{CANARY}", f"/r/{CANARY}/", here.address, f"{here.address}delete/"):
        client.get(address)
        client.post(address, {"c-what_helps": CANARY, "receipt": CANARY, "address": CANARY, "code": CANARY})
    here.send({"c-what_helps": CANARY, "submission_id": "a" * 32}, client)
    here.send({CANARY: CANARY}, client)
    client.post(f"{here.address}send/", CANARY.encode(), content_type="application/json")
    client.get("/", HTTP_HOST=f"{CANARY}.example")
    return client


def test_no_planted_value_is_written(parents: Answering, written: io.StringIO) -> None:
    visit_everything(parents)

    text = written.getvalue()
    assert "canary" not in text
    assert parents.round.handle not in text
    assert "127.0.0.1" not in text


def test_a_line_has_route_status_duration_and_day_alone(parents: Answering, written: io.StringIO) -> None:
    visit_everything(parents)

    own = [line for line in written.getvalue().splitlines() if "belonging.answering" in line]
    assert len(own) >= 10
    assert [line for line in own if not LINE.match(line)] == []


def test_a_fault_leaves_its_place_and_not_what_was_sent(
    parents: Answering, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**given: object) -> None:
        raise RuntimeError(f"Failing row contains ({given})") from ValueError(CANARY)

    monkeypatch.setattr(sending, "record_durably", fail)
    client = Client(raise_request_exception=False)
    page = client.post(parents.address, {"c-what_helps": CANARY})

    assert page.status_code == 500
    assert "Sorry" in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]
    assert CANARY not in page.content.decode()
    text = written.getvalue()
    assert "RuntimeError at" in text
    assert "sending.py" in text
    assert "canary" not in text


def test_the_settings_use_this_formatter_alone() -> None:
    assert answering_settings.LOGGING["formatters"] == {
        "quiet": {"()": "belonging.web.config.logs.QuietFormatter", "shape": "text", "clock": "day"}
    }


@pytest.mark.parametrize(("seconds", "words"), [(0.0, "under 50 ms"), (0.05, "under 200 ms"), (7.0, "5 s or more")])
def test_durations_are_coarse(seconds: float, words: str) -> None:
    assert bucket_of(seconds) == words
