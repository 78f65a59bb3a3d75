"""The report as staff and governors have it: the sentences of the two minutes, and what to ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from belonging.evaluation.released import Findings
from belonging.web.reports.models import Reader
from belonging.web.reports.presenters.minutes import Block, HeadlineLine
from belonging.web.reports.presenters.openings.addresses import led_on
from belonging.web.reports.presenters.openings.read import Read
from belonging.web.reports.presenters.openings.statements import Statements, compared, statements_of
from belonging.web.reports.presenters.refusals import NotShown
from belonging.web.reports.presenters.report import Part, Report, Turnout, Voice, school_report
from belonging.web.reports.presenters.together import SharedConstruct
from belonging.web.reports.rules.places import FRONT, place_of
from belonging.web.ui.components import Link

HOW_TO_READ = (
    "Figures are of those who answered, not of everybody. Where there is a range, the true figure lies within it.",
    "“Between 65 and 70 in 100” means: of every 100 who answered, 65 to 70 answered positively.",
    "A change is called one only where it is too large to be chance. Nothing here says why something changed.",
    "No group of fewer than ten is shown. Please don't try to work out who said what: it can't be done safely, and "
    "pupils were promised that nobody would.",
)  # fmt: skip
MOST_ON_ONE_SIDE = 3
_ELSEWHERE = re.compile(r" [^.]*further down\.")
"""A sentence that points to a part which one page does not have."""
_COUNTED = re.compile(r"^(No clear change|Too few answers to tell) on (one|\d+) statements?\.$")
ASK_FIRST = "What will the school do first, who leads it, and when will we hear how it went?"
ASKED = {
    "left-out": "Which pupils feel this less, and how has the school asked them what would help?",
    "fewer": "What do pupils say about why fewer of them answered positively?",
    "more": "What helped, as far as anybody can say, and what would keep it so?",
    "untold": "What can these answers not tell us, and how else do we listen to those pupils?",
    "caution": "Who did not answer, and what was in their way?",
}
"""What governors may ask, by what the page says."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """One audience: its blocks; where too few answered, why there is none, in sentences. `statements`: all that it
    said, for staff: of staff themselves, and where no sentence says how things stand."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    small_title: str
    small: tuple[str, ...]
    finding: str
    statements: Statements | None = None


@dataclass(frozen=True, slots=True)
class StaffPage:
    title: str
    lead: str
    released: str
    simulated: str
    words: str
    note: str
    turnout: tuple[Turnout, ...]
    voices: tuple[Voiced, ...]
    together_title: str
    together: tuple[SharedConstruct, ...]
    notes: tuple[tuple[str, str], ...]
    not_shown: tuple[NotShown, ...]
    how: tuple[str, ...]
    led_on: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GovernorsPage:
    title: str
    released: str
    simulated: str
    words: str
    note: str
    turnout: tuple[Turnout, ...]
    voices: tuple[Voiced, ...]
    questions: tuple[str, ...]
    led_on: tuple[Link, ...]


def staff_page(read: Read) -> StaffPage:
    report = school_report(read.school, read.cohort, read.report_voices, parts=(Part.TOGETHER,))
    found = read.report_voices.findings
    return StaffPage(
        title=report.title,
        lead=report.lead,
        released=report.released,
        simulated=report.simulated,
        words=read.words,
        note=read.notes.get(FRONT, ""),
        turnout=report.turnout,
        voices=tuple(_in_full(_voiced(voice, found[voice.audience]), found) for voice in _voices(report)),
        together_title=report.together_title,
        together=report.together,
        notes=tuple(_noted(read)),
        not_shown=report.not_shown,
        how=HOW_TO_READ,
        led_on=led_on(Reader.STAFF.value, read.out),
    )


def governors_page(read: Read) -> GovernorsPage:
    report = school_report(read.school, read.cohort, read.report_voices, parts=())
    found, cautions = read.report_voices.findings, {turnout.caution for turnout in report.turnout}
    voiced = [_on_one_side(_voiced(voice, found[voice.audience]), cautions) for voice in _voices(report)]
    return GovernorsPage(
        title=report.title,
        released=report.released,
        simulated=report.simulated,
        words=read.words,
        note=read.notes.get(FRONT, ""),
        turnout=report.turnout,
        voices=tuple(voice for voice in voiced if voice.blocks or voice.small),
        questions=tuple(_questions(report)),
        led_on=led_on(Reader.GOVERNORS.value, read.out),
    )


def _voices(report: Report) -> list[Voice]:
    return [*([report.pupils] if report.pupils else []), *report.others]


def _voiced(voice: Voice, findings: Findings) -> Voiced:
    small, total = voice.small, compared(findings)
    told = [replace(block, lines=tuple(_of_all(line, total) for line in block.lines)) for block in voice.minutes]
    is_untold = any(line.tone == "untold" for block in told for line in block.lines)
    return Voiced(
        name=voice.audience,
        title=voice.title,
        blocks=() if small is not None and small.alone else tuple(b for b in told if not (is_untold and _is_all(b))),
        small_title=small.title if small else "",
        small=small.sentences if small else (),
        finding=small.findings if small else "",
    )


def _of_all(line: HeadlineLine, total: int) -> HeadlineLine:
    """ "On 9 of 12 statements": of how many it is said."""
    return replace(line, text=_COUNTED.sub(rf"\1 on \2 of {total} statements.", line.text))


def _is_all(block: Block) -> bool:
    """That everything is shown: no word to say beside “too few answers to tell”."""
    return block.name == "untold" and all(line.tone == "standing" for line in block.lines)


def _in_full(voiced: Voiced, found: Mapping[str, Findings]) -> Voiced:
    stands = any(line.tone == "standing" for block in voiced.blocks for line in block.lines if block.name == "strong")
    if not voiced.blocks or (stands and voiced.name != Reader.STAFF.value):
        return voiced
    return replace(voiced, statements=statements_of(found[voiced.name]))


def _on_one_side(voiced: Voiced, cautions: Collection[str]) -> Voiced:
    """Pupils' sentences, three of a kind; of the others what is strong and what has moved, one of each. What stands
    under “Who answered” is not said again."""
    if voiced.name == "pupil":
        blocks = [_shortened(block, MOST_ON_ONE_SIDE, cautions) for block in voiced.blocks if not _is_all(block)]
    else:
        blocks = [_shortened(block, 1, cautions) for block in voiced.blocks if block.name in ("strong", "moved")]
    return replace(voiced, blocks=tuple(block for block in blocks if block.lines))


def _shortened(block: Block, most: int, cautions: Collection[str]) -> Block:
    lines = [line for line in block.lines if line.text not in cautions][:most]
    return replace(block, lines=tuple(replace(line, text=_ELSEWHERE.sub("", line.text)) for line in lines))


def _noted(read: Read) -> Iterator[tuple[str, str]]:
    """The statement, and what the lead wrote beside it."""
    for audience in read.voices.audiences:
        for item in read.voices.items(audience):
            if text := read.notes.get(place_of(audience, item.item), ""):
                yield item.wording, text


def _questions(report: Report) -> Iterator[str]:
    tones = {line.tone for voice in _voices(report) for block in voice.minutes for line in block.lines}
    blocks = {block.name: block for block in report.pupils.minutes} if report.pupils else {}
    yield ASK_FIRST
    if "left-out" in blocks and any(line.tone == "gap" for line in blocks["left-out"].lines):
        yield ASKED["left-out"]
    yield from (ASKED[tone] for tone in ("fewer", "more") if tone in tones)
    if any(turnout.caution for turnout in report.turnout):
        yield ASKED["caution"]
    yield ASKED["untold"]
