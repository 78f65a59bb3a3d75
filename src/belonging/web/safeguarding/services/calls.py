"""Taking up a call, saying how it ended, passing a comment on, and forgetting what was typed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.safeguarding.errors import AlreadyClosed, AlreadyTakenUp, NotTakenUp
from belonging.web.safeguarding.models import Call, Origin, Outcome
from belonging.web.safeguarding.queries.calls import names_of, open_and_soon_erased
from belonging.web.safeguarding.queries.people import addresses_of
from belonging.web.safeguarding.rules.escalation import ERASED_AFTER, About, rounded
from belonging.web.surveys.models import Round

COUNTED_FOR = timedelta(days=730)
BARE: dict[str, object] = {"name": "", "group": "", "wish": "", "about": "", "words": "", "subjects": None}


@transaction.atomic
def take_up(*, call: Call, actor: str, now: datetime) -> None:
    """ "I have this": nobody else is turned to. Once more by the same person changes nothing. Raises AlreadyTakenUp."""
    current = _locked(call)
    if current.acknowledged_by == actor:
        return
    if current.acknowledged_at is not None:
        raise AlreadyTakenUp(names_of([current.acknowledged_by]).get(current.acknowledged_by, "Somebody"))
    current.acknowledged_at, current.acknowledged_by = now, actor
    current.save(update_fields=["acknowledged_at", "acknowledged_by"])
    _record("call-taken-up", current, actor, now)


@transaction.atomic
def close_call(*, call: Call, outcome: Outcome, actor: str, now: datetime) -> None:
    """Say how it ended. Raises NotTakenUp, AlreadyClosed."""
    current = _locked(call)
    if current.acknowledged_at is None:
        raise NotTakenUp
    if current.closed_at is not None:
        raise AlreadyClosed
    current.outcome, current.closed_at = outcome.value, now
    current.save(update_fields=["outcome", "closed_at"])
    _record("call-closed", current, actor, now, outcome=outcome.value)


@transaction.atomic
def pass_on_concern(*, round_: Round, text: str, about: About, actor: str, now: datetime) -> None:
    """The words of a comment to the school's safeguarding people, and nothing else of whoever wrote them.

    Who is asked, and when, is as with a call for a talk. Call in the school's scope.
    """
    call = Call.objects.create(
        key=secrets.token_hex(16),
        school_id=round_.host_id,
        origin=Origin.COMMENT,
        audience=round_.audience,
        about=about.value,
        words=text,
        asked_at=rounded(now),
    )
    _record("concern-passed-on", call, actor, now)


def remind_due(*, now: datetime) -> int:
    """Once, a week before what was typed is erased: who took a call up and has not said how it ended. Outside any
    scope; how many mails."""
    with programme_scope("calls: remind"), transaction.atomic():
        soon = open_and_soon_erased(now)
        addresses = addresses_of(call.acknowledged_by for call in soon)
        queued = 0
        for call in soon:
            address = addresses.get(call.acknowledged_by)
            page = f"{settings.STAFF_URL}{reverse('safeguarding:calls', args=[call.school.slug])}"
            context: dict[str, object] = {"school_name": call.school.name, "page": page}
            mail = Mail(address or "", "safeguarding/mail/soon_erased.txt", context)
            queued += bool(address) and _queued(mail, call, now)
    return queued


def erase_due(*, now: datetime) -> int:
    """Erase what was typed in calls taken up 30 days ago, and drop bare rows after two years; how many were erased.

    Outside any scope. A call that nobody has taken up is never erased.
    """
    with programme_scope("calls: erase"), transaction.atomic():
        due = Call.objects.filter(acknowledged_at__lte=now - ERASED_AFTER, erased_on=None)
        erased: int = due.update(**BARE, erased_on=timezone.localdate(now))
        Call.objects.filter(erased_on__isnull=False, asked_at__lte=now - COUNTED_FOR).delete()
    return erased


def _queued(mail: Mail, call: Call, now: datetime) -> bool:
    try:
        return queue_mail(mail=mail, key=f"call:{call.key}:erased", now=now, school_id=call.school_id)
    except AddressNotUsable:
        return False


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).get(pk=call.pk)


def _record(name: str, call: Call, actor: str, now: datetime, **details: object) -> None:
    with school_scope(call.school_id):
        record_act(
            act=Act(name, f"call:{call.key}", {"origin": call.origin, **details}),
            actor=actor,
            now=now,
            school_id=call.school_id,
        )
