"""Writing the journal. Call inside the transaction of the act it records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from belonging.web.journal.models import Entry

FIRST = "0" * 64


@transaction.atomic
def record_act(
    *, act: str, subject: str, actor: str, now: datetime, school_id: int | None = None, details: Mapping[str, object] | None = None
) -> Entry:
    """Append one entry to the school's chain, or to the programme's where `school_id` is None."""
    chain = "programme" if school_id is None else f"school:{school_id}"
    last = Entry.objects.filter(chain=chain).select_for_update().order_by("-number").first()
    entry = Entry(
        school_id=school_id,
        chain=chain,
        number=1 if last is None else last.number + 1,
        at=now,
        actor=actor,
        act=act,
        subject=subject,
        details=dict(details or {}),
        previous_hash=FIRST if last is None else last.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the previous hash and the content, as canonical JSON."""
    content = [
        entry.previous_hash,
        entry.chain,
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.act,
        entry.subject,
        entry.details,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
