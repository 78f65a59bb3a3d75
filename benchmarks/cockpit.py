"""The cockpit, the team's home and a local authority's page, with a nation on the books.

    python -m tests.postgres python -m benchmarks.cockpit [--schools 24000] [--runs 40]

Prints what gathering every school's standing costs, then the median and spread of each page's server time (Django's
handler and everything below it, no network), as ratios to the smallest page that signs somebody in, in the same run.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

from benchmarks.measured import machine
from benchmarks.national_schools import SCHOOLS, make_nation, set_up
from benchmarks.watch import measure

COCKPIT = "/programme/cockpit/nation-1/"
PAGES = {
    "smallest signed-in page": "/about/",
    "the team's home": "/programme/",
    "cockpit, first page": COCKPIT,
    "cockpit, last page": f"{COCKPIT}?page=100000",
    "cockpit, to ring": f"{COCKPIT}?show=quiet",
    "cockpit, by stage": f"{COCKPIT}?stage=baseline",
    "cockpit, by name": f"{COCKPIT}?q=school+777",
    "answers, wave by wave": f"{COCKPIT}answers/",
    "one school's sheet": f"{COCKPIT}schools/school-1/",
    "a local authority of 400 schools": "/bodies/authority/",
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cockpit")
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--runs", type=int, default=40)
    chosen = parser.parse_args(arguments)
    set_up()
    from django.utils import timezone

    now = timezone.now()
    print(machine())
    print(make_nation(now=now, schools=chosen.schools))
    _gather(now, chosen.schools)
    _pages(_signed_in(), chosen.runs)


def _gather(now: datetime, schools: int) -> None:
    from belonging.web.home.services.standings import AT_ONCE, refresh_standings

    cost = measure(lambda: refresh_standings(now=now), -(-schools // AT_ONCE))
    left = refresh_standings(now=now)
    print(f"gather {AT_ONCE} standings: {cost}, {cost.cpu / AT_ONCE:.2f} ms of processor a school; {left} left over")


def _pages(client: Client, runs: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

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
    from belonging.web.schools.models import Body, BodyKind, School

    user = User.objects.create(email="manager@nation.example", name="Nat Manager", is_demo=True)
    authority = Body.objects.create(kind=BodyKind.AUTHORITY, name="An Authority", slug="authority")
    School.objects.filter(pk__lte=400).update(authority=authority)
    Membership.objects.create(user=user, role=Role.MANAGER)
    Membership.objects.create(user=user, role=Role.AUTHORITY, body=authority)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


if __name__ == "__main__":
    main()
