"""Small steps of set-up: choices, letters sent, adults briefed, opt-outs counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.web.enrolment.errors import BadCount, NotYet
from belonging.web.enrolment.models import Choices, Duty, DutyDone, OptOuts
from belonging.web.enrolment.services.milestones import note_set_up
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

MOST_OPT_OUTS = 2000


@dataclass(frozen=True, slots=True)
class Where:
    """A school in one wave of one cohort."""

    school: School
    cohort: Cohort
    wave: str


@transaction.atomic
def choose(
    *, school: School, cohort: Cohort, editions: Sequence[str], languages: Sequence[str], actor: str, now: datetime
) -> Choices:
    """Which editions pupils get and which languages families read."""
    chosen, _ = Choices.objects.update_or_create(
        school=school, cohort=cohort, defaults={"editions": list(editions), "languages": list(languages)}
    )
    details = {"editions": list(editions), "languages": list(languages)}
    record_act(act=Act("editions-chosen", f"cohort:{cohort.pk}", details), actor=actor, now=now, school_id=school.pk)
    note_set_up(school=school, actor=actor, now=now)
    return chosen


@transaction.atomic
def tick(*, where: Where, duty: Duty, done_on: date, today: date, actor: str, now: datetime) -> None:
    """Raises NotYet."""
    if done_on > today:
        raise NotYet("This day has not come yet. Please tick it off when it is done.")
    DutyDone.objects.update_or_create(
        school=where.school, cohort=where.cohort, wave=where.wave, duty=duty, defaults={"done_on": done_on}
    )
    _journal(where, f"{duty}-done", {"done_on": done_on.isoformat()}, actor=actor, now=now)
    note_set_up(school=where.school, actor=actor, now=now)


@transaction.atomic
def untick(*, where: Where, duty: Duty, actor: str, now: datetime) -> None:
    gone, _ = DutyDone.objects.filter(school=where.school, cohort=where.cohort, wave=where.wave, duty=duty).delete()
    if gone:
        _journal(where, f"{duty}-not-done", {}, actor=actor, now=now)


@transaction.atomic
def count_opt_outs(*, where: Where, numbers: Mapping[str, int], today: date, actor: str, now: datetime) -> None:
    """`numbers` by year group, or {"": all}. An earlier count of the wave is replaced. Raises BadCount."""
    if any(not 0 <= number <= MOST_OPT_OUTS for number in numbers.values()):
        raise BadCount(f"Please give numbers from 0 to {MOST_OPT_OUTS}.")
    OptOuts.objects.filter(school=where.school, cohort=where.cohort, wave=where.wave).delete()
    kept = {year: number for year, number in numbers.items() if number} or {"": 0}
    OptOuts.objects.bulk_create(
        OptOuts(
            school=where.school,
            cohort=where.cohort,
            wave=where.wave,
            year_group=year,
            number=number,
            counted_on=today,
        )
        for year, number in kept.items()
    )
    _journal(where, "opt-outs-counted", {"number": sum(numbers.values())}, actor=actor, now=now)


def _journal(where: Where, name: str, details: Mapping[str, object], *, actor: str, now: datetime) -> None:
    act = Act(name, f"cohort:{where.cohort.pk}", {"wave": where.wave, **details})
    record_act(act=act, actor=actor, now=now, school_id=where.school.pk)
