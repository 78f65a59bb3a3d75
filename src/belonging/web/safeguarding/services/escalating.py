"""The clock of a call: whoever should have been told by now is told. Derived from state, safe to run twice."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, invite
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.queries.contacts import contacts
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.queries.calls import asked_kinds, people, team_addresses
from belonging.web.safeguarding.rules.escalation import About, Asked, due, in_reach, to_ask
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of

ACTOR: Final = "escalate"
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
    reach = in_reach(About(call.about), people(call.school, timezone.localdate(now)))
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
            queue_mail(mail=mail, key=f"call:{call.key}:programme:{number}", now=now)
        return
    person = contacts(call.school)[ContactKind(kind.value)]
    if kind is Asked.CHAIR:
        _let_in(person.name, person.email, call.school, now)
    wording: dict[str, object] = {
        "name": person.name,
        "school_name": call.school.name,
        "first": kind in (Asked.SAFEGUARDING, Asked.DEPUTY),
        "page": _address(reverse("safeguarding:calls", args=[call.school.slug])),
    }
    mail = Mail(person.email, "safeguarding/mail/call.txt", wording)
    queue_mail(mail=mail, key=f"call:{call.key}:{kind.value}", now=now, school_id=call.school_id)


def _let_in(name: str, email: str, school: School, now: datetime) -> None:
    """The chair has no account of their own accord: an invitation for what was turned to the chair alone."""
    held = Membership.objects.filter(user__email__iexact=email, school=school, role=Role.CHAIR)
    if held.exists():
        return
    try:
        with transaction.atomic():
            invite(invitee=Invitee(email, name, Role.CHAIR, school=school), actor=ACTOR, now=now)
    except Refused as refusal:
        # An invitation is under way already, or the account is shut: the call goes on to the programme's team.
        log.warning("The chair of school %s could not be let in: %s", school.pk, type(refusal).__name__)


def _address(path: str) -> str:
    return f"{settings.STAFF_URL}{path}"
