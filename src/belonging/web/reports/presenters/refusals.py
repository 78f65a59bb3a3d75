"""What is not shown, each reason said once with all that it holds back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from belonging.evaluation.released import Findings
from belonging.figures import wave_name
from belonging.web.reports.presenters.wording import BREAKDOWNS, VOICES, inside


@dataclass(frozen=True, slots=True)
class NotShown:
    """`what` as a line of its own ("Girls and boys, in the endline: not shown"); `findings`: ids by spaces."""

    title: str
    what: str
    sentence: str
    findings: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A breakdown in some waves (none: in all of them), with its reason."""

    by: str
    waves: tuple[str, ...]
    sentence: str


def not_shown(heard: Mapping[str, Findings]) -> Iterator[NotShown]:
    for findings in heard.values():
        yield from not_shown_of(findings)


def not_shown_of(findings: Findings) -> Iterator[NotShown]:
    """Whole waves first, then tables in the plan's order."""
    voice = VOICES[findings.audience]
    for note in findings.notes:
        if note.code.startswith("wave-"):
            yield NotShown(f"{voice}: a whole wave", _shortly(note.sentence), note.sentence, note.code)
    for held, ids in _tables(findings).items():
        what = "everyone" if held.by == "all" else inside(BREAKDOWNS[held.by])
        when = f", {_waves(held.waves)}" if held.waves else ""
        count = "every statement" if len(ids) == len(findings.items) else _statements(len(ids))
        yield NotShown(
            f"{voice}: {what}{when}, {count}",
            f"{what[0].upper()}{what[1:]}{when}: not shown"
            + ("" if len(ids) == len(findings.items) else f" on {count}"),
            held.sentence,
            " ".join(ids),
        )


def held_everywhere(findings: Findings) -> frozenset[str]:
    """Breakdowns that are refused on every statement: said once, not at each."""
    refused = [table.by for table in findings.tables if table.refusal]
    return frozenset(by for by in refused if refused.count(by) == len(findings.items))


def _tables(findings: Findings) -> dict[_Held, list[str]]:
    found: defaultdict[_Held, list[str]] = defaultdict(list)
    for table in findings.tables:
        if table.refusal:
            found[_Held(table.by, (), table.refusal.sentence)].append(table.id)
            continue
        reasons: defaultdict[str, list[str]] = defaultdict(list)
        for held in table.withheld:
            reasons[held.refusal.sentence].append(held.wave)
        for sentence, waves in reasons.items():
            found[_Held(table.by, tuple(waves), sentence)].append(table.id)
    return found


def _waves(waves: tuple[str, ...]) -> str:
    return "in the " + " and the ".join(wave_name(wave).lower() for wave in waves)


def _statements(number: int) -> str:
    return "one statement" if number == 1 else f"{number} statements"


def _shortly(sentence: str) -> str:
    """ "The endline is not shown", without its reason."""
    return sentence.partition(". ")[0].removesuffix(".")
