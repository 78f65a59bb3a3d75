"""What people said, beside one statement of the audit: sentences, a small picture, and why something is not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from belonging.evaluation.released import Reading, Rung
from belonging.figures import Look, StandingRow, draw_standing, wave_name
from belonging.figures.figure import NARROWEST
from belonging.figures.printed import number
from belonging.instruments.audit import Met, Statement
from belonging.web.audit.rules.heard import AUDIENCES, Heard, SchoolVoices
from belonging.web.audit.rules.voices import Beside, HeardGap, beside, met_beside, of_send, people

TOO_FEW_APART = "With and without SEND: too few to tell whether they differ."
_VOICES = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
_WIDTH = NARROWEST
"""Fits a box on a phone of 360 pixels; text in a figure is never scaled."""


@dataclass(frozen=True, slots=True)
class Said:
    """One group's printed share, in words. `text` has how sure it is; `share` is the share alone."""

    who: str
    text: str
    finding: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class BesideItem:
    """One item of a questionnaire. `positive` are the answers that are counted; `gap` is the SEND gap in words."""

    wording: str
    positive: str
    picture: SafeString | None
    said: tuple[Said, ...]
    gap: str = ""


@dataclass(frozen=True, slots=True)
class BesideVoice:
    """One audience. `when` names the wave and the day of its release; `notes` say what is not shown, each once."""

    title: str
    when: str
    items: tuple[BesideItem, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BesidePart:
    """`summary` sets the rating beside the voices, in words; empty while there is nothing to set it beside."""

    summary: str
    voices: tuple[BesideVoice, ...]
    waiting: tuple[str, ...] = ()


def beside_part(
    *,
    statement: Statement,
    voices: SchoolVoices | None,
    met: str = "",
    signed_off: bool = False,
    audiences: Collection[str] = (),
) -> BesidePart:
    """`met` is the rating's value, where the reader has saved one. `signed_off`: `voices` are those of that day.
    `audiences`: whom the cohort asks, as far as that is planned; nobody else is awaited."""
    said = beside(statement, voices)
    paired = {pair.audience for pair in statement.pairings}
    planned = {*(audiences or AUDIENCES), *(voices.audiences if voices else ())}
    asked = [audience for audience in AUDIENCES if audience in paired & planned]
    heard = [_voice(audience, said, voices) for audience in asked if voices and audience in voices.audiences]
    return BesidePart(
        summary=met_beside(Met(met), statement, said) if met and said.heard else "",
        voices=tuple(heard),
        waiting=tuple(_waiting(asked, voices, signed_off=signed_off)),
    )


def british_day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def share_words(heard: Heard) -> str:
    """ "Between 65 and 70 in 100; it may well lie anywhere from 55 to 80." """
    opened = heard.text[:1].upper() + heard.text[1:]
    if heard.rung is Rung.WORDS:
        meant = {"few": "below a third", "about half": "a third to two thirds", "most": "two thirds or more"}
        return f"{opened} ({meant[heard.text]}). Few answered." if heard.text in meant else f"{opened}."
    if heard.interval is None:
        return f"{opened}."
    return f"{opened}; it may well lie anywhere from {number(heard.interval.low)} to {number(heard.interval.high)}."


def who(heard: Heard) -> str:
    """ "Pupils with SEND"; "All pupils" beside them, or "All of these pupils" below a title that says who they are."""
    named = people(replace(heard, whom=""))
    if heard.whom and not of_send(heard):
        return f"All of these {named}"
    return named[0].upper() + named[1:] if of_send(heard) else f"All {named}"


def _voice(audience: str, said: Beside, voices: SchoolVoices) -> BesideVoice:
    own = [heard for heard in said.heard if heard.audience == audience]
    wave = next((heard.wave for heard in own if heard.wave), "")
    made = voices.released_at(audience)
    when = f"{wave_name(wave)}, report of {british_day(made)}" if wave and made else ""
    items = tuple(dict.fromkeys(heard.item for heard in own))
    shown = [_item([heard for heard in own if heard.item == item], said.gaps, voices) for item in items]
    whom = next((heard.whom for heard in own), "")
    return BesideVoice(
        f"{_VOICES[audience]} {whom}".rstrip(), when, tuple(shown), tuple(_notes(own, voices.unseen_waves(audience)))
    )


def _item(own: list[Heard], gaps: Iterable[HeardGap], voices: SchoolVoices) -> BesideItem:
    first = own[0]
    told = [heard for heard in own if heard.refusal is None]
    gap = next((gap for gap in gaps if gap.heard in told), None)
    return BesideItem(
        wording=first.wording,
        positive=first.positive,
        picture=_picture(told, voices),
        said=tuple(Said(who(heard), share_words(heard), heard.finding, heard.text) for heard in told),
        gap="" if gap is None else _gap_words(gap),
    )


def _gap_words(gap: HeardGap) -> str:
    if gap.gap.reading is Reading.TOO_FEW:
        return TOO_FEW_APART
    return gap.gap.text + "."


def _picture(told: list[Heard], voices: SchoolVoices) -> SafeString | None:
    """The figure escapes every text itself. Its colours stand in the elements, so that a page needs no sheet for it."""
    pairs = [(heard, voices.cell(heard)) for heard in told]
    rows = [StandingRow(who(heard), cell) for heard, cell in pairs if cell is not None]
    if not rows:
        return None
    first = told[0]
    name = f"beside-{first.audience}-{first.item}".replace("_", "-")
    look = Look(name, _WIDTH, paper=True)
    return SafeString(draw_standing(first.wording, rows, people=people(first), look=look).svg)


def _notes(own: Iterable[Heard], unseen: Iterable[str]) -> list[str]:
    """Why something is not shown; said once, however many items it is true of."""
    refused = [(who(heard), heard.refusal.sentence) for heard in own if heard.refusal]
    return [*unseen, *(f"{whom} not shown: {why}" for whom, why in dict.fromkeys(refused))]


def _waiting(asked: list[str], voices: SchoolVoices | None, *, signed_off: bool) -> Iterable[str]:
    if not asked:
        yield "The questionnaires do not ask about this, so no voices stand beside it."
        return
    silent = [audience for audience in asked if voices is None or audience not in voices.audiences]
    if signed_off:
        yield from _silent_then(silent, asked)
    elif len(silent) == len(asked):
        yield "What people say stands here once a questionnaire is sealed and its report made. Nobody sees it before."
    else:
        for audience in silent:
            yield f"{_VOICES[audience]}: not yet. It comes when their questionnaire is sealed and its report made."


def _silent_then(silent: list[str], asked: list[str]) -> Iterable[str]:
    """A signed-off audit stays as on its day, whatever is released later."""
    if len(silent) == len(asked):
        yield "When this audit was signed off, nothing that people said about it had been released."
        return
    for audience in silent:
        yield f"{_VOICES[audience]}: nothing had been released when this audit was signed off."
