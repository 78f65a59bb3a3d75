"""Mappings that are kept under a name for the next file of the same tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction

from belonging.instruments.load import load
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.models import SavedMapping, Upload
from belonging.web.imports.queries import mapping_of, schools_called, table_of
from belonging.web.imports.rules.answering import OTHER_WORDS, is_answer, is_group_label
from belonging.web.imports.rules.mapping import SurveyMapping
from belonging.web.journal.services import Act, record_act

OFTEN, FEW_WORDS = 10, 3
"""A label that we do not know is kept where so many gave it, in so many words at most."""
_NAME: Final = re.compile(r"\b(?:[A-Z][a-z’'-]+ ){1,2}[A-Z][a-z’'-]+|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir)\b")
"""A title, or words that each begin as names do."""


@transaction.atomic
def save_mapping(*, upload: Upload, name: str, actor: str, now: datetime) -> SavedMapping:
    """Under a new name. Raises ImportRefused where the name is taken."""
    if SavedMapping.objects.filter(name=name).exists():
        raise ImportRefused(f"A mapping is already called “{name}”. Please choose another name, or remove that one.")
    saved = SavedMapping.objects.create(
        name=name,
        instrument=upload.instrument,
        tool=upload.tool,
        mapping=_without_own_words(upload).plain(),
        saved_by=actor,
        saved_at=now,
    )
    record_act(act=Act("mapping-saved", f"mapping:{saved.pk}"), actor=actor, now=now)
    return saved


@transaction.atomic
def remove_mapping(*, saved: SavedMapping, actor: str, now: datetime) -> None:
    record_act(act=Act("mapping-removed", f"mapping:{saved.pk}"), actor=actor, now=now)
    saved.delete()


def _without_own_words(upload: Upload) -> SurveyMapping:
    """Of what the file says, labels alone: ours, our schools’, and what so many gave that it points at nobody."""
    mapping, table, instrument = mapping_of(upload), table_of(upload), load(upload.instrument)
    values = dict[str, Mapping[str, str]]()
    for role, meanings in mapping.values.items():
        seen = table.values([mapping.groups[role]]) if role in mapping.groups else {}
        ours = schools_called(meanings) if role == "school" else {}
        values[role] = {
            said: meaning
            for said, meaning in meanings.items()
            if said in ours or is_group_label(said, instrument, role) or _is_common(said, seen)
        }
    answers = dict[str, Mapping[str, int | None]]()
    for scale, codes in mapping.answers.items():
        seen = table.values(mapping.columns_of(scale, instrument))
        answers[scale] = {
            said: code for said, code in codes.items() if is_answer(said, instrument) or _is_common(said, seen)
        }
    return replace(mapping, values=values, answers=answers)


def _is_common(said: str, seen: Mapping[str, int]) -> bool:
    return (
        seen.get(said, 0) >= OFTEN
        and len(said.split()) <= FEW_WORDS
        and said != OTHER_WORDS
        and _NAME.search(said) is None
    )
