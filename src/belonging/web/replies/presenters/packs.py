"""Where the discussion pack can be had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition
from belonging.web.replies.presenters.words import wave_words
from belonging.web.replies.rules.editions import READERS, editions_for
from belonging.web.schools.models import School

KINDS = (("pdf", "PDF"), ("docx", "Word"))


@dataclass(frozen=True, slots=True)
class PackLinks:
    """Of one wave and kind of reader: (words, address) of each file, and where their words are written down; empty for
    who may not."""

    reader: str
    wave: str
    files: tuple[tuple[str, str], ...]
    record: str


def pack_links(school: School, cohort: Cohort, waves: Sequence[str], *, may_work: bool) -> list[PackLinks]:
    found = []
    for wave in waves:
        for edition in editions_for(school.setting):
            if edition is Edition.FAMILIES:
                continue
            place = {"school": school.slug, "cohort": cohort.slug, "wave": wave, "edition": edition.value}
            packs = tuple(
                (f"Discussion pack ({name})", reverse("replies:pack", kwargs={**place, "kind": kind}))
                for kind, name in KINDS
            )
            record = reverse("replies:record", kwargs=place) if may_work else ""
            found.append(PackLinks(READERS[edition.value], wave_words(wave), packs, record))
    return found
