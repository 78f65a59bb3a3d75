"""The watch page and the worker's looks at rounds, with a nation on the books.

    python -m tests.postgres python -m benchmarks.watch [--schools 24000] [--runs 60]

Prints the median and the spread of the page's server time (Django's handler, middleware and rendering, no network)
at a school of 1,890 in 70 classes and at one of about nine classes; of a look of the worker at which nothing is due;
and of a sweep that counts every round again. Ratios are to the smallest page that signs somebody in, in the same run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
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


def _sweeps(now: datetime, schools: int) -> None:
    """Three times over everything: the first finds nothing in memory, and each writes every pack again."""
    from belonging.web.surveys.services.counting import recount_due

    taken, counted = [], 0
    for sweep in range(3):
        started = time.perf_counter()
        counted = recount_due(now=now + sweep * LATER)
        taken.append(time.perf_counter() - started)
    per_school = spread([1000 * seconds / schools for seconds in taken])
    print(f"count {counted} rounds again: {spread(taken, 1)} s; {per_school} ms a school")


def _looks(now: datetime, runs: int) -> None:
    """What the worker does when nothing is due: every two seconds, every minute, every quarter of an hour."""
    from belonging.web.notices.models import DutyRun
    from belonging.web.surveys.services.planning import plan_due
    from belonging.web.surveys.services.reminders import remind_due
    from belonging.web.surveys.services.upkeep import tick

    at = now + 2 * LATER
    night = at.replace(hour=3) + timedelta(days=1)
    _timed("look at rounds, nothing due", lambda: tick(now=at), runs)
    _timed("look at plans, nothing due", lambda: plan_due(now=at), runs)
    _timed("look at reminders, at night", lambda: remind_due(now=night), runs)

    def by_day() -> None:
        DutyRun.objects.all().delete()
        remind_due(now=_quiet_noon(at))

    _timed("look at reminders of every school, by day", by_day, 3)


def _quiet_noon(at: datetime) -> datetime:
    """A Saturday: every school's calendar is asked, and nobody is reminded."""
    return at.replace(hour=12) - timedelta(days=(at.weekday() + 2) % 7)


def _pages(runs: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _signed_in()
    base = 0.0
    for name, page in PAGES.items():
        taken = []
        for _ in range(runs):
            started = time.perf_counter()
            reply = client.get(page)
            taken.append(1000 * (time.perf_counter() - started))
            if reply.status_code not in (200, 302):
                raise RuntimeError(f"{page} answered {reply.status_code}")
        base = base or sorted(taken)[len(taken) // 2]
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        ratio = sorted(taken)[len(taken) // 2] / base
        print(f"{name}: {spread(taken, 1)} ms, {ratio:.1f} times the smallest page; {len(queries)} statements")


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


def _timed(name: str, act: Callable[[], object], runs: int) -> None:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - started))
    print(f"{name}: {spread(taken, 1)} ms")


if __name__ == "__main__":
    main()
