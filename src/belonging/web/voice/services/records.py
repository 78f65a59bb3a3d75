"""A record: written, read by a second person, then left as it is; another replaces it, or its words are erased."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.voice.errors import VoiceRefused
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.queries.records import is_standing, stale_drafts
from belonging.web.voice.rules.listening import View

NO_DRAFT = "This record is confirmed or gone, so its words stay as they are. You can write a new version."
NOT_STANDING = "This record does not stand any more. Please look at the list of records."
BY_ANOTHER = "A second person has to confirm what you wrote. Please ask your colleague to open this page."
CHANGED = "Somebody has changed the draft since you opened it. Please read it as it stands now."
SAY_HOW = "Please say in a few words how you see it."
REPLACED = "Somebody has begun a new version already. Please look at the list of records."


@dataclass(frozen=True, slots=True)
class Of:
    """Which wave a record belongs to."""

    cohort: Cohort
    wave: str


@dataclass(frozen=True, slots=True)
class Account:
    """What was seen or said. The fields are those of `VoiceRecord`."""

    kind: str
    size: str
    seen: str
    ways: list[str]
    about: list[str]
    asked: str
    assent: str
    well: str
    uneasy: str
    taken: str


@dataclass(frozen=True, slots=True)
class Second:
    """What the second person says; `shared`: what adults take from it may be pooled with other schools'."""

    view: View
    otherwise: str
    shared: bool


@transaction.atomic
def write_record(
    *, school: School, of: Of, account: Account, actor: str, now: datetime, replaces: VoiceRecord | None = None
) -> VoiceRecord:
    """A draft. Raises VoiceRefused where what it replaces does not stand, or is being replaced."""
    if replaces is not None:
        before = _current(replaces)
        if before is None or not is_standing(before):
            raise VoiceRefused(NOT_STANDING)
        if hasattr(before, "replaced_by"):
            raise VoiceRefused(REPLACED)
    made = VoiceRecord.objects.create(
        school=school,
        cohort=of.cohort,
        wave=of.wave,
        replaces=replaces,
        written_by=actor,
        written_at=now,
        **asdict(account),
    )
    _journal("voice-written", made, actor, now)
    return made


@transaction.atomic
def rewrite_draft(*, record: VoiceRecord, of: Of, account: Account, actor: str, now: datetime) -> VoiceRecord:
    """Whoever changed it last has written it, and cannot be the one to confirm it. Raises VoiceRefused."""
    current = _draft(record)
    current.cohort, current.wave = of.cohort, of.wave
    for name, value in asdict(account).items():
        setattr(current, name, value)
    current.written_by, current.written_at = actor, now
    current.save()
    _journal("voice-rewritten", current, actor, now)
    return current


@transaction.atomic
def discard_draft(*, record: VoiceRecord, actor: str, now: datetime) -> None:
    """Raises VoiceRefused."""
    current = _draft(record)
    _journal("voice-discarded", current, actor, now)
    current.delete()


@transaction.atomic
def confirm_record(*, record: VoiceRecord, second: Second, actor: str, now: datetime) -> VoiceRecord:
    """From now on the report shows it. `record`: as the second person read it.

    Raises VoiceRefused: no draft, changed since, its own writer, or otherwise without words.
    """
    current = _draft(record)
    if current.written_at != record.written_at:
        raise VoiceRefused(CHANGED)
    if current.written_by == actor:
        raise VoiceRefused(BY_ANOTHER)
    if second.view == View.OTHERWISE and not second.otherwise.strip():
        raise VoiceRefused(SAY_HOW)
    current.view = second.view.value
    current.otherwise = second.otherwise.strip() if second.view == View.OTHERWISE else ""
    current.shared = second.shared
    current.confirmed_by, current.confirmed_at = actor, now
    current.save()
    _journal("voice-confirmed", current, actor, now)
    return current


@transaction.atomic
def withdraw_record(*, record: VoiceRecord, actor: str, now: datetime) -> VoiceRecord:
    """Erase its words, those of the versions that it replaced, and a draft begun from it. Raises VoiceRefused."""
    current = _current(record)
    if current is None or not is_standing(current):
        raise VoiceRefused(NOT_STANDING)
    # It stands, so what replaces it is a draft.
    for begun in VoiceRecord.objects.filter(replaces=current):
        discard_draft(record=begun, actor=actor, now=now)
    earlier: VoiceRecord | None = current
    while earlier is not None and earlier.withdrawn_at is None:
        _erase(earlier, actor, now)
        earlier = earlier.replaces
    _journal("voice-withdrawn", current, actor, now)
    return current


def forget_drafts_due(*, now: datetime) -> int:
    """Drafts that nobody confirmed for 90 days."""
    with programme_scope("drafts of voice records expire"), transaction.atomic():
        gone = list(stale_drafts(now))
        for record in gone:
            _journal("voice-expired", record, "the clock", now)
            record.delete()
    return len(gone)


def _erase(record: VoiceRecord, actor: str, now: datetime) -> None:
    for name in ("asked", "assent", "well", "uneasy", "taken", "otherwise"):
        setattr(record, name, "")
    record.shared, record.withdrawn_by, record.withdrawn_at = False, actor, now
    record.save()


def _draft(record: VoiceRecord) -> VoiceRecord:
    current = _current(record)
    if current is None or current.confirmed_at is not None:
        raise VoiceRefused(NO_DRAFT)
    return current


def _current(record: VoiceRecord) -> VoiceRecord | None:
    return VoiceRecord.objects.select_for_update().filter(pk=record.pk).first()


def _journal(name: str, record: VoiceRecord, actor: str, now: datetime) -> None:
    act = Act(name, f"voice:{record.pk}", {"kind": record.kind, "wave": record.wave})
    record_act(act=act, actor=actor, now=now, school_id=record.school_id)
