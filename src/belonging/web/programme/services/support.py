"""The log of support, and nudges. In a scope that sees the school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import Role
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.programme.errors import NobodyToNudge, NotTakingPart, NudgedAlready, NudgeDoesNotFit, StepNotOpen
from belonging.web.programme.models import Cohort, Nudge, SupportNote
from belonging.web.programme.queries import last_nudges, takes_part, wave_window
from belonging.web.programme.queries.enrolments import reached
from belonging.web.programme.rules.nudges import may_go_again, misfit, nudge_of
from belonging.web.programme.rules.planning import WAVES
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Contacted:
    """One contact with a school, and what was agreed."""

    kind: str
    on: date
    minutes: int
    what: str
    next_step: str = ""
    next_due: date | None = None
    shared: bool = False


@transaction.atomic
def log_support(*, school: School, cohort: Cohort, contact: Contacted, actor: str, now: datetime) -> SupportNote:
    note = SupportNote.objects.create(
        school=school,
        cohort=cohort,
        kind=contact.kind,
        on=contact.on,
        minutes=contact.minutes,
        what=contact.what,
        next_step=contact.next_step,
        next_due=contact.next_due if contact.next_step else None,
        shared=contact.shared,
        by=actor,
        at=now,
    )
    record_act(act=Act("support-logged", f"support:{note.pk}"), actor=actor, now=now, school_id=school.pk)
    return note


@transaction.atomic
def finish_step(*, note: SupportNote, actor: str, now: datetime) -> None:
    """What was agreed is done. Raises StepNotOpen."""
    undone = SupportNote.objects.filter(pk=note.pk, done_on__isnull=True).exclude(next_step="")
    if not undone.update(done_on=timezone.localdate(now)):
        raise StepNotOpen("This step is done already. Nothing needs to be changed.")
    record_act(act=Act("support-step-done", f"support:{note.pk}"), actor=actor, now=now, school_id=note.school_id)


@transaction.atomic
def reopen_step(*, note: SupportNote, actor: str, now: datetime) -> None:
    """Undo `finish_step`. Raises StepNotOpen."""
    done = SupportNote.objects.filter(pk=note.pk, done_on__isnull=False)
    if not done.update(done_on=None):
        raise StepNotOpen("This step is open. Nothing needs to be changed.")
    record_act(act=Act("support-step-open", f"support:{note.pk}"), actor=actor, now=now, school_id=note.school_id)


@transaction.atomic
def share_note(*, note: SupportNote, shared: bool, actor: str, now: datetime) -> None:
    """Show the note to the school's lead, or take it from the lead's sight."""
    SupportNote.objects.filter(pk=note.pk).update(shared=shared)
    act = Act("support-shared" if shared else "support-unshared", f"support:{note.pk}")
    record_act(act=act, actor=actor, now=now, school_id=note.school_id)


@transaction.atomic
def nudge(*, school: School, cohort: Cohort, template: str, actor: str, now: datetime) -> int:
    """Send the school's leads a friendly reminder; the number of people it went to.

    Raises NudgedAlready within a week of the last of that kind, NudgeDoesNotFit, NobodyToNudge, NotTakingPart.
    """
    kind = nudge_of(template)
    if kind is None:
        raise ValueError(f"No nudge is called {template!r}")
    School.objects.select_for_update().get(pk=school.pk)
    if not takes_part(school, cohort):
        raise NotTakingPart(f"{school.name} is not taking part in {cohort.name}, so there is nothing to remind it of.")
    if why_not := misfit(template, reached(school, cohort)):
        raise NudgeDoesNotFit(
            f"{school.name} {why_not}, so “{kind.words}” was not sent. Please look at the page again."
        )
    if not may_go_again(last_nudges(school, cohort).get(template), now):
        raise NudgedAlready(f"“{kind.words}” went to {school.name} less than a week ago. Ring them instead?")
    leads = [held.user for held in people_of(school) if held.role == Role.LEAD and held.user.is_active]
    if not leads:
        raise NobodyToNudge(f"{school.name} has no lead with an account yet. Send the invitation again, or ring them.")
    sent = Nudge.objects.create(school=school, cohort=cohort, template=template, sent_at=now, sent_by=actor)
    went = sum(_mail(sent, lead, now) for lead in leads)
    record_act(act=Act("nudged", f"nudge:{sent.pk}", {"template": template}), actor=actor, now=now, school_id=school.pk)
    return went


def _mail(sent: Nudge, lead: User, now: datetime) -> bool:
    context = {
        "name": lead.name,
        "school": sent.school.name,
        "slug": sent.school.slug,
        "cohort": sent.cohort.name,
        "closes_on": _next_close(sent.cohort, now),
    }
    mail = Mail(lead.email, f"programme/mail/nudge_{sent.template}.txt", context, kind=MailKind.REMINDER)
    return queue_mail(mail=mail, key=f"nudge:{sent.pk}:{lead.pk}", now=now, school_id=sent.school_id)


def _next_close(cohort: Cohort, now: datetime) -> date | None:
    """The last day of the wave that is open or comes next."""
    today = timezone.localdate(now)
    ends = (window[1] for wave in WAVES if (window := wave_window(cohort, wave)) is not None)
    return next((day for day in sorted(ends) if day >= today), None)
