"""A copy of what is held, for the person whom it is about."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.complaints.models import Enquiry, Wanted
from belonging.web.journal.services import Act, record_act
from belonging.web.rights.queries import Adult
from belonging.web.rights.services.agreeing import note, proof_of, take_agreement, tell_them


@transaction.atomic
def note_own_copy(*, person: Adult, tables: int, actor: str, now: datetime) -> None:
    """That somebody who is signed in took what is held about them."""
    subject = f"user:{person.user.pk if person.user else ''}"
    act = Act("copy-of-personal-data", subject, {"proof": "signed-in", "tables": tables})
    record_act(act=act, actor=actor, now=now)


@transaction.atomic
def note_copy(*, enquiry: Enquiry, tables: int, actor: str, now: datetime) -> None:
    """That the team makes a copy that was agreed to: once. They are told by mail. Raises NotAgreed."""
    agreed = take_agreement(enquiry=enquiry, wanted=Wanted.COPY)
    details: dict[str, object] = {"proof": proof_of(agreed), "tables": tables}
    note(act="copy-of-personal-data", enquiry=agreed, details=details, actor=actor, now=now)
    tell_them(enquiry=agreed, what=Wanted.COPY, now=now)
