"""A reader confirms that they have read how to read comments."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.journal.services import Act, record_act
from belonging.web.safeguarding.models import NoteConfirmation
from belonging.web.safeguarding.rules.reader_note import NOTE_VERSION


@transaction.atomic
def confirm_note(*, reader: str, now: datetime) -> None:
    """Of the newest version; again changes nothing. In a programme-wide scope."""
    day = timezone.localdate(now)
    _, is_new = NoteConfirmation.objects.get_or_create(
        reader=reader, version=NOTE_VERSION, defaults={"confirmed_on": day}
    )
    if is_new:
        act = Act("reading-note-confirmed", f"user:{reader}", {"version": NOTE_VERSION})
        record_act(act=act, actor=reader, now=now)
