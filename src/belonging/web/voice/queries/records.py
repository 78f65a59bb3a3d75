"""Records of a school, and what the programme may know of all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from belonging.web.programme.models import Cohort, Wave
from belonging.web.schools.models import School
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.rules.listening import Size, may_be_pooled

DRAFT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Pooled:
    """How many schools made a record, and what adults of several schools take from theirs; no words from too few."""

    schools: int
    words: tuple[str, ...]


def records_of(school: School) -> list[VoiceRecord]:
    """Drafts, what stands and what does not any more; the newest first. Call in the school's scope."""
    return list(VoiceRecord.objects.filter(school=school).select_related("cohort", "replaced_by"))


def record_of(school: School, number: int) -> VoiceRecord | None:
    """Call in the school's scope."""
    return VoiceRecord.objects.filter(school=school, pk=number).select_related("cohort", "replaced_by").first()


def standing_records(school: School, cohort: Cohort) -> list[VoiceRecord]:
    """What the school's report shows, in the order of the waves. Call in a scope that sees the school."""
    found = _standing().filter(school=school, cohort=cohort).select_related("cohort").order_by("written_at", "pk")
    return sorted(found, key=lambda record: Wave.values.index(record.wave))


def has_standing_record(school: School, cohort: Cohort) -> bool:
    """Whether there is one; no word of any is read. Call in a scope that sees the school."""
    return _standing().filter(school=school, cohort=cohort).exists()


def pooled(cohort: Cohort) -> Pooled:
    """In an order that is nobody's: that of the words' own digests. Call in the programme's scope."""
    found = list(_standing().filter(cohort=cohort).only("school", "size", "shared", "taken"))
    sizes: dict[int, list[Size]] = defaultdict(list)
    for record in found:
        if record.shared:
            sizes[record.school_id or 0].append(Size(record.size))
    words = {record.taken for record in found if record.shared} if may_be_pooled(sizes) else set()
    ordered = sorted(words, key=lambda said: hashlib.sha256(said.encode()).digest())
    return Pooled(len({record.school_id for record in found}), tuple(ordered))


def stale_drafts(now: datetime) -> QuerySet[VoiceRecord]:
    """Drafts that nobody has confirmed in time. Call in the programme's scope."""
    return VoiceRecord.objects.filter(confirmed_at__isnull=True, written_at__lt=now - timedelta(days=DRAFT_DAYS))


def is_standing(record: VoiceRecord) -> bool:
    """Confirmed, with its words, and not replaced by one that is confirmed."""
    after: VoiceRecord | None = getattr(record, "replaced_by", None)
    is_replaced = after is not None and after.confirmed_at is not None
    return record.confirmed_at is not None and record.withdrawn_at is None and not is_replaced


def _standing() -> QuerySet[VoiceRecord]:
    return VoiceRecord.objects.filter(
        Q(replaced_by__isnull=True) | Q(replaced_by__confirmed_at__isnull=True),
        confirmed_at__isnull=False,
        withdrawn_at__isnull=True,
    )
