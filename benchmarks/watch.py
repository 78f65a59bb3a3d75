"""The watch page and the worker's looks at rounds, with a nation on the books.

    python -m tests.postgres python -m benchmarks.watch [--schools 24000] [--runs 60]

Prints the median and the spread of the page's server time (Django's handler, middleware and rendering, no network)
at a school of 1,890 in 70 classes and at one of about nine classes; of a look of the worker at which nothing is due;
and of a sweep that counts every round again. Ratios are to the smallest page that signs somebody in, in the same run.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

from benchmarks.measured import machine, spread
from benchmarks.national_schools import SCHOOLS, make_nation, set_up

PAGES = {
    "smallest signed-in page": "/about/",
    "watch, 70 classes": "/schools/school-1/watch/",
    "watch, 9 classes": "/schools/school-3/watch/",
    "watch, from the programme": "/programme/schools/school-1/watch/",
}
LATER = timedelta(minutes=11)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watch")
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--runs", type=int, default=60)
    chosen = parser.parse_args(arguments)
    set_up()
    from django.utils import timezone

    now = timezone.now()
    print(machine())
    print(make_nation(now=now, schools=chosen.schools))
    _sweeps(now, chosen.schools)
    _looks(now, chosen.runs)
    _pages(chosen.runs)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds by the clock, run by run, and of processor on average: ours and the database's."""

    wall: list[float]
    cpu: float

    def __str__(self) -> str:
        return f"{spread(self.wall, 1)} ms by the clock, {self.cpu:.1f} ms of processor"


def measure(act: Callable[[], object], runs: int) -> Cost:
    """Runs beside others are slow by the clock; what they cost the processor stays."""
    pid = _server_process()
    wall, before = [], time.process_time() + _used_by(pid)
    for _ in range(runs):
        started = time.perf_counter()
        act()
        wall.append(1000 * (time.perf_counter() - started))
    return Cost(wall, 1000 * (time.process_time() + _used_by(pid) - before) / runs)


def _server_process() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _used_by(pid: int) -> float:
    """Seconds of processor of a process on this machine."""
    parts = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _sweeps(now: datetime, schools: int) -> None:
    """Twice over everything: each writes every round and every pack again."""
    from belonging.web.surveys.services.counting import recount_due

    sweeps = iter((now, now + LATER))
    cost = measure(lambda: recount_due(now=next(sweeps)), 2)
    print(f"count all rounds again: {cost}; {cost.cpu / schools:.2f} ms of processor a school")


def _looks(now: datetime, runs: int) -> None:
    """What the worker does when nothing is due: every two seconds, every minute, every hour."""
    from belonging.web.notices.models import DutyRun
    from belonging.web.surveys.services.planning import plan_due
    from belonging.web.surveys.services.reminders import remind_due
    from belonging.web.surveys.services.upkeep import tick

    at = now + LATER
    print(f"look at rounds, nothing due: {measure(lambda: tick(now=at), runs)}")
    print(f"look at plans, nothing due: {measure(lambda: plan_due(now=at), runs)}")

    def by_day() -> None:
        DutyRun.objects.all().delete()
        remind_due(now=_quiet_noon(at))

    print(f"look at the reminders of every school: {measure(by_day, 2)}")


def _quiet_noon(at: datetime) -> datetime:
    """A Saturday: every school's calendar is asked, and nobody is reminded."""
    return at.replace(hour=12) - timedelta(days=(at.weekday() + 2) % 7)


def _pages(runs: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _signed_in()
    smallest = 0.0
    for name, page in PAGES.items():
        if client.get(page).status_code != 200:
            raise RuntimeError(f"{page} does not open")
        cost = measure(partial(client.get, page), runs)
        smallest = smallest or cost.cpu
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        print(f"{name}: {cost}, {cost.cpu / smallest:.1f} times the smallest; {len(queries)} statements")


def _signed_in() -> Client:
    from django.test import Client

    from belonging.web.accounts.models import Membership, User
    from belonging.web.accounts.roles import Role
    from belonging.web.schools.models import School

    user = User.objects.create(email="lead@nation.example", name="Nat Lead", is_demo=True)
    for slug in ("school-1", "school-3"):
        Membership.objects.create(user=user, role=Role.LEAD, school=School.objects.get(slug=slug))
    Membership.objects.create(user=user, role=Role.MANAGER)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


if __name__ == "__main__":
    main()
