"""Nothing that anybody typed, and no address with a token in it, stands in any log of any process."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.test import Client
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.config import settings as staff_settings
from belonging.web.config.logs import SAYING, QuietFormatter, facts_of

CANARY = "Canary7f3a"
KEYS = {"at", "day", "level", "logger", "message", "route", "method", "status", "ms", "user", "reference", "fault"}


@pytest.fixture(params=["text", "json"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """All that any logger gives, debug lines included, as the staff process would write it."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(QuietFormatter(request.param, "second"))
    root, own = logging.getLogger(), logging.getLogger("belonging.staff")
    before, root.level = root.level, logging.DEBUG
    own.setLevel(logging.INFO)
    root.addHandler(handler)
    yield text
    root.level = before
    own.setLevel(logging.NOTSET)
    root.removeHandler(handler)


TOKENS = (
    f"/invitations/{CANARY}/",
    f"/opened/{CANARY}/",
    f"/certificates/{CANARY}/",
    f"/reminders/{CANARY}/",
    f"/schools/{CANARY}/",
    f"/nowhere/{CANARY}/",
    f"/find-a-school/?q={CANARY}",
    f"/hub/?q={CANARY}",
)


@pytest.mark.django_db
def test_no_planted_value_is_written_by_staffs_pages(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, tokens and whatever is typed, in addresses, forms, headers and cookies; with faults in between."""
    user = User.objects.create(email=f"{CANARY}@example.org", name=CANARY)
    client = Client(raise_request_exception=False, HTTP_USER_AGENT=CANARY, HTTP_REFERER=f"http://{CANARY}/")
    client.cookies["sessionid"] = CANARY
    sent = {"email": f"{CANARY}@example.org", "login": CANARY, "password": CANARY, "name": CANARY, "message": CANARY}
    for turn, address in enumerate((*TOKENS, "/sign-in/", "/contact/", "/complaints/", "/account/login/")):
        for method in (client.get, client.post):
            with monkeypatch.context() as patched:
                if turn % 4 == 3:
                    patched.setattr("django.core.handlers.base.BaseHandler.check_response", _fail)
                method(address, sent)
    client.force_login(user)
    client.get("/work/")
    client.get("/", HTTP_HOST=f"{CANARY}.example")

    text = written.getvalue()
    assert CANARY.lower() not in text.lower()
    assert "IntegrityError at " in text
    assert len(text.splitlines()) > 20


def _fail(*_: object, **__: object) -> None:
    raise IntegrityError(f"DETAIL: Failing row contains (1, {CANARY}@example.org)") from ValueError(CANARY)


@pytest.mark.django_db
def test_a_request_leaves_its_routes_name_and_the_accounts_number(written: io.StringIO) -> None:
    user = User.objects.create(email="jo@example.org", name="Jo")
    client = Client()
    client.force_login(user)
    client.get("/work/")
    (line,) = [line for line in written.getvalue().splitlines() if "belonging.staff" in line]
    if line.startswith("{"):
        told = json.loads(line)
        assert (told["route"], told["user"], told["method"]) == ("home:work", str(user.pk), "GET")
    else:
        assert re.match(rf"^[\d-]+T[\d:]+Z INFO belonging\.staff home:work GET \d+ \d+ {user.pk}$", line)


def test_a_line_of_json_has_these_keys_and_no_other(written: io.StringIO) -> None:
    Client(raise_request_exception=False).get("/live/")
    logging.getLogger("belonging.web.cli.duties").error("“%s” failed", "Mail: send")
    logging.getLogger("some.library").warning("said %s", CANARY, extra={"password": CANARY})
    for line in written.getvalue().splitlines():
        if line.startswith("{"):
            assert set(json.loads(line)) <= KEYS
    assert "“Mail: send” failed" in written.getvalue()


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_time_of_a_line_is_utc_wherever_the_machine_stands(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record = logging.LogRecord("belonging.staff", logging.INFO, "", 1, "", (), None)
    record.created = datetime(2026, 7, 1, 22, 30, 5, tzinfo=UTC).timestamp()
    try:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert json.loads(QuietFormatter("json", "second").format(record))["at"] == "2026-07-01T22:30:05Z"
        assert QuietFormatter("text", "second").format(record).startswith("2026-07-01T22:30:05Z ")
    finally:
        monkeypatch.undo()
        time.tzset()


HARMLESS = {
    "",
    "duty.name",
    "failure",
    "name",
    'one.strand, "+".join(one.waves)',
    "amendment.pk",
    "type(refused).__name__",
}


@pytest.mark.parametrize("name", sorted(SAYING))
def test_a_logger_whose_messages_are_written_was_read(name: str) -> None:
    """What it fills in is a number, a duty, a wave, a check or a sentence of ours: never what came with a request."""
    root = Path(staff_settings.__file__).parents[4] / "src"
    source = (root / f"{name.replace('.', '/')}.py").read_text()
    filled = re.findall(r'log\.\w+\("[^"]*"(?:, (.+))?\)', source)
    assert filled
    assert set(filled) <= HARMLESS


def test_other_messages_are_left_out() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Not Found: %s", (CANARY,), None)
    assert facts_of(record) == {}


@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_process_that_dies_says_where_and_not_what(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker, a command or the engine: their last words stand in the same journal."""
    code = (
        "from belonging.web.config.logs import write_faults_quietly; write_faults_quietly(); "
        f"raise RuntimeError('{CANARY}') from ValueError('{CANARY}')"
    )
    monkeypatch.setenv("BELONGING_LOG_FORMAT", shape)
    died = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert died.returncode == 1
    assert "RuntimeError at <string>:1" in died.stderr
    assert CANARY not in died.stderr
    assert shape == "text" or set(json.loads(died.stderr)) <= KEYS


def test_the_settings_write_all_by_this_formatter(settings: Settings) -> None:
    assert settings.LOGGING["formatters"] == {
        "quiet": {"()": "belonging.web.config.logs.QuietFormatter", "shape": "text", "clock": "second"}
    }
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"quiet"}
