"""A programme that a school can join today.

The register is the made-up one, one cohort is open, and its first wave is now.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from unittest import mock

import django

django.setup()

from django.utils import timezone  # noqa: E402  # Django must be set up before models are imported

from belonging.web.accounts.roles import Role  # noqa: E402  # as above
from belonging.web.base.scope import programme_scope  # noqa: E402  # as above
from belonging.web.programme.models import Cohort, Entrance  # noqa: E402  # as above
from belonging.web.programme.rules import planning  # noqa: E402  # as above
from belonging.web.programme.rules.planning import Window  # noqa: E402  # as above
from belonging.web.programme.services import (  # noqa: E402  # as above
    Asked,
    CohortDates,
    Modes,
    create_cohort,
    open_cohort,
    plan_dates,
    plan_modes,
)
from belonging.web.schools.rules.calendar import Span  # noqa: E402  # as above
from belonging.web.schools.rules.register_file import read_register  # noqa: E402  # as above
from belonging.web.schools.rules.register_sample import sample_register  # noqa: E402  # as above
from belonging.web.schools.rules.templates import SpanKind, Template  # noqa: E402  # as above
from belonging.web.schools.services.calendars import own_template  # noqa: E402  # as above
from belonging.web.schools.services.importing import import_register  # noqa: E402  # as above
from tests.web.accounts.given import member  # noqa: E402  # as above
from tests.web.enrolment.given import parties  # noqa: E402  # as above

ACTOR = "test"
WAVES = ("baseline", "endline")
AUTHORITY = "Hollowdale"
NO_MONTH = 13


def made(manager: str) -> None:
    now = timezone.now()
    import_register(register=read_register(sample_register()), settled=frozenset(), actor=ACTOR, now=now)
    cohort = opened(now)
    parties(cohort, now)
    with programme_scope("journeys have a calendar and a manager"):
        own_template(template=all_year(now.date()), actor=ACTOR, now=now)
        member(Role.MANAGER, email=manager)


def all_year(today: date) -> Template:
    """Terms without holidays, so that a school can be set up on whatever day the tests run."""
    term = Span(today - timedelta(days=60), today + timedelta(days=300), "All year")
    return Template("hollowdale", AUTHORITY, "england", AUTHORITY, ((SpanKind.TERM, term),))


def opened(now: datetime) -> Cohort:
    today = timezone.localdate(now)
    last = today + timedelta(days=260)
    dates = CohortDates(
        starts_on=today,
        ends_on=last,
        results_on=last,
        places=3,
        windows={
            "baseline": Window(today, today + timedelta(days=27)),
            "endline": Window(today + timedelta(days=200), today + timedelta(days=220)),
        },
    )
    pupils = Asked("pupil_v1", Entrance.SLIPS, WAVES, ("year_group", "sen"))
    parents = Asked("parent_v1", Entrance.OPEN_LINK, WAVES)
    cohort = create_cohort(
        name="Hollowdale 2027", slug="hollowdale", starts_on=today, is_demo=True, actor=ACTOR, now=now
    )
    with mock.patch.object(planning, "AUGUST", NO_MONTH):
        plan_dates(cohort=cohort, dates=dates, actor=ACTOR, now=now)
        plan_modes(cohort=cohort, modes=Modes((pupils, parents)), actor=ACTOR, now=now)
        open_cohort(cohort=cohort, actor=ACTOR, now=now)
    cohort.refresh_from_db()
    return cohort
