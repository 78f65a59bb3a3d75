"""Fills a service that runs apart from the tests, at the maker's call (maker.py).

Each function acts through the services that people's pages call, and gives what it made as JSON can say it.
"""

from __future__ import annotations

from datetime import date, timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402  # Django must be set up before models are imported

from belonging.web.base.scope import programme_scope, school_scope  # noqa: E402  # as above
from belonging.web.enrolment.models import Choices  # noqa: E402  # as above
from belonging.web.programme.models import Cohort, Enrolment  # noqa: E402  # as above
from belonging.web.schools.models import School, Setting  # noqa: E402  # as above
from belonging.web.surveys.models import Response, Round  # noqa: E402  # as above
from belonging.web.surveys.services.rounds import close_round, open_round, plan_round  # noqa: E402  # as above
from belonging.web.surveys.services.sealing import seal_round  # noqa: E402  # as above
from belonging.web.surveys.services.slips import (  # noqa: E402  # as above
    PackOrder,
    SlipOrder,
    draw_packs,
    issue_slips,
    keep_packs,
)
from tests.web.enrolment.given import ready  # noqa: E402  # as above

ACTOR = "test"


def a_school(number: int, slug: str = "pilot") -> tuple[School, Cohort]:
    """A school of its own for each round, so that journeys do not meet."""
    cohort, _ = Cohort.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "starts_on": date(2026, 9, 1), "is_demo": True, "comments_on": True}
    )
    name = f"Maple Tree School {number}" if number else "Maple Tree School"
    school = School.objects.create(name=name, slug=f"maple-{number}", setting=Setting.PRIMARY, is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=f"{number:02d}")
        ready(school, cohort, timezone.now())
    return school, cohort


def open_for_answers(
    instrument: str = "pupil_v1", slips: int = 0, drafts: bool = False, year_group: str = "5", cohort: str = "pilot"
) -> dict[str, object]:
    """An open round; with slips, pupils' codes that carry year group and SEN status. `drafts`: in every language."""
    school, joined = a_school(School.objects.count(), cohort)
    now = timezone.now()
    facts = ("year_group", "sen") if slips else ()
    with school_scope(school.pk):
        Choices.objects.update_or_create(school=school, cohort=joined, defaults={"accepts_drafts": drafts})
        round_ = plan_round(
            school=school,
            cohort=joined,
            wave="baseline",
            instrument=instrument,
            entrance="slips" if slips else "open_link",
            slip_facts=facts,
            actor=ACTOR,
            now=now,
        )
        open_round(round_=round_, closes_at=now + timedelta(days=14), actor=ACTOR, now=now)
        order = SlipOrder(slips, year_group=year_group, sen="N")
        codes = issue_slips(round_=round_, pack_label="5 Elm", orders=[order], actor=ACTOR, now=now) if slips else []
    return {"handle": round_.handle, "codes": codes}


def a_class(handle: str, slips: int) -> dict[str, object]:
    """A pack with picture codes: the class key of its cover, and each slip's pictures as digits."""
    now = timezone.now()
    with programme_scope("journeys print a class"):
        round_ = Round.objects.get(handle=handle)
        order = PackOrder("4 Maple", (SlipOrder(slips, year_group="4", sen="N"),))
        [drawn] = draw_packs(round_=round_, orders=[order])
        keep_packs(round_=round_, packs=[drawn], actor=ACTOR, now=now)
    return {"key": drawn.class_key, "pictures": [slip.pictures for slip in drawn.sets[0]]}


def closed(handle: str) -> dict[str, object]:
    with programme_scope("journeys close a round"):
        close_round(round_=Round.objects.get(handle=handle), actor=ACTOR, now=timezone.now())
    return {}


def sealed(handle: str) -> dict[str, object]:
    """Closed and sealed at once: what is on its way comes too late."""
    with programme_scope("journeys seal a round"):
        round_ = Round.objects.get(handle=handle)
        close_round(round_=round_, actor=ACTOR, now=timezone.now())
        seal_round(round_=round_, actor=ACTOR, now=timezone.now(), early=True)
    return {}


def kept(handle: str) -> dict[str, object]:
    """What the round holds: answers and comments of each row, in no order."""
    with programme_scope("journeys look at what arrived"):
        rows = Response.objects.filter(round__handle=handle)
        return {
            "rows": [{"answers": row.answers, "comments": row.comments, "withdrawn": row.withdrawn} for row in rows]
        }
