"""What a school's set-up has come to, questionnaires and slips included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.enrolment.queries.readiness import Readiness, current_cohorts, readiness
from belonging.web.home.queries.sights import RoundSight, school_rounds
from belonging.web.programme.models import Cohort, Wave
from belonging.web.programme.queries.cohorts import windows_of
from belonging.web.schools.models import School, SchoolCalendar
from belonging.web.surveys.models import State


@dataclass(frozen=True, slots=True)
class SetUp:
    """`pupils`: the pupils' round of the wave, once it is planned. `others`: cohorts that the school is in besides."""

    cohort: Cohort
    wave: str
    ready: Readiness
    own_calendar: bool
    pupils: RoundSight | None
    has_opened: bool
    others: tuple[Cohort, ...] = ()


def school_set_up(
    school: School, *, today: date, slug: str = "", sights: list[RoundSight] | None = None
) -> SetUp | None:
    """Of the cohort of that slug, or of the latest in which the school takes part; None where it is in none.

    A constant number of queries. `sights` where they have been read already.
    """
    cohorts = current_cohorts(school)
    cohort = next((each for each in cohorts if slug in ("", each.slug)), None)
    if cohort is None:
        return None
    rounds = [
        each for each in (school_rounds(school) if sights is None else sights) if each.round.cohort_id == cohort.pk
    ]
    wave = wave_ahead(cohort, rounds, today)
    held = [each for each in rounds if each.round.wave == wave]
    return SetUp(
        cohort=cohort,
        wave=wave,
        ready=readiness(school, cohort, wave),
        own_calendar=SchoolCalendar.objects.filter(school=school).exists(),
        pupils=next((each for each in held if each.round.audience == "pupil"), None),
        has_opened=any(each.round.state != State.DRAFT for each in held),
        others=tuple(each for each in cohorts if each != cohort),
    )


def wave_ahead(cohort: Cohort, rounds: list[RoundSight], today: date) -> str:
    """The first wave that is not over; the last one where all are."""
    windows = windows_of(cohort)
    planned = [wave for wave in Wave.values if wave in windows or any(each.round.wave == wave for each in rounds)]
    for wave in planned:
        states = [each.round.state for each in rounds if each.round.wave == wave]
        over = all(state == State.SEALED for state in states) if states else windows[wave].closes_on < today
        if not over:
            return wave
    return planned[-1] if planned else Wave.BASELINE.value


def permissions_in(user: User, school: School) -> frozenset[Permission]:
    """Everything the user's roles in this school allow."""
    roles = Membership.objects.filter(user=user, school=school).values_list("role", flat=True)
    return frozenset(permission for role in roles for permission in GRANTS[Role(role)])
