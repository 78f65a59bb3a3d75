"""Sharing a report with the school's own trust or local authority, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import NotItsBody, NotShared, SharedAlready
from belonging.web.reports.models import Sharing
from belonging.web.schools.models import Body, School


@transaction.atomic
def share_report(*, school: School, cohort: Cohort, body: Body, actor: str, now: datetime) -> Sharing:
    """In the school's scope. What is shared is what the school reads: released figures, now and later ones.

    Raises NotItsBody, SharedAlready.
    """
    if body.pk not in (school.trust_id, school.authority_id):
        raise NotItsBody(f"{school.name} does not belong to {body.name}, so its report cannot be shared with them.")
    if _current(school, cohort, body).exists():
        raise SharedAlready(f"{body.name} can read the report already. Nothing needs to be done.")
    sharing = Sharing.objects.create(school=school, cohort=cohort, body=body, shared_at=now, shared_by=actor)
    _journal("report-shared", sharing, actor=actor, now=now)
    return sharing


@transaction.atomic
def end_sharing(*, school: School, cohort: Cohort, body: Body, actor: str, now: datetime) -> None:
    """From now on they read it no more. Raises NotShared."""
    sharing = _current(school, cohort, body).first()
    if sharing is None:
        raise NotShared(f"The report is not shared with {body.name}, so there is nothing to take back.")
    sharing.ended_at = now
    sharing.save(update_fields=["ended_at"])
    _journal("report-sharing-ended", sharing, actor=actor, now=now)


def _current(school: School, cohort: Cohort, body: Body) -> QuerySet[Sharing]:
    return Sharing.objects.filter(school=school, cohort=cohort, body=body, ended_at__isnull=True)


def _journal(name: str, sharing: Sharing, *, actor: str, now: datetime) -> None:
    act = Act(name, f"cohort:{sharing.cohort_id}", {"body": sharing.body_id})
    record_act(act=act, actor=actor, now=now, school_id=sharing.school_id)
