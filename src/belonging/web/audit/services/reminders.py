"""Who is reminded today of an audit that is still open. Derived from what is stored: a second look does nothing.

The journal's entry of a reminder is also the mark that it was queued.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.audits import people_on_audit, progress_of, shares_of
from belonging.web.audit.rules.progress import AreaProgress, Progress
from belonging.web.audit.rules.reminding import SPOKEN_OF_FOR, WEEK_BEFORE, Reminder, reminder_due
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.programme.queries.enrolments import goes_on
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.rules.reminding import may_look, sends_at

ACTOR, ACT = "reminders", "audit-reminders-queued"
AT_ONCE = 200


def remind_due(*, now: datetime) -> int:
    """Queue today’s reminders; how many mails. Outside any scope, safe to run twice; on school days, never at night.

    Each audit is a transaction of its own. What fails is raised at the end, when all others are done.
    """
    if not may_look(now):
        return 0
    mails, failures = 0, list[Exception]()
    for school_id, pk, kind in _due(now):
        try:
            with school_scope(school_id), transaction.atomic():
                mails += _remind(pk, kind, now)
        except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
            error.add_note(f"audit {pk} of school {school_id}, to be reminded of")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some audits could not be reminded of", failures)
    return mails


def _due(now: datetime) -> Iterator[tuple[int, int, Reminder]]:
    """School, audit and what to say, of those not marked yet; two queries for each two hundred open audits."""
    today, reached = timezone.localdate(now), 0
    while True:
        with programme_scope("reminders of audits"):
            open_ = Audit.objects.filter(goes_on(), signed_off_at__isnull=True, pk__gt=reached).order_by("pk")
            near = list(open_.filter(due_on__gte=today - SPOKEN_OF_FOR, due_on__lte=today + WEEK_BEFORE)[:AT_ONCE])
            ids = {audit.school_id for audit in near}
            marks = Entry.objects.filter(act=ACT, school_id__in=ids, at__gt=now - SPOKEN_OF_FOR - 3 * WEEK_BEFORE)
            marked = set(marks.values_list("subject", flat=True))
        if not near:
            return
        reached = near[-1].pk
        for audit in near:
            kind = _kind(audit, now)
            if kind is not None and _mark(audit, kind) not in marked:
                yield audit.school_id, audit.pk, kind


def _kind(audit: Audit, now: datetime) -> Reminder | None:
    if audit.due_on is None:
        return None
    started = timezone.localdate(audit.started_at)
    return reminder_due(started=started, due=audit.due_on, today=timezone.localdate(now))


def _mark(audit: Audit, kind: Reminder) -> str:
    return f"audit:{audit.pk}:{audit.due_on}:{kind}"


def _remind(pk: int, kind: Reminder, now: datetime) -> int:
    audit = Audit.objects.select_related("school", "cohort").get(pk=pk)
    sends = sends_at(calendar_of(audit.school), at=now)
    if sends is None or audit.is_signed_off:
        return 0
    queued = 0
    for person, mail in _mails(audit, kind):
        key = f"audit-due:{audit.pk}:{audit.due_on}:{kind}:{person.pk}"
        try:
            queued += queue_mail(mail=mail, key=key, now=now, school_id=audit.school_id, not_before=sends)
        except AddressNotUsable:
            continue
    act = Act(ACT, _mark(audit, kind), {"mails": queued})
    record_act(act=act, actor=ACTOR, now=now, school_id=audit.school_id)
    return queued


def _mails(audit: Audit, kind: Reminder) -> Iterator[tuple[User, Mail]]:
    """To the leads, and to everybody who has an area in which something is unrated."""
    reached = progress_of(audit)
    left = {area.area: area for area in reached.by_area if area.rated < area.asked}
    may = {person.pk for person in people_on_audit(audit.school)}
    held: dict[User, list[AreaProgress]] = {lead: [] for lead in _leads(audit)}
    for area, people in shares_of(audit).items():
        for person in people:
            if area in left and person.pk in may:
                held.setdefault(person, []).append(left[area])
    leads = set(_leads(audit))
    for person, areas in held.items():
        yield person, _mail(person, audit, kind, _context(reached, areas, is_lead=person in leads))


def _leads(audit: Audit) -> list[User]:
    held = people_of(audit.school)
    return [each.user for each in held if Permission.RUN_AUDIT in GRANTS[Role(each.role)] and each.user.is_active]


def _context(reached: Progress, areas: list[AreaProgress], *, is_lead: bool) -> dict[str, object]:
    lines = [
        f"{area.title}: {area.rated} of {area.asked} rated, about {area.minutes_left} minutes left" for area in areas
    ]
    return {
        "areas": lines,
        "is_lead": is_lead,
        "rated": reached.rated,
        "asked": reached.asked,
        "whole": reached.is_whole,
        "minutes": reached.minutes_left,
    }


def _mail(person: User, audit: Audit, kind: Reminder, context: Mapping[str, object]) -> Mail:
    facts = {
        "name": person.name,
        "school": audit.school.name,
        "slug": audit.school.slug,
        "cohort": audit.cohort.slug,
        "stage": audit.stage,
        "due": audit.due_on,
        "late": kind is Reminder.LATE,
    }
    return Mail(to=person.email, template="audit/mail/due.txt", context=facts | dict(context), kind=MailKind.REMINDER)
