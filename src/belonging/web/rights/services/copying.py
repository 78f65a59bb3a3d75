"""A copy of what is held, for the person whom it is about."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.complaints.models import Enquiry
from belonging.web.journal.services import Act, record_act
from belonging.web.rights.queries import Adult


@transaction.atomic
def note_copy(*, person: Adult, enquiry: Enquiry | None, proof: str, tables: int, actor: str, now: datetime) -> None:
    """That a copy was made: by the person (no enquiry), or by the team, and how the team knew whose it is."""
    subject = f"enquiry:{enquiry.pk}" if enquiry else f"user:{person.user.pk if person.user else ''}"
    act = Act("copy-of-personal-data", subject, {"proof": proof, "tables": tables})
    record_act(act=act, actor=actor, now=now)
