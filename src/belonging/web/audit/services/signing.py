"""Signing an audit off, which freezes it as it reads on the day; and taking that back for a reason."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.audit.errors import AuditSignedOff, CannotReopen, TooLong
from belonging.web.audit.models import Audit, RatingEntry
from belonging.web.audit.queries.audits import audits_of, locked, open_versions, progress_of
from belonging.web.audit.queries.record import record_for
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.stages import TITLES, reopen_until
from belonging.web.journal.services import Act, record_act

LONGEST_NOTE = 1000
LONGEST_REASON = 300


@transaction.atomic
def sign_off(*, audit: Audit, note: str, actor: str, now: datetime) -> Audit:
    """Freeze the audit with its evidence, its discussion and what people had said. What is unrated stays so, and
    versions that wait to be settled are set aside.

    Raises AuditSignedOff, TooLong.
    """
    current = locked(audit)
    if current.is_signed_off:
        raise AuditSignedOff
    if len(note.strip()) > LONGEST_NOTE:
        raise TooLong("Your note", LONGEST_NOTE)
    reached, waiting = progress_of(current), [entry.pk for entry, _ in open_versions(current)]
    RatingEntry.objects.filter(pk__in=waiting).update(settled_at=now)
    voices = voices_of(current.school, current.cohort)
    current.signed_off_by, current.signed_off_at, current.sign_off_note = actor, now, note.strip()
    current.releases = sorted(voices.release_ids) if voices else []
    current.record = record_for(current)
    current.save(update_fields=["signed_off_by", "signed_off_at", "sign_off_note", "releases", "record"])
    details = {
        "stage": current.stage,
        "rated": reached.rated,
        "asked": reached.asked,
        "waiting": len(waiting),
        "record": digest_of(current.record),
    }
    act = Act("audit-signed-off", f"audit:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return current


@transaction.atomic
def reopen(*, audit: Audit, reason: str, actor: str, now: datetime) -> Audit:
    """Take the sign-off back within 14 days. Its record is kept in `earlier`, its digest in the journal.

    Raises CannotReopen.
    """
    current = locked(audit)
    said = " ".join(reason.split())
    fault = reopen_fault(current, now)
    if fault:
        raise CannotReopen(fault)
    if not said or len(said) > LONGEST_REASON:
        raise CannotReopen(f"Please say why it is reopened, in {LONGEST_REASON} characters at most.")
    current.earlier = [*current.earlier, _put_by(current, said, actor, now)]
    details = {"stage": current.stage, "record": digest_of(current.record), "sign_off": len(current.earlier)}
    current.signed_off_by, current.signed_off_at, current.sign_off_note = "", None, ""
    current.releases, current.record = [], ""
    current.save()
    act = Act("audit-reopened", f"audit:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return current


def reopen_fault(audit: Audit, now: datetime) -> str:
    """Why the audit cannot be reopened; empty where it can."""
    if audit.signed_off_at is None:
        return "This audit has not been signed off, so it is open already."
    later = [each for each in audits_of(audit.school, audit.cohort) if each.started_at > audit.started_at]
    if later:
        return f"Your {TITLES[later[0].stage]} has begun and is set beside this one, so this one stays as it is."
    until = reopen_until(audit.signed_off_at)
    if now > until:
        day = date_format(timezone.localdate(until), "l j F Y")
        return f"A signed-off audit can be reopened for 14 days, and that was until {day}. It stays as it is."
    return ""


def digest_of(record: str) -> str:
    return hashlib.sha256(record.encode()).hexdigest()


def _put_by(audit: Audit, reason: str, actor: str, now: datetime) -> dict[str, object]:
    return {
        "record": audit.record,
        "releases": audit.releases,
        "note": audit.sign_off_note,
        "signed_off_by": audit.signed_off_by,
        "signed_off_at": audit.signed_off_at.isoformat() if audit.signed_off_at else "",
        "reopened_by": actor,
        "reopened_at": now.isoformat(),
        "reason": reason,
    }
