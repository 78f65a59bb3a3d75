"""Noting that resources are used, and what is looked for in vain. No person is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from belonging.web.base.names_guard import names_in
from belonging.web.base.scope import school_scope
from belonging.web.hub.models import Resource, UnansweredSearch, Use, UseKind
from belonging.web.hub.rules.spelling import words_in
from belonging.web.hub.rules.words import LONGEST_SLUG
from belonging.web.schools.models import School

FORGET_AFTER = timedelta(days=365)


@transaction.atomic
def note_use(*, school: School, resource: Resource, kind: UseKind, now: datetime) -> None:
    """Once for each school, resource, kind and day. The journal has no line of it: nothing is decided here."""
    with school_scope(school.pk):
        use = Use(school=school, resource=resource, kind=kind, on=timezone.localdate(now))
        Use.objects.bulk_create([use], ignore_conflicts=True)


@transaction.atomic
def note_unanswered(*, text: str, now: datetime) -> None:
    """What looks like somebody's name, a number or an address is not kept."""
    words = " ".join(words_in(text))
    if not 3 <= len(words) <= LONGEST_SLUG or names_in(text) or any(sign.isdigit() or sign == "@" for sign in text):
        return
    today = timezone.localdate(now)
    _, is_new = UnansweredSearch.objects.get_or_create(words=words, defaults={"last_on": today})
    if not is_new:
        UnansweredSearch.objects.filter(words=words).update(times=F("times") + 1, last_on=today)


@transaction.atomic
def forget_searches(*, now: datetime) -> int:
    """A year after they were last made."""
    old = UnansweredSearch.objects.filter(last_on__lt=timezone.localdate(now) - FORGET_AFTER)
    return old.delete()[0]
