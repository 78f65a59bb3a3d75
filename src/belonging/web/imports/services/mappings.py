"""Mappings that are kept under a name for the next file of the same tool."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.models import SavedMapping, Upload
from belonging.web.journal.services import Act, record_act


@transaction.atomic
def save_mapping(*, upload: Upload, name: str, actor: str, now: datetime) -> SavedMapping:
    """Under a new name. Raises ImportRefused where the name is taken."""
    if SavedMapping.objects.filter(name=name).exists():
        raise ImportRefused(f"A mapping is already called “{name}”. Please choose another name, or remove that one.")
    saved = SavedMapping.objects.create(
        name=name, instrument=upload.instrument, tool=upload.tool, mapping=upload.mapping, saved_by=actor, saved_at=now
    )
    record_act(act=Act("mapping-saved", f"mapping:{saved.pk}"), actor=actor, now=now)
    return saved


@transaction.atomic
def remove_mapping(*, saved: SavedMapping, actor: str, now: datetime) -> None:
    record_act(act=Act("mapping-removed", f"mapping:{saved.pk}"), actor=actor, now=now)
    saved.delete()
