"""Who is reminded today, and of what. Derived from state: a look that was missed is made up, a second one does nothing.

The journal's entry of a reminder is also the mark that it was queued, so that most looks find nothing to do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.models import DutyRun
from belonging.web.notices.services import Mail, note_run, queue_mail
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendars_of
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.surveys.models import Pack, Round, State
from belonging.web.surveys.queries import packs_by_round
from belonging.web.surveys.rules.reminding import Closing, closing_due, may_look, missed_days, sends_at
from belonging.web.surveys.rules.rounds import COUNT_STEP, OPEN_AT_MOST
from belonging.web.surveys.services.reminder_mails import Occasion, closing_mails, sitting_mails

ACTOR, ACT, DUTY = "reminders", "reminders-queued", "Reminders of questionnaires"
LOOK_EVERY = timedelta(hours=1)
AT_ONCE = 200
"""Schools whose calendars and marks are read together."""


@dataclass(slots=True)
class Sight:
    """A school's open rounds, the days on which its classes were to sit and have not, and what was queued before."""

    school: School
    rounds: list[Round] = field(default_factory=list)
    missed: set[date] = field(default_factory=set)
    queued: set[str] = field(default_factory=set)


def remind_due(*, now: datetime) -> int:
    """Queue today's reminders; how many mails. Outside any scope, safe to run twice; looks once an hour, by day.

    Each school is a transaction of its own. What fails is raised at the end, when all others are done.
    """
    if not may_look(now) or _looked_lately(now):
        return 0
    mails, failures, reached = 0, list[Exception](), 0
    while sights := _sights(now, after=reached):
        reached = sights[-1].school.pk
        with programme_scope("reminders"):
            calendars = calendars_of(sight.school for sight in sights)
        for sight in sights:
            try:
                mails += _remind(sight, calendars[sight.school.pk], now)
            except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
                error.add_note(f"school {sight.school.pk}, to be reminded")
                failures.append(error)
    failure = f"{len(failures)} schools could not be reminded." if failures else ""
    note_run(name=DUTY, now=now, outcome=f"{mails} done" if mails else "", failure=failure)
    if failures:
        raise ExceptionGroup("Some schools could not be reminded", failures)
    return mails


def _looked_lately(now: datetime) -> bool:
    return DutyRun.objects.filter(pk=DUTY, ran_at__gt=now - LOOK_EVERY, ran_at__lte=now).exists()


def _sights(now: datetime, *, after: int) -> list[Sight]:
    """The next schools with something open, by id, with four queries."""
    with programme_scope("reminders"):
        opened = Round.objects.filter(state=State.OPEN, closes_at__gt=now, occasion="")
        ids = list(
            opened.filter(school_id__gt=after)
            .order_by("school_id")
            .values_list("school_id", flat=True)
            .distinct()[:AT_ONCE]
        )
        sights = {school.pk: Sight(school) for school in School.objects.filter(pk__in=ids).order_by("pk")}
        for round_ in opened.filter(school_id__in=ids).order_by("pk").select_related("cohort"):
            sights[round_.host_id].rounds.append(round_)
        for school_id, day in _not_sat(ids, now).values_list("school_id", "sits_on"):
            if day is not None:
                sights[school_id].missed.add(day)
        marks = Entry.objects.filter(act=ACT, school_id__in=ids, at__gt=now - OPEN_AT_MOST)
        for marked, subject in marks.values_list("school_id", "subject"):
            if marked is not None:
                sights[marked].queued.add(subject)
    return list(sights.values())


def _not_sat(school_ids: Collection[int], now: datetime) -> QuerySet[Pack]:
    """Packs of open rounds whose day lies behind and of which hardly anything was used when it was last counted."""
    return Pack.objects.filter(
        school_id__in=school_ids,
        round__state=State.OPEN,
        round__closes_at__gt=now,
        sits_on__lt=timezone.localdate(now),
        used=0,
        used_counted_at__isnull=False,
        slips__gte=COUNT_STEP,
        revoked_at=None,
    )


def _remind(sight: Sight, calendar: Calendar, now: datetime) -> int:
    sends = sends_at(calendar, at=now)
    if sends is None:
        return 0
    of_today = _closing(sight, calendar, now)
    closing = {key: rounds for key, rounds in of_today.items() if key not in sight.queued}
    # One mail a day is enough: that of the closing names the classes that have not sat.
    missed = [
        day
        for day in missed_days(calendar, days=sight.missed, today=timezone.localdate(now))
        if not of_today and _sitting(day) not in sight.queued
    ]
    if not closing and not missed:
        return 0
    with school_scope(sight.school.pk), transaction.atomic():
        leads = [each.user for each in people_of(sight.school) if each.role == Role.LEAD and each.user.is_active]
        queued = 0
        for subject, (rounds, kind) in closing.items():
            occasion = Occasion(sight.school, leads, kind is Closing.LAST_DAY, _days_left(rounds, calendar, now))
            mails = closing_mails(occasion, packs_by_round(rounds), rounds)
            queued += _queue(mails, subject, sight.school, sends, now)
        for day in missed:
            packs = list(_not_sat([sight.school.pk], now).filter(sits_on=day).select_related("round"))
            mails = sitting_mails(Occasion(sight.school, leads), packs, day)
            queued += _queue(mails, _sitting(day), sight.school, sends, now)
    return queued


def _closing(sight: Sight, calendar: Calendar, now: datetime) -> Mapping[str, tuple[list[Round], Closing]]:
    """Rounds that close on the same day are one reminder, by what the journal will call it."""
    today = timezone.localdate(now)
    found: dict[str, tuple[list[Round], Closing]] = {}
    for round_ in sight.rounds:
        if round_.opens_at is None or round_.closes_at is None:
            continue
        closes = timezone.localdate(round_.closes_at)
        kind = closing_due(calendar, opened=timezone.localdate(round_.opens_at), closes=closes, today=today)
        if kind is not None:
            found.setdefault(f"closing:{closes.isoformat()}:{kind}", ([], kind))[0].append(round_)
    return found


def _sitting(day: date) -> str:
    return f"sitting:{day.isoformat()}"


def _days_left(rounds: Sequence[Round], calendar: Calendar, now: datetime) -> int:
    closes = rounds[0].closes_at
    return calendar.school_days_between(timezone.localdate(now), timezone.localdate(closes)) if closes else 0


def _queue(mails: Mapping[str, Mail], subject: str, school: School, sends: datetime, now: datetime) -> int:
    queued = 0
    for whom, mail in mails.items():
        key = f"reminder:{school.pk}:{subject}:{whom}"
        try:
            queued += queue_mail(mail=mail, key=key, now=now, school_id=school.pk, not_before=sends)
        except AddressNotUsable:
            continue
    act = Act(ACT, subject, {"mails": queued})
    record_act(act=act, actor=ACTOR, now=now, school_id=school.pk)
    return queued
