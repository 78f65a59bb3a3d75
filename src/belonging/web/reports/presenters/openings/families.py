"""The report as families have it: five things at most, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import Gap, Reading
from belonging.figures.whose import who_answered
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.enrolment.models import ContactKind
from belonging.web.replies.models import Edition
from belonging.web.replies.presenters.said import ten
from belonging.web.replies.rules.building import printed, said_of
from belonging.web.replies.rules.choosing import SEND, widest_send_gap
from belonging.web.replies.rules.openings import without_numbers
from belonging.web.replies.rules.phrases import PUPILS
from belonging.web.replies.rules.shares import in_ten
from belonging.web.reports.models import Reader
from belonging.web.reports.presenters.openings.addresses import led_on
from belonging.web.reports.presenters.openings.read import Read
from belonging.web.reports.rules.telling import clear_change, told_to_families
from belonging.web.ui.components import Link

CHANGED = {Reading.MORE: "That is more than last time.", Reading.FEWER: "That is fewer than last time."}
DOING = {Edition.FAMILIES.value: "See what the school does now"}
MORE = "Would you like to know more, or tell us more?"
BY_LEAD = "Ask for our school lead at the school office."
BY_MAIL = "Write to our school lead: {email}. Or ask at the school office."
BY_OFFICE = "Ask at the school office."
BY_SENCO = "Is it about SEND? Ask for our SENCO."
WORRIED = "Are you worried about your child? Please tell us soon."
BY_SAFEGUARDING = "Ask at the school office for our safeguarding lead."
NO_WAIT = "You do not have to wait for a meeting."
PRIVATE = "No one can see what one child or one family said. We round the numbers, and show no small groups."
APART = "Some pupils had other answers to pick from. We count those on their own, and they are not in these numbers."
NOT_WHY = "Answers can change for many reasons, so we can not say why they did."
INSTEAD = "With so few answers, a number could show what one family said. We will listen in other ways."
LEAD, SENCO, SAFEGUARDING = (kind.value for kind in (ContactKind.LEAD, ContactKind.SENCO, ContactKind.SAFEGUARDING))
DOTS = "Ten dots are ten people. A half dot means that we can not say for sure."


@dataclass(frozen=True, slots=True)
class Told:
    """One thing: who said it, the sentence, ten marks, what changed, and the ids that it rests on."""

    who: str
    said: str
    dots: tuple[str, ...]
    changed: str
    finding: str


@dataclass(frozen=True, slots=True)
class FamiliesPage:
    title: str
    school: str
    words: str
    opening: str
    told: tuple[Told, ...]
    instead: tuple[str, ...]
    notes: tuple[str, ...]
    key: str
    ask: tuple[str, ...]
    led_on: tuple[Link, ...]


def families_page(read: Read) -> FamiliesPage:
    told = [_told(read.voices, heard) for heard in told_to_families(read.voices)]
    told += _about_send(read.voices)
    few = without_numbers(Edition.FAMILIES, read.voices, ("pupil", "parent"))
    apart = any(who_answered(one.findings) for one in read.voices.stored)
    changed = any(one.changed for one in told)
    return FamiliesPage(
        title="What we heard",
        school=read.school.name,
        words=read.words,
        opening=_opening(read.voices),
        told=tuple(told),
        instead=() if told else (few, INSTEAD),
        notes=(*([NOT_WHY] if changed else []), *([APART] if apart and told else []), PRIVATE),
        key=DOTS if any("part" in one.dots for one in told) else "",
        ask=_ask(read),
        led_on=led_on(Reader.FAMILIES.value, read.out, DOING),
    )


def _ask(read: Read) -> tuple[str, ...]:
    """By role, never by name; an address only where the school's letter has given it."""
    lead = BY_MAIL.format(email=read.lead_email) if read.lead_email else BY_LEAD
    more = [MORE, lead if LEAD in read.roles else BY_OFFICE, *([BY_SENCO] if SENCO in read.roles else [])]
    worried = [WORRIED, BY_SAFEGUARDING if SAFEGUARDING in read.roles else BY_OFFICE, NO_WAIT]
    return " ".join(more), " ".join(worried)


def _opening(voices: SchoolVoices) -> str:
    who = "Pupils and families" if {"pupil", "parent"} <= set(voices.audiences) else "Pupils"
    who = "Families" if voices.audiences == ("parent",) else who
    return f"{who} told us how school feels. Thank you to everyone who took part."


def _told(voices: SchoolVoices, heard: Heard) -> Told:
    said, change = said_of(Edition.FAMILIES, heard), clear_change(voices, heard)
    moved = voices.change(heard.audience, heard.item)
    ids = [heard.finding, *([moved.id] if moved is not None and change is not None else [])]
    who = "Families said" if heard.audience == "parent" else "Pupils said"
    return Told(who, said, ten(said), CHANGED[change] if change is not None else "", " ".join(ids))


def _about_send(voices: SchoolVoices) -> list[Told]:
    """One line, where a gap is clear and both shares are shown."""
    found = widest_send_gap(voices)
    if found is None or found[0] not in PUPILS:
        return []
    item, gap = found
    both = [voices.heard("pupil", item, by=SEND, group=group) for group in (gap.group, gap.against)]
    shown = [heard for heard in both if heard is not None and heard.low is not None]
    return [_apart(item, gap, shown)] if len(shown) == len(both) else []


def _apart(item: str, gap: Gap, shown: list[Heard]) -> Told:
    """Two short sentences; one where both shares are said alike."""
    send, rest = (in_ten(printed(heard)) for heard in shown)
    said = f"Fewer pupils with SEND {PUPILS[item].they}: {_small(send)}. Of other pupils it is {_small(rest)}."
    if send == rest:
        said = f"Fewer pupils with SEND than other pupils {PUPILS[item].they}."
    ids = " ".join([gap.id, *(heard.finding for heard in shown)])
    return Told("Pupils with SEND (special needs or disabilities)", said, (), "", ids)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
