"""What the first pages of the service show, read in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from belonging.web.accounts.models import Membership, User
from belonging.web.findings.models import Release
from belonging.web.home.queries.publications import SHOWS_NOTHING
from belonging.web.programme.models import Cohort, Enrolment, Stage
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Round, State
from belonging.web.surveys.queries import round_by_handle, scope_of, used_keys
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.services.answering import key_of

WaveKey = tuple[int, int, str, str]
"""Cohort, school, instrument and wave."""


@dataclass(frozen=True, slots=True)
class RoundSight:
    """A round as the home pages see it.

    `answered` is rounded to 5; None where nothing was counted yet. `slips` is how many were printed.
    `released_at` is when the latest findings that hold this round's wave were made; None before.
    """

    round: Round
    answered: int | None
    slips: int
    released_at: datetime | None

    @property
    def released(self) -> bool:
        return self.released_at is not None


@dataclass(frozen=True, slots=True)
class SchoolSight:
    """A school's place in a cohort, with its rounds there."""

    school: School
    mask: str
    has_left: bool
    rounds: tuple[RoundSight, ...]


def school_rounds(school: School) -> list[RoundSight]:
    """Every round of the school, newest first. Call in its scope."""
    return _sights(Round.objects.filter(school=school).select_related("cohort"))


def left_cohorts(school: School) -> list[str]:
    """The names of the cohorts that the school has left. Call in its scope."""
    left = Enrolment.objects.filter(school=school, stage=Stage.LEFT).select_related("cohort")
    return [enrolment.cohort.name for enrolment in left]


def cohort_schools(cohort: Cohort, school_ids: Collection[int]) -> list[SchoolSight]:
    """Those schools of the cohort, by name, those that left too. Call in a programme-wide scope."""
    by_school: dict[int, list[RoundSight]] = {}
    for sight in _sights(Round.objects.filter(cohort=cohort, school__in=school_ids)):
        by_school.setdefault(sight.round.host_id, []).append(sight)
    enrolled = (
        Enrolment.objects.filter(cohort=cohort, school__in=school_ids).select_related("school").order_by("school__name")
    )
    return [
        SchoolSight(
            school=enrolment.school,
            mask=enrolment.mask,
            has_left=enrolment.stage == Stage.LEFT,
            rounds=tuple(by_school.get(enrolment.school_id, ())),
        )
        for enrolment in enrolled
    ]


def programme_releases() -> frozenset[str]:
    """The slugs of the cohorts whose programme findings are out and show something. In a programme-wide scope."""
    out = Release.objects.filter(school__isnull=True).exclude(findings__endswith=SHOWS_NOTHING)
    return frozenset(out.values_list("cohort__slug", flat=True))


def demo_accounts() -> list[Membership]:
    """The accounts that the demo made, each with its role and school."""
    made = Membership.objects.filter(user__is_demo=True).select_related("user", "school", "body")
    return list(made.order_by("user__email", "pk"))


def demo_account(email: str) -> User | None:
    return User.objects.filter(email=email, is_demo=True, is_active=True).first()


def round_state(handle: str) -> str | None:
    """The state of a round by the public part of its address. Call in a programme-wide scope."""
    return Round.objects.filter(handle=handle).values_list("state", flat=True).first()


def used_codes(handle: str, codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes (as printed) that have been used in the open round of that handle. Not in a scope."""
    round_ = round_by_handle(handle)
    if round_ is None or round_.state != State.OPEN:
        return frozenset()
    with scope_of(round_):
        by_key = {key_of(round_=round_, secret=read_code(code)): code for code in codes}
        return frozenset(by_key[key] for key in used_keys(round_, by_key))


def _sights(rounds: Iterable[Round]) -> list[RoundSight]:
    found = list(rounds)
    printed = Pack.objects.filter(round__in=[each.pk for each in found]).order_by().values_list("round")
    packs = dict(printed.annotate(Sum("slips")))
    released = _released_waves(found)
    return [_sight(each, packs.get(each.pk), released) for each in found]


def _sight(round_: Round, pack: int | None, released: Mapping[WaveKey, datetime]) -> RoundSight:
    answered = None if round_.answered_counted_at is None else round_.answered
    key = (round_.cohort_id, round_.host_id, round_.instrument, round_.wave)
    return RoundSight(round_, answered, pack or 0, released.get(key))


def _released_waves(rounds: list[Round]) -> dict[WaveKey, datetime]:
    out = Release.objects.filter(school__in={each.school_id for each in rounds}).order_by("released_at")
    rows = out.values_list("cohort_id", "school_id", "instrument", "waves", "released_at")
    return {
        (cohort, school, instrument, wave): released_at
        for cohort, school, instrument, waves, released_at in rows
        if school is not None
        for wave in waves.split("+")
    }
