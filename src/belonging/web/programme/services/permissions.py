"""Whose wording may be used in live cohorts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import NotAForeignWording
from belonging.web.programme.models import WordingPermission


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who allowed the use of a wording, and where their letter or e-mail is kept."""

    granted_by: str
    kept_at: str


@transaction.atomic
def record_permission(*, instrument: str, evidence: Evidence, actor: str, now: datetime) -> WordingPermission:
    """Record that the wording's owner allows its use in live cohorts; a later record replaces an earlier.

    Raises NotAForeignWording.
    """
    try:
        rights = load(instrument).rights
    except UnknownInstrument as error:
        raise NotAForeignWording(str(error)) from error
    if not rights.permission_needed:
        raise NotAForeignWording(f"The wording of {instrument} needs nobody's permission.")
    permission, _ = WordingPermission.objects.update_or_create(
        instrument=instrument,
        defaults={
            "granted_by": evidence.granted_by,
            "evidence": evidence.kept_at,
            "recorded_at": now,
            "recorded_by": actor,
        },
    )
    with programme_scope("record a permission"):
        record_act(act=Act("wording-permission-recorded", f"instrument:{instrument}"), actor=actor, now=now)
    return permission
