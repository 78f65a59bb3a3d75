"""While somebody works on the service every page says so, and no database is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from belonging.web.base.maintenance import FILE, Maintenance, begin, end, under_maintenance
from belonging.web.cli.main import main
from belonging.web.cli.maintenance import HERE, until_from

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=HERE)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.BELONGING_HOME = tmp_path
    return tmp_path


def test_staff_read_what_is_done_and_when_it_is_over_without_a_database(home: Path) -> None:
    """No mark lets this test near the database: a page that asked it would fail."""
    until = datetime.now(UTC) + timedelta(minutes=20)
    begin(home, now=datetime.now(UTC), page=Maintenance(until=until, words="We are moving <house>."))

    page = Client().get("/work/", headers={"cookie": "sessionid=abc"})

    text = page.content.decode()
    assert page.status_code == 503
    assert "We are moving &lt;house&gt;." in text
    assert f"It should be back by {until.astimezone(HERE):%H:%M}" in text
    assert "bm-footer" not in text, "its links lead here again"
    assert 1100 < int(page["Retry-After"]) <= 1200
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "no-store"


def test_programs_read_the_same_as_json(home: Path) -> None:
    begin(home, now=datetime.now(UTC))
    reply = Client().get("/api/v1/schools")
    assert reply.status_code == 503
    assert reply.json() == {"detail": "The service is under maintenance."}
    assert reply["Retry-After"] == "300"


@pytest.mark.parametrize(
    ("address", "title", "language"),
    [
        ("/r/7gk3xw/", "A short rest", "en-GB"),
        ("/r/7gk3xw/younger/pl/", "Krótki odpoczynek", "pl"),
        ("/r/7gk3xw/delete/?language=ur", None, "ur"),
        ("/r/7gk3xw/younger/xx/", "A short rest", "en-GB"),
    ],
)
def test_children_read_of_a_short_rest_in_their_language(
    home: Path, answering_process: None, address: str, title: str | None, language: str
) -> None:
    begin(home, now=datetime.now(UTC), page=Maintenance(words="We are moving house."))
    page = Client().get(address)
    text = page.content.decode()
    assert page.status_code == 503
    assert f'lang="{language}"' in text
    assert title is None or f"<h1>{title}</h1>" in text
    assert "moving" not in text
    assert "Reference" not in text
    assert "default-src 'none'" in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "gone", "where"),
    [
        ("/r/7gk3xw/talk/", "This has not gone to anybody", "Tell an adult you trust: at school, at home"),
        ("/r/7gk3xw/talk/?language=pl", "To do nikogo nie dotarło", "999"),
    ],
)
def test_who_asks_to_talk_reads_that_nobody_got_it_and_where_to_go_now(
    home: Path, answering_process: None, address: str, gone: str, where: str
) -> None:
    begin(home, now=datetime.now(UTC))
    for page in (Client().get(address), Client().post(address, {"name": "Maya"})):
        text = page.content.decode()
        assert page.status_code == 503
        assert f"<h1>{gone}</h1>" in text
        assert where in text
        assert text.count("0800 1111") >= 2
        assert "try again" not in text


def test_the_script_hears_that_its_answers_are_not_in(home: Path, answering_process: None) -> None:
    """Below 500, or without an outcome that it knows, it would not wait and try again."""
    begin(home, now=datetime.now(UTC))
    reply = Client().post("/r/7gk3xw/send/", {"sealed": "x"}, content_type="application/json")
    assert (reply.status_code, reply.json()) == (503, {"outcome": "lost"})


@pytest.mark.parametrize("address", ["/work/", "/r/7gk3xw/send/"])
def test_a_rest_that_was_ordered_is_no_fault_in_the_log(
    home: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    """What takes a log adds a time: each answer that waits would have a line of its own, to the second."""
    if address.startswith("/r/"):
        request.getfixturevalue("answering_process")
    begin(home, now=datetime.now(UTC))
    assert Client().post(address).status_code == 503
    assert "django.request" not in {record.name for record in caplog.records}


def test_it_lives_and_is_not_ready(home: Path) -> None:
    begin(home, now=datetime.now(UTC))
    assert Client().get("/live/").status_code == 200
    ready = Client().get("/ready/")
    assert ready.status_code == 503
    assert ready.json() == {"ready": False, "checks": {"maintenance": "The service is under maintenance."}}


def test_it_is_a_file_that_comes_whole_and_pauses_even_when_it_is_broken(home: Path) -> None:
    assert under_maintenance(home) is None
    begin(home, now=NOON, page=Maintenance(until=NOON + timedelta(hours=1), words="Moving"))
    found = under_maintenance(home)
    assert found is not None
    assert (found.until, found.words) == (NOON + timedelta(hours=1), "Moving")
    (home / FILE).write_text("{")
    assert under_maintenance(home) is not None
    assert end(home)
    assert not end(home)
    assert under_maintenance(home) is None


def test_the_command_turns_it_on_and_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BELONGING_HOME", str(tmp_path))
    assert main(["maintenance", "on", "--until", "23:59", "--words", "Moving"]) == 0
    assert "under maintenance, until 23:59" in capsys.readouterr().out
    assert main(["maintenance"]) == 0
    assert main(["maintenance", "off"]) == 0
    assert capsys.readouterr().out.endswith("The service is open.\n")
    assert main(["maintenance", "off"]) == 0
    assert "no maintenance to end" in capsys.readouterr().out
    assert main(["maintenance", "on", "--until", "soon"]) == 2
    assert "--until soon is no time" in capsys.readouterr().err
    assert under_maintenance(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "hours"), [("17:30", 5.5), ("11:00", 23), ("2026-11-27T12:00", 24), ("2026-11-26T13:00+00:00", 1)]
)
def test_a_time_of_day_is_the_next_one(text: str, hours: float) -> None:
    assert until_from(text, NOON) == NOON + timedelta(hours=hours)


@pytest.mark.parametrize("text", ["25:00", "noon", "2026-11-26T11:59"])
def test_what_is_no_time_to_come_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="--until"):
        until_from(text, NOON)
