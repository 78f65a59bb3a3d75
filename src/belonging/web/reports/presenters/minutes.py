"""The two-minute page: what is strong, what has moved, who is left out, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from belonging.evaluation.released import Findings, Gap, Headline, Reading
from belonging.figures import wave_name
from belonging.web.reports.presenters.refusals import NotShown
from belonging.web.reports.presenters.turned import said_plainly
from belonging.web.reports.presenters.wording import PEOPLE

SIGNS = {"more": "↑", "fewer": "↓", "level": "=", "untold": "?", "standing": "•", "gap": "≠"}
MEANINGS = {"standing": "How it stands now.", "gap": "A difference between groups."}
"""What is heard for a sign that the sentence beside it does not put into words."""

_BLOCKS = (
    ("strong", "What is strong, and what is not yet", ("standing",)),
    ("moved", "What has moved", ("more", "fewer", "level", "untold")),
    ("left-out", "Who is left out", ("gap",)),
)
LEAST = "Least positive answers"
"""Begins the engine's sentence on the statements with the fewest positive answers."""
MOST_HELD = 3
"""More reasons than this are counted, not listed; the whole list is on the page."""


@dataclass(frozen=True, slots=True)
class HeadlineLine:
    """`sign` is the mark of `tone`; `meaning` is heard for it; `findings`: ids that it rests on, by spaces."""

    tone: str
    sign: str
    meaning: str
    text: str
    findings: str


@dataclass(frozen=True, slots=True)
class Block:
    """One question of the two-minute page and its sentences."""

    name: str
    title: str
    lines: tuple[HeadlineLine, ...]


def two_minutes(findings: Findings, held: Sequence[NotShown], caution: str) -> tuple[Block, ...]:
    """The findings' own headlines by question. `held`: what is not shown; `caution`: of a low turnout, or empty."""
    made = []
    for name, title, tones in _BLOCKS:
        lines = [_line(findings, line) for line in findings.headlines if line.tone in tones]
        if name == "left-out":
            lines = lines or _nobody_apart(findings)
        if lines:
            made.append(Block(name, _title(lines) if name == "strong" else title, tuple(lines)))
    untold = _untold(findings, held)
    if caution:
        untold.insert(0, _said("untold", caution, (f"responses:{response.wave}" for response in findings.responses)))
    return (*made, Block("untold", "What cannot be told", tuple(untold)))


def _title(lines: Sequence[HeadlineLine]) -> str:
    """Of the two ends, the ones that are told: an end that many statements share is not."""
    least = [line.text.startswith(LEAST) for line in lines]
    if all(least):
        return "What is not strong yet"
    return "What is strong, and what is not yet" if any(least) else "What is strong"


def _line(findings: Findings, line: Headline) -> HeadlineLine:
    return _said(line.tone, said_plainly(findings, line.text), line.findings)


def _said(tone: str, text: str, ids: Iterable[str]) -> HeadlineLine:
    return HeadlineLine(tone, SIGNS[tone], MEANINGS.get(tone, ""), text, " ".join(ids))


def _nobody_apart(findings: Findings) -> list[HeadlineLine]:
    """Of SEND where no gap is clear: that none is, or that it cannot be told; nothing where SEND was not asked."""
    tables = [table for table in findings.tables if table.by == "send"]
    if not tables:
        return []
    if all(table.refusal for table in tables):
        text = f"How {_with_send(findings)} answered cannot be shown on their own here. The reason stands further down."
        return [_said("untold", text, (table.id for table in tables))]
    gaps = [gap for table in tables if table.waves for gap in _latest(table.gaps, table.waves[-1])]
    ids = [gap.id for gap in gaps]
    if any(gap.reading is Reading.NO_CLEAR_CHANGE for gap in gaps):
        text = f"On no statement is there a clear difference between {_with_send(findings)} and the others."
        return [_said("level", text, ids)]
    if gaps:
        return [_said("untold", f"Too few answers to tell whether {_with_send(findings)} feel differently.", ids)]
    return []


def _with_send(findings: Findings) -> str:
    """Of whom it is said: of the parents' questionnaire the child has SEND, not the one who answers."""
    return "pupils with SEND" if findings.audience == "pupil" else f"{PEOPLE[findings.audience]} of pupils with SEND"


def _latest(gaps: Sequence[Gap], wave: str) -> list[Gap]:
    return [gap for gap in gaps if gap.earlier is None and gap.wave == wave and gap.group == "send"]


def _untold(findings: Findings, held: Sequence[NotShown]) -> list[HeadlineLine]:
    """Short: what is missing. Why it is, once, in the section on what is not shown."""
    if not held:
        return [_said("standing", "Everything that the plan lists is shown.", (findings.plan_digest[:12],))]
    ids = " ".join(dict.fromkeys(chain.from_iterable(one.findings.split() for one in held)))
    listed = held if len(held) <= MOST_HELD + 1 else held[:MOST_HELD]
    lines = [_said("untold", f"{one.what}.", one.findings.split()) for one in listed]
    if len(held) > len(listed):
        lines.append(_said("untold", f"And {len(held) - MOST_HELD} more, listed further down.", ids.split()))
    return lines


@dataclass(frozen=True, slots=True)
class SmallSetting:
    """Waves of fewer than ten: what is said before, or (`alone`) in place of, figures. `findings`: ids of refusals."""

    title: str
    sentences: tuple[str, ...]
    findings: str
    alone: bool


SMALL = "small-setting"
"""The engine's notes on a school of which fewer than ten answered in every wave."""


def small_setting(findings: Findings) -> SmallSetting | None:
    """For a school no wave of which is shown by itself; None otherwise."""
    notes = [note for note in findings.notes if note.code.startswith(SMALL)]
    if not notes:
        return None
    people = PEOPLE[findings.audience]
    ids = " ".join(note.code for note in notes)
    if findings.tables:
        return SmallSetting("All waves together", tuple(note.sentence for note in notes), ids, alone=False)
    waves = " and ".join(wave_name(response.wave).lower() for response in findings.responses)
    later = tuple(note.sentence for note in notes if note.code == f"{SMALL}-later")
    return SmallSetting(
        f"Too few {people} answered to show anything on its own",
        (
            f"In the {waves}, fewer than ten {people} sent their answers. With so few, a figure of any kind would "
            "tell what single people said, and we promised them that it would not.",
            "Nothing that they said is lost. Their answers are counted in the results of the whole programme, "
            "together with those of other schools.",
            *later,
            f"What you can do: read the programme's results with your {people}, and ask them as a group what is "
            "the same here and what is not.",
        ),
        ids,
        alone=True,
    )
