"""Counters without people: off by default, behind a token, and of answers nothing that tells when one came."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from stat import S_IMODE, S_ISGID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from pytest_django import Settings

from belonging.web.base.maintenance import begin
from belonging.web.base.scope import programme_scope
from belonging.web.config import counting, health, observed
from belonging.web.config.counting import STEP, AnsweringCounts, HeldBack, StaffCounts
from belonging.web.notices.models import DutyRun, MailKind, OutgoingMail
from belonging.web.notices.rules import BACKUP_DUTY, DRILL_DUTY

TOKEN = "t" * 40
RULE = re.compile(r"      - \{alert: \w+, expr: '(?P<expr>[^']+)'(, for: \d+[mh])?\}")


def scraped(settings: Settings) -> str:
    settings.METRICS_TOKEN = TOKEN
    reply = Client(headers={"Authorization": f"Bearer {TOKEN}"}).get("/metrics/")
    assert reply.status_code == 200
    assert "default-src 'none'" in reply["Content-Security-Policy"]
    return reply.content.decode()


@pytest.mark.django_db
def test_it_is_not_there_without_a_token_and_for_nobody_else(settings: Settings) -> None:
    assert Client().get("/metrics/").status_code == 404
    assert Client(headers={"Authorization": "Bearer "}).get("/metrics/").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics/").status_code == 404
    assert Client(headers={"Authorization": f"Bearer {TOKEN}x"}).get("/metrics/").status_code == 404


@pytest.mark.django_db
def test_it_says_how_the_service_stands(settings: Settings) -> None:
    now = timezone.now()
    DutyRun.objects.create(name="Mail: send", ran_at=now)
    DutyRun.objects.create(name="Talk requests: erase", ran_at=now, failed_at=now, failure="It failed.")
    for minutes in (1, 20, 30):
        _mail(minutes)

    text = scraped(settings)

    assert re.search(r'^belonging_duty_failing\{duty="Mail: send"\} 0\.0$', text, re.MULTILINE)
    assert re.search(r'^belonging_duty_failing\{duty="Talk requests: erase"\} 1\.0$', text, re.MULTILINE)
    assert "belonging_mail_overdue 2.0" in text  # what waits only just is told to nobody
    assert 'belonging_ready{check="database"} 1.0' in text
    assert int(float(re.findall(r"^belonging_disk_free_bytes (\S+)$", text, re.MULTILINE)[0])) % (64 * 2**20) == 0
    assert "example.org" not in text


@pytest.mark.django_db
def test_the_answering_pages_say_when_they_were_last_ready(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.ANSWERING, "found", lambda: {"database": "It is away."})
    counting.note_readiness()
    assert "belonging_answering_ready_timestamp_seconds 0.0" in scraped(settings)
    monkeypatch.setattr(health.ANSWERING, "found", lambda: {"database": ""})
    counting.note_readiness()
    (told,) = re.findall(r"^belonging_answering_ready_timestamp_seconds (\S+)$", scraped(settings), re.MULTILINE)
    assert float(told) == pytest.approx(timezone.now().timestamp(), abs=30)


@pytest.mark.django_db
def test_every_alert_is_about_what_is_told(settings: Settings) -> None:
    settings.BACKUPS = replace(settings.BACKUPS, folder=settings.BELONGING_HOME)
    DutyRun.objects.create(name="Mail: send", ran_at=timezone.now())
    lines = (Path(__file__).parents[3] / "deploy/prometheus/belonging.rules.yaml").read_text().splitlines()
    rules = [RULE.fullmatch(line) for line in lines if not line.lstrip().startswith("#")][3:]
    assert all(rules), "each rule is one line: a name, an expression, perhaps how long"
    told = set(re.findall(r"^# TYPE (\w+)", scraped(settings), re.MULTILINE))
    asked = {name for rule in rules if rule for name in re.findall(r"belonging_\w+", rule["expr"])}
    assert asked <= told
    assert 'up{job="belonging"} == 0' in {rule["expr"] for rule in rules if rule}
    assert any(rule["expr"].startswith("absent(belonging_duty_ran_timestamp") for rule in rules if rule)
    assert "job_name: belonging" in (Path(__file__).parents[3] / "docs/running.md").read_text()


@pytest.mark.django_db
def test_maintenance_alone_is_no_alarm_of_readiness(settings: Settings, tmp_path: Path) -> None:
    """What fails then is the check of that name, and MaintenanceForgotten watches it."""
    settings.BELONGING_HOME = tmp_path
    begin(tmp_path, now=timezone.now())
    assert re.findall(r"^belonging_ready\{(.+)\} 0\.0$", scraped(settings), re.MULTILINE) == ['check="maintenance"']
    rules = (Path(__file__).parents[3] / "deploy/prometheus/belonging.rules.yaml").read_text()
    assert "'belonging_ready{check!=\"maintenance\"} == 0'" in rules


@pytest.mark.django_db
def test_it_says_how_old_the_last_good_backup_and_drills_are(settings: Settings) -> None:
    then = timezone.now() - timedelta(hours=3)
    DutyRun.objects.create(name=BACKUP_DUTY, ran_at=then)
    DutyRun.objects.create(name=DRILL_DUTY, ran_at=then, failed_at=then, failure="It stopped.")
    text = scraped(settings)
    (told,) = re.findall(r"^belonging_backup_good_timestamp_seconds (\S+)$", text, re.MULTILINE)
    assert float(told) == pytest.approx(then.timestamp())
    assert "belonging_drill_restore_good_timestamp_seconds 0.0" in text, "one that failed"
    assert "belonging_drill_safeguarding_good_timestamp_seconds 0.0" in text, "none"


def test_another_process_says_how_much_the_worker_holds(tmp_path: Path) -> None:
    """The worker writes it down between two looks; whoever answers Prometheus adds up what was written."""
    asked = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    noted = "from belonging.web.cli.memory import note_for_metrics as note; note(); note()"
    subprocess.run([sys.executable, "-c", noted], env=asked, check=True)
    written = CollectorRegistry()
    MultiProcessCollector(written, path=str(tmp_path))  # type: ignore[no-untyped-call]  # it carries no types
    (held,) = re.findall(rb"^belonging_worker_memory_bytes (\S+)$", generate_latest(written), re.MULTILINE)
    assert 2**22 < float(held) < 2**28


def _mail(minutes: int) -> None:
    then = timezone.now() - timedelta(minutes=minutes)
    with programme_scope("test"):
        OutgoingMail.objects.create(
            key=f"test:{minutes}", kind=MailKind.SERVICE, to="jo@example.org", text="t", queued_at=then, due_at=then
        )  # fmt: skip


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_those_in_confidence_together(settings: Settings) -> None:
    settings.MIDDLEWARE = ["belonging.web.config.counting.StaffCounts", *settings.MIDDLEWARE]
    for address in ("/about/", "/about/", "/complaints/", "/contact/", "/nowhere/7gk3xw/"):
        Client().get(address)
    text = scraped(settings)
    assert re.search(r'belonging_requests_total\{route="home:about",status="200",took="[^"]+"\}', text)
    assert re.search(r'belonging_requests_total\{route="in confidence",status="200",took="[^"]+"\}', text)
    assert "complaints:" not in text
    assert "7gk3xw" not in text


def test_answers_are_counted_without_route_round_or_school(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "Thread", lambda **_: _Still())
    counts = AnsweringCounts(lambda _: HttpResponse(status=200))
    request = RequestFactory().post("/r/7gk3xw/send/")
    request.resolver_match = type("Match", (), {"app_name": "answering"})()
    for _ in range(STEP + 2):
        counts(request)
    before = _answered()
    assert [key for key, _ in counts._held.let_out()] == [("2xx", "under 50 ms")]
    assert _answered() == before  # only the thread lets anything out, at its own times
    assert list(counts._held.let_out()) == []


class _Still:
    def start(self) -> None:
        """Tests let out by hand."""


def _answered() -> float:
    return sum(
        sample.value for metric in counting.ANSWERING.collect() for sample in metric.samples if "total" in sample.name
    )


@given(st.lists(st.integers(0, 40), max_size=12))
def test_what_is_let_out_is_whole_steps_and_never_more_than_came(turns: list[int]) -> None:
    held, told = HeldBack(), 0
    for nth, count in enumerate(turns, start=1):
        for _ in range(count):
            held.add(("2xx", "under 50 ms"))
        told += sum(count for _, count in held.let_out())
        came = sum(turns[:nth])
        assert told % STEP == 0
        assert came - STEP < told <= came


def test_the_middleware_is_there_only_where_it_is_asked_for(settings: Settings) -> None:
    assert not [name for name in settings.MIDDLEWARE if "counting" in name or "traces" in name]
    assert StaffCounts.__module__ == "belonging.web.config.counting"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BELONGING_METRICS_TOKEN", "short", "at least 32 random characters"),
        ("BELONGING_LOG_FORMAT", "xml", "Set it to one of: text, json"),
        ("BELONGING_OTLP_ENDPOINT", "collector:4318", "Write it as http://HOST:4318"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=says):
        observed.observed()


@pytest.mark.parametrize("name", ["BELONGING_METRICS_TOKEN", "BELONGING_OTLP_ENDPOINT"])
def test_a_package_that_is_not_there_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, f"http://{TOKEN}:4318")
    monkeypatch.setattr(observed, "find_spec", lambda _: None)
    with pytest.raises(ImproperlyConfigured, match=r"pip install 'belonging\[observe\]'"):
        observed.observed()


@pytest.mark.parametrize(
    ("home", "folder"), [(0o700, 0o700), (0o750, 0o770), (0o2750, 0o770)], ids=["one", "two", "two, as set up"]
)
def test_the_user_of_the_answering_pages_may_count_too(
    home: int, folder: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RestrictSUIDSGID of the units refuses a chmod that names the set-group bit, which a folder inherits."""
    monkeypatch.setenv(observed.COUNTED_IN, "")
    tmp_path.chmod(home)
    asked: list[int] = []
    chmod = Path.chmod

    def heard(path: Path, mode: int) -> None:
        asked.append(mode)
        chmod(path, mode)

    monkeypatch.setattr(Path, "chmod", heard)
    for _ in range(2):
        observed.count_into(tmp_path / "metrics")
        assert S_IMODE((tmp_path / "metrics").stat().st_mode) == folder
    assert not any(mode & S_ISGID for mode in asked)
    assert len(asked) <= 1, "what is open already is left alone"
