"""The demo's folder and calendar: what it may touch, and that everything in it is past but the open round."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.base.errors import Refused
from belonging.web.cli import demo, demo_home
from belonging.web.cli.demo_home import DemoRunning, LiveTerminal, NotTheDemos, demo_environment, empty, held
from belonging.web.cli.loading.calendar import LONDON, SchoolYear
from belonging.web.home.demo_file import Loading, Phase, read_loading, write_loading
from belonging.web.surveys.rules.rounds import OPEN_AT_MOST

ROOT = Path(__file__).parents[3]
TABLES = """
CREATE TABLE schools_school (is_simulated bool);
CREATE TABLE programme_cohort (is_demo bool);
CREATE TABLE accounts_user (is_demo bool);
"""
moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))


@given(moments)
def test_the_pilot_is_over_whatever_today_is(now: datetime) -> None:
    year = SchoolYear.before(now)
    for place in range(11):
        baseline, endline = year.wave("baseline", place), year.wave("endline", place)
        assert baseline.opens < baseline.answered < baseline.closes < baseline.sealed <= year.released("baseline")
        assert year.released("baseline") < endline.opens < endline.closes < endline.sealed <= year.released("endline")
        assert year.prepared < baseline.opens
        assert endline.sealed < now + timedelta(days=5)
        assert baseline.closes - baseline.opens <= OPEN_AT_MOST


@given(moments)
def test_the_visitors_school_has_a_past_baseline_and_an_open_endline(now: datetime) -> None:
    year = SchoolYear.before(now)
    baseline, endline = year.own_baseline, year.own_endline
    assert baseline.sealed < endline.opens < endline.answered < now < endline.closes
    assert endline.closes - now >= timedelta(days=4)
    assert endline.closes - endline.opens <= OPEN_AT_MOST
    assert [moment.astimezone(LONDON).strftime("%A") for moment in (baseline.opens, endline.opens)] == ["Monday"] * 2
    assert endline.closes.astimezone(LONDON).strftime("%A %H:%M") == "Friday 16:00"


def test_the_calendar_of_november_2026() -> None:
    year = SchoolYear.before(datetime(2026, 11, 23, 12, tzinfo=UTC))
    days = [moment.date().isoformat() for moment in (year.wave("baseline", 0).opens, year.wave("endline", 1).opens)]
    assert days == ["2025-09-15", "2026-06-09"]
    assert year.own_baseline.opens.date().isoformat() == "2026-09-14"
    assert year.own_endline.closes.date().isoformat() == "2026-12-04"


def test_the_demo_keeps_to_its_own_database_and_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BELONGING_MODE")
    environment = demo_environment(tmp_path, 8100)
    assert environment["BELONGING_MODE"] == "demo"
    for name in ("BELONGING_DATABASE_URL", "BELONGING_ANSWERING_DATABASE_URL"):
        assert environment[name] == f"sqlite:///{tmp_path}/demo.sqlite3"
    assert environment["BELONGING_HOSTS"] == "127.0.0.1,localhost"


def test_a_terminal_set_up_for_the_live_service_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_MODE", "live")
    with pytest.raises(LiveTerminal, match="unset BELONGING_MODE"):
        demo_environment(tmp_path, 8100)


def a_database(path: Path, *, simulated: int = 1, is_demo: int = 1, demo_account: int = 1) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
        connection.execute("INSERT INTO schools_school VALUES (?)", [simulated])
        connection.execute("INSERT INTO programme_cohort VALUES (?)", [is_demo])
        connection.execute("INSERT INTO accounts_user VALUES (?)", [demo_account])
        connection.commit()
    return path


def test_a_reset_removes_the_demos_files_and_no_other(tmp_path: Path) -> None:
    a_database(tmp_path / "demo.sqlite3")
    for name in ("demo.sqlite3-wal", "demo.json", "demo-codes.json", "demo-secrets.json"):
        (tmp_path / name).write_text("")
    kept = ["belonging.sqlite3", "demo.txt", "my-demo.json"]
    for name in kept:
        (tmp_path / name).write_text("keep me")
    (tmp_path / "static").mkdir()

    empty(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, "static"])


def test_a_reset_takes_an_account_that_a_visitor_was_invited_to(tmp_path: Path) -> None:
    database = a_database(tmp_path / "demo.sqlite3")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO accounts_user VALUES (0)")
        connection.commit()
    empty(tmp_path)
    assert not database.exists()


@pytest.mark.parametrize(
    ("real", "what"),
    [
        ({"simulated": 0}, "a school that is not simulated"),
        ({"is_demo": 0}, "a cohort that is not a demo"),
        ({"demo_account": 0}, "accounts, and none that the demo made"),
    ],
)
def test_a_reset_refuses_a_database_with_anything_real_in_it(tmp_path: Path, real: dict[str, int], what: str) -> None:
    database = a_database(tmp_path / "demo.sqlite3", **real)
    (tmp_path / "demo.json").write_text("{}")
    before = database.read_bytes()
    with pytest.raises(NotTheDemos, match=what):
        empty(tmp_path)
    assert database.read_bytes() == before
    assert (tmp_path / "demo.json").exists()


def test_a_reset_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite3").write_text("my thesis, chapter one\n" * 100)
    with pytest.raises(NotTheDemos, match="Move the file"):
        empty(tmp_path)
    assert (tmp_path / "demo.sqlite3").exists()


def test_a_reset_removes_a_link_and_not_what_it_points_to(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("mine")
    (tmp_path / "demo.json").symlink_to(elsewhere)
    empty(tmp_path)
    assert elsewhere.read_text() == "mine"
    assert not (tmp_path / "demo.json").exists()


def test_two_demos_in_one_folder_are_refused(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(DemoRunning, match="Ctrl-C"), held(tmp_path):
        pass
    with held(tmp_path):
        pass


def test_the_loader_keeps_the_demo_held_when_its_parent_is_gone(tmp_path: Path) -> None:
    with held(tmp_path) as lock:
        loader = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,))
    try:
        with pytest.raises(DemoRunning), held(tmp_path):
            pass
    finally:
        loader.communicate(b"\n")
    with held(tmp_path):
        pass


@pytest.fixture
def without_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """`_prepare` without its child: the commands it would have run."""
    commands: list[list[str]] = []

    def ran(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(list(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", ran)
    return commands


def test_a_demo_that_is_loaded_is_not_loaded_again(tmp_path: Path, without_processes: list[list[str]]) -> None:
    a_database(tmp_path / "demo.sqlite3")
    write_loading(tmp_path, Loading(Phase.READY, 9, 9, "Everything is loaded"))
    before = (tmp_path / "demo.sqlite3").read_bytes()
    assert demo._prepare(tmp_path, reset=False) is False
    assert (tmp_path / "demo.sqlite3").read_bytes() == before
    assert [command[-1] for command in without_processes] == ["migrate"]


def test_loading_without_serving_waits_for_the_end_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []
    for step in ("start", "follow"):
        monkeypatch.setattr(demo.Loader, step, lambda _, step=step: done.append(step))
    assert demo._load_only(demo.Loader(tmp_path, 0, small=True)) == 0
    assert done == ["start", "follow"]
    assert "To serve it: belonging demo" in capsys.readouterr().out
    assert demo._load_only(None) == 0
    assert "Everything is loaded already" in capsys.readouterr().out


@pytest.mark.parametrize("phase", [Phase.LOADING, Phase.FAILED])
def test_a_half_loaded_demo_begins_anew_and_says_so(
    tmp_path: Path, without_processes: list[list[str]], capsys: pytest.CaptureFixture[str], phase: Phase
) -> None:
    a_database(tmp_path / "demo.sqlite3")
    write_loading(tmp_path, Loading(phase, 4, 9, "Maple Tree School"))
    assert demo._prepare(tmp_path, reset=False) is True
    assert not (tmp_path / "demo.sqlite3").exists()
    assert "starts again from the beginning" in capsys.readouterr().out
    again = read_loading(tmp_path)
    assert again is not None
    assert (again.phase, again.done) == (Phase.LOADING, 0)


def test_a_state_without_its_database_is_loaded_again(tmp_path: Path, without_processes: list[list[str]]) -> None:
    write_loading(tmp_path, Loading(Phase.READY, 9, 9, "Everything is loaded"))
    assert demo._prepare(tmp_path, reset=False) is True


def test_a_reset_throws_a_loaded_demo_away(tmp_path: Path, without_processes: list[list[str]]) -> None:
    a_database(tmp_path / "demo.sqlite3")
    write_loading(tmp_path, Loading(Phase.READY, 9, 9, "Everything is loaded"))
    assert demo._prepare(tmp_path, reset=True) is True
    assert not (tmp_path / "demo.sqlite3").exists()


def test_the_state_file_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    assert read_loading(tmp_path) is None
    write_loading(tmp_path, Loading(Phase.LOADING, 1, 2, "Maple"))
    assert json.loads((tmp_path / "demo.json").read_text())["phase"] == "loading"
    assert [path.name for path in tmp_path.iterdir()] == ["demo.json"]
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0


def test_a_live_terminal_gets_a_sentence_and_touches_nothing(tmp_path: Path) -> None:
    home = tmp_path / "var"
    environment = {**os.environ, "BELONGING_MODE": "live", "BELONGING_HOME": str(home)}
    command = [sys.executable, "-m", "belonging.web.cli.main", "demo", "--reset"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode == 2
    assert "not a place for the demo" in said.stderr
    assert not home.exists()


def test_the_options_of_the_demo() -> None:
    parser = ArgumentParser()
    demo.add_parser(parser.add_subparsers())
    chosen = parser.parse_args(["demo", "--reset", "--port", "8100", "--small"])
    assert (chosen.reset, chosen.port, chosen.small, chosen.load_only) == (True, 8100, True, False)
    assert demo_home.OWN_FILES[0] == "demo.sqlite3"


@pytest.mark.parametrize("beside", [0, 1])
def test_a_port_in_use_is_refused_with_words_that_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: int
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "BELONGING_MODE"}
    monkeypatch.setattr(os, "environ", {**environment, "BELONGING_HOME": str(tmp_path)})
    parser = ArgumentParser()
    demo.add_parser(parser.add_subparsers())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1] - beside
        with pytest.raises(Refused, match="cannot be used") as refused:
            demo.run(parser.parse_args(["demo", "--port", str(port)]))
    another = port + 100
    assert f"choose another with 'make demo PORT={another}' or 'belonging demo --port {another}'." in str(refused.value)
    said = subprocess.run(["make", "-n", "demo", "PORT=8100"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "belonging demo --port 8100" in said.stdout
