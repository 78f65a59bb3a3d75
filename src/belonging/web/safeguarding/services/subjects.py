"""Whom a call is about is noted once, before anybody can open it: the list of contacts can be edited afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.queries.people import subjects_today
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.schools.models import School


@transaction.atomic
def note_subjects(*, school: School, now: datetime) -> int:
    """For each call of the school that has none yet; how many. Again changes nothing. In the school's scope.

    The answering process may read no list of people. So the worker does this at its first turn, or whoever of the
    school looks before that.
    """
    fresh = Call.objects.filter(school=school, subjects__isnull=True, erased_on=None).exclude(about="")
    wanted = list(fresh.values_list("pk", "about"))
    for key, about in wanted:
        found = subjects_today(school, About(about), timezone.localdate(now))
        fresh.filter(pk=key).update(subjects=sorted(found))
    return len(wanted)
