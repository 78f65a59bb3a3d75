"""The clock of a call: whoever should have been told by now is told. Derived from state, safe to run twice."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belonging.web.accounts.queries import open_invitations
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, invite
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.queries.contacts import contacts, may_come_in
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.queries.calls import asked_kinds, team_addresses
from belonging.web.safeguarding.queries.people import people, subjects_today
from belonging.web.safeguarding.rules.escalation import ROUNDED_TO, About, Asked, due, in_reach, rounded, to_ask
from belonging.web.safeguarding.services.subjects import note_subjects
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of

ACTOR: Final = "escalate"
LET_IN: Final = {
    Asked.SAFEGUARDING: Role.SAFEGUARDING,
    Asked.DEPUTY: Role.SAFEGUARDING,
    Asked.HEAD: Role.HEAD,
    Asked.CHAIR: Role.CHAIR,
}
INVITED_LATELY: Final = timedelta(hours=1)
"""A new link ends the one before, so that many calls in one lesson must not make many."""
log = logging.getLogger(__name__)


def escalate_due(*, now: datetime) -> int:
    """Turn to the next people for every call that nobody has taken up; how many were turned to. Outside any scope.

    One transaction for each call; what fails is raised at the end, when all others are done.
    """
    with programme_scope("calls: escalate"):
        waiting = list(Call.objects.filter(acknowledged_at=None).values_list("pk", "school_id"))
    asked, failures = 0, []
    for key, school_id in waiting:
        try:
            with transaction.atomic(), school_scope(school_id):
                asked += _turn_to_the_next(key, now)
        except Exception as error:  # noqa: BLE001  # one school's fault must not keep another's child waiting
            error.add_note(f"call {key}")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some calls could not be turned to anybody", failures)
    return asked


def _turn_to_the_next(key: str, now: datetime) -> int:
    call = Call.objects.select_for_update(of=("self",)).select_related("school").get(pk=key)
    if call.acknowledged_at is not None:
        return 0
    if call.about and call.subjects is None:
        note_subjects(school=call.school, now=now)
        call.refresh_from_db(fields=["subjects"])
    about, today = About(call.about), timezone.localdate(now)
    subjects = subjects_today(call.school, about, today) | set(call.subjects or ())
    reach = in_reach(about, people(call.school, today), subjects)
    due_ = due(calendar_of(call.school), call.asked_at, now)
    fresh = to_ask(reach=reach, already=asked_kinds(call), due_=due_)
    for kind in fresh:
        _tell(call, kind, now)
        call.asked_of = [*call.asked_of, {"who": kind.value, "at": now.isoformat()}]
        act = Act("call-turned-to", f"call:{call.key}", {"who": kind.value})
        record_act(act=act, actor=ACTOR, now=now, school_id=call.school_id)
    if fresh:
        call.save(update_fields=["asked_of"])
    return len(fresh)


def _tell(call: Call, kind: Asked, now: datetime) -> None:
    """Mail without content: that somebody waits, and where to read it."""
    if kind is Asked.PROGRAMME:
        context = {"school_name": call.school.name, "page": _address(reverse("safeguarding:waiting"))}
        for number, address in enumerate(team_addresses()):
            mail = Mail(address, "safeguarding/mail/team.txt", context)
            _queue(mail, f"call:{call.key}:programme:{number}", now)
        return
    person = contacts(call.school)[ContactKind(kind.value)]
    _let_in(person, LET_IN[kind], call.school, now)
    wording: dict[str, object] = {
        "name": person.name,
        "school_name": call.school.name,
        "first": kind in (Asked.SAFEGUARDING, Asked.DEPUTY),
        "page": _address(reverse("safeguarding:calls", args=[call.school.slug])),
    }
    _one_in_ten_minutes(person.email, f"call:{call.school_id}:{person.pk}", wording, call.school_id, now)


def _one_in_ten_minutes(email: str, key: str, wording: dict[str, object], school_id: int, now: datetime) -> None:
    """The first goes at once. All that follow within ten minutes share one mail, which goes when these are over."""
    slot = rounded(now)
    first = Mail(email, "safeguarding/mail/call.txt", {**wording, "several": False})
    if _queue(first, f"{key}:{slot:%Y%m%dT%H%M}:first", now, school_id):
        return
    later = slot + ROUNDED_TO
    more = Mail(email, "safeguarding/mail/call.txt", {**wording, "several": True})
    _queue(more, f"{key}:{later:%Y%m%dT%H%M}:more", now, school_id, not_before=later)


def _queue(
    mail: Mail, key: str, now: datetime, school_id: int | None = None, *, not_before: datetime | None = None
) -> bool:
    """Whether nothing more is to be done. An address that is none must not keep the next person from being asked."""
    try:
        return queue_mail(mail=mail, key=key, now=now, school_id=school_id, not_before=not_before)
    except AddressNotUsable:
        log.warning("An address of school %s cannot be used; the clock goes on to the next person", school_id)
        return True


def _let_in(person: Contact, role: Role, school: School, now: datetime) -> None:
    """Whoever is asked and cannot read it yet is invited: the box may have been unticked, or the link be over."""
    if may_come_in(school, person.email, role):
        return
    email = person.email.lower()
    lately = open_invitations(school).filter(email=email, role=role, sent_at__gt=now - INVITED_LATELY)
    if lately.exists():
        return
    try:
        with transaction.atomic():
            invite(invitee=Invitee(person.email, person.name, role, school=school), actor=ACTOR, now=now)
    except Refused as refusal:
        # The mail about the call goes out all the same, and the next person is asked within the hour.
        log.warning("%s of school %s could not be invited: %s", role, school.pk, type(refusal).__name__)


def _address(path: str) -> str:
    return f"{settings.STAFF_URL}{path}"
