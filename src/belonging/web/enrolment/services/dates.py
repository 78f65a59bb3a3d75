"""A school's days in a wave."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.enrolment.errors import BadDates
from belonging.web.enrolment.models import SchoolWave
from belonging.web.enrolment.rules.dates import WaveDates, problems
from belonging.web.enrolment.services.milestones import note_set_up
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import NotTakingPart
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import takes_part, wave_window
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of


@transaction.atomic
def set_dates(*, school: School, cohort: Cohort, wave: str, dates: WaveDates, actor: str, now: datetime) -> SchoolWave:
    """Raises NotTakingPart, BadDates (its message is the first problem)."""
    if not takes_part(school, cohort):
        raise NotTakingPart(f"{school.name} is not taking part in {cohort.name}, so it has no days to choose.")
    wrong = problems(dates, calendar_of(school), wave_window(cohort, wave))
    if wrong:
        raise BadDates(wrong[0].sentence)
    chosen, _ = SchoolWave.objects.update_or_create(
        school=school,
        cohort=cohort,
        wave=wave,
        defaults={
            "first_day": dates.first_day,
            "last_day": dates.last_day,
            "reply_by": dates.reply_by,
            "results_on": dates.results_on,
        },
    )
    details = {"wave": wave, "first_day": dates.first_day.isoformat(), "last_day": dates.last_day.isoformat()}
    record_act(act=Act("dates-chosen", f"cohort:{cohort.pk}", details), actor=actor, now=now, school_id=school.pk)
    note_set_up(school=school, actor=actor, now=now)
    return chosen
