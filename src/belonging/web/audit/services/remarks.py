"""What people say to one another about a statement, until the audit is signed off. In the school's scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.audit.models import Audit, Remark
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.audits import locked
from belonging.web.audit.rules.evidence import LONGEST_REMARK, SECOND_PRESS, EvidenceRefused, cleaned_text
from belonging.web.journal.services import Act, record_act

SIGNED_OFF = "This audit is signed off, so what was said about it stays as it is. Please talk about the next one."
NOT_YOURS = "Only the person who wrote this can remove it. Please ask them."
MOST_REMARKS = 200


@transaction.atomic
def remark(*, audit: Audit, statement: str, text: str, actor: str, now: datetime) -> Remark:
    """Sent twice, by a second press, it is said once. Raises EvidenceRefused."""
    words = cleaned_text(text)
    if not words:
        raise EvidenceRefused("Please write what you want to say.")
    if len(words) > LONGEST_REMARK:
        raise EvidenceRefused(f"Please use at most {LONGEST_REMARK:,} letters, or say it in two parts.")
    held = locked(audit)
    if held.is_signed_off:
        raise EvidenceRefused(SIGNED_OFF)
    own = Remark.objects.filter(audit=held, statement=statement, by=actor, removed_at=None)
    twin = own.filter(text=words, at__gt=now - SECOND_PRESS).first()
    if twin is not None:
        return twin
    if all(asked.statement.key != statement for asked in asked_in(held)):
        raise EvidenceRefused("This audit no longer asks that statement. Please look at the list of statements again.")
    if Remark.objects.filter(audit=held, statement=statement, removed_at=None).count() >= MOST_REMARKS:
        raise EvidenceRefused("Very much has been said about this statement. Please go on face to face.")
    said = Remark.objects.create(
        school_id=held.school_id, audit=held, statement=statement, text=words, by=actor, at=now
    )
    _journal("remark-added", said, actor=actor, now=now)
    return said


@transaction.atomic
def remove_remark(*, remark: Remark, actor: str, now: datetime) -> None:
    """By who wrote it alone; its words are gone at once. Raises EvidenceRefused."""
    if remark.by != actor:
        raise EvidenceRefused(NOT_YOURS)
    if locked(remark.audit).is_signed_off:
        raise EvidenceRefused(SIGNED_OFF)
    if not Remark.objects.filter(pk=remark.pk, removed_at=None).update(text="", removed_at=now):
        raise EvidenceRefused("This is removed already. There is nothing more to do.")
    _journal("remark-removed", remark, actor=actor, now=now)


def _journal(name: str, said: Remark, *, actor: str, now: datetime) -> None:
    act = Act(name, f"remark:{said.pk}", {"audit": said.audit_id, "statement": said.statement})
    record_act(act=act, actor=actor, now=now, school_id=said.school_id)
