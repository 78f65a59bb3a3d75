"""Taking up a call, saying how it ended, passing a comment on, and forgetting what was typed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.safeguarding.errors import AlreadyClosed, AlreadyTakenUp, NotTakenUp
from belonging.web.safeguarding.models import Call, Origin, Outcome
from belonging.web.safeguarding.queries.calls import names_of
from belonging.web.safeguarding.rules.escalation import About, rounded
from belonging.web.surveys.models import Round

ERASED_AFTER = timedelta(days=30)
COUNTED_FOR = timedelta(days=730)
BARE: dict[str, object] = {"name": "", "group": "", "wish": "", "about": "", "words": ""}


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


def erase_due(*, now: datetime) -> int:
    """Erase what was typed in calls taken up 30 days ago, and drop bare rows after two years; how many were erased.

    Outside any scope. A call that nobody has taken up is never erased.
    """
    with programme_scope("calls: erase"), transaction.atomic():
        due = Call.objects.filter(acknowledged_at__lte=now - ERASED_AFTER, erased_on=None)
        erased: int = due.update(**BARE, erased_on=timezone.localdate(now))
        Call.objects.filter(erased_on__isnull=False, asked_at__lte=now - COUNTED_FOR).delete()
    return erased


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
