"""Audits, plans and “You said, we did”, with a nation on the books: two audits a school, five actions, three pages.

    python -m tests.postgres python -m benchmarks.improving [--schools 24000] [--runs 20]

Prints what saving a rating costs, each page's server time (Django's handler and everything below it, no network), the
worker's looks at which nothing is due, files for print, and the database's bytes. Ratios are to the smallest page that
signs somebody in, in the same run.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

from benchmarks.measured import machine
from benchmarks.national_improving import add_improving
from benchmarks.national_loading import number, superuser
from benchmarks.national_schools import SCHOOLS, make_nation, set_up
from benchmarks.watch import measure

AUDIT, PLAN, REPLIES = (f"/schools/school-3/{part}/nation-1/" for part in ("audit", "plan", "replies"))
STATEMENT = f"{AUDIT}final/statements/safe_places/"
PAGES = {
    "smallest signed-in page": "/about/",
    "the school's home": "/schools/school-3/",
    "audit, overview": AUDIT,
    "audit, the statements of a stage": f"{AUDIT}final/",
    "audit, one statement": STATEMENT,
    "audit, priorities": f"{AUDIT}priorities/",
    "plan, list": PLAN,
    "plan, one action": f"{PLAN}1/",
    "“You said, we did”": REPLIES,
    "across schools: audits": "/programme/cohorts/nation-1/audits/",
    "across schools: plans": "/programme/cohorts/nation-1/plans/",
}
FILES = {
    "audit as PDF": f"{AUDIT}baseline/print/",
    "plan as PDF": f"{PLAN}plan.pdf",
    "plan as Word": f"{PLAN}plan.docx",
}
STORED = {
    "two audits with their history and records": (
        "audit_audit",
        "audit_rating",
        "audit_ratingentry",
        "audit_evidence",
        "audit_remark",
    ),
    "what the journal says of them": ("journal_entry",),
    "a plan": ("actions_action", "actions_ground", "actions_update"),
    "three pages": ("replies_page", "replies_line"),
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.improving")
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--runs", type=int, default=20)
    chosen = parser.parse_args(arguments)
    set_up()
    from django.utils import timezone

    now = timezone.now()
    print(machine())
    print(make_nation(now=now, schools=chosen.schools, answered=False))
    print(f"audits, plans and pages added in {add_improving(now=now):.0f} s")
    _stored(chosen.schools)
    report(now, chosen.schools, chosen.runs)
    print(machine())


def report(now: datetime, schools: int, runs: int) -> None:
    """All that is timed, on a database that `main` has filled."""
    _standings(now, schools)
    _counts(now, schools)
    _looks(now, runs)
    client = _signed_in()
    smallest = _pages(client, runs)
    cost = measure(_rater(client), runs)
    print(f"one rating saved: {cost}, {cost.cpu / smallest:.1f} times the smallest")
    print("Files; what a typesetter costs the processor is not counted, being a process of its own:")
    for name, address in FILES.items():
        cost = measure(partial(_opened, client, address), max(3, runs // 4))
        print(f"{name}: {cost}")


def _stored(schools: int) -> None:
    with superuser() as cursor:
        for name, tables in STORED.items():
            size = sum(number(cursor, f"SELECT pg_total_relation_size('{table}')") for table in tables)
            print(f"{name}: {size / schools / 1000:.0f} kB a school")


def _standings(now: datetime, schools: int) -> None:
    from belonging.web.home.services.standings import AT_ONCE, refresh_standings

    cost = measure(lambda: refresh_standings(now=now), -(-schools // AT_ONCE))
    print(f"gather {AT_ONCE} standings: {cost}, {cost.cpu / AT_ONCE:.2f} ms of processor a school")


def _counts(now: datetime, schools: int) -> None:
    """What the pages across schools read. Nothing is left to count afterwards."""
    from belonging.web.actions.services.counting import AT_ONCE, count_plans
    from belonging.web.audit.services.counting import keep_counts

    cost = measure(lambda: count_plans(now=now), -(-schools // AT_ONCE))
    print(f"count {AT_ONCE} plans: {cost}, {cost.cpu / AT_ONCE:.2f} ms of processor a school")
    print(f"look for plans to count, nothing due: {measure(lambda: count_plans(now=now), 5)}")
    print(f"count all audits: {measure(keep_counts, 3)}")


def _looks(now: datetime, runs: int) -> None:
    """What the worker does when nothing is due: pages every minute, reminders every hour."""
    from belonging.web.actions.services.reminders import remind_due as remind_of_plans
    from belonging.web.audit.services.reminders import remind_due as remind_of_audits
    from belonging.web.replies.services.pages import build_pages_due, publish_due
    from belonging.web.replies.services.reminders import remind_due as remind_of_pages

    noon = now.replace(hour=12, minute=0)
    noon -= timedelta(days=max(0, noon.weekday() - 4))
    for name, look, at in (
        ("pages to make", build_pages_due, now),
        ("pages to publish", publish_due, now),
        ("pages to remind of", remind_of_pages, now),
        ("audits to remind of", remind_of_audits, noon),
    ):
        print(f"look for {name}, nothing due: {measure(partial(look, now=at), runs)}")
    print(f"look for plans to remind of, the first of the day: {measure(partial(remind_of_plans, now=noon), 1)}")
    print(f"look for plans to remind of, nothing due: {measure(partial(remind_of_plans, now=noon), 3)}")


def _pages(client: Client, runs: int) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    smallest = 0.0
    for name, page in PAGES.items():
        _opened(client, page)
        cost = measure(partial(_opened, client, page), runs)
        smallest = smallest or cost.cpu
        with CaptureQueriesContext(connection) as queries:
            _opened(client, page)
        print(f"{name}: {cost}, {cost.cpu / smallest:.1f} times the smallest; {len(queries)} statements")
    return smallest


def _opened(client: Client, page: str) -> None:
    answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} does not open: {answer.status_code}")


def _rater(client: Client) -> Callable[[], None]:
    """Sends the statement's form, each time with other words. What is answered is an address: no page is made."""
    from belonging.web.audit.models import Rating
    from belonging.web.base.scope import programme_scope

    with programme_scope("benchmark: where the rating stands"):
        found = Rating.objects.get(school__slug="school-3", audit__stage="final", statement="safe_places")
    revisions = count(found.revision)

    def act() -> None:
        revision = next(revisions)
        words = {"value": "fully", "how_we_know": f"The map, seen {revision} times.", "revision": revision}
        if client.post(f"{STATEMENT}rate/", words).status_code != 302:
            raise RuntimeError("The rating was not saved")

    return act


def _signed_in() -> Client:
    from django.test import Client

    from belonging.web.accounts.models import Membership, User
    from belonging.web.accounts.roles import Role
    from belonging.web.schools.models import School

    user = User.objects.create(email="improving@nation.example", name="Nat Lead", is_demo=True)
    Membership.objects.create(user=user, role=Role.LEAD, school=School.objects.get(slug="school-3"))
    Membership.objects.create(user=user, role=Role.MANAGER)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


if __name__ == "__main__":
    main()
