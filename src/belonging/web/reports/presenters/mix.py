"""Who the figures come from beside how many: editions, help and paper, and wordings that are drafts."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.evaluation.choices import KINDS, MAIN, MIX, kind_of
from belonging.evaluation.groups import listed
from belonging.evaluation.released import Findings
from belonging.instruments.choices import STANDARD
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.trials.queries import tried


def of_whom(findings: Findings) -> str:
    """That not everybody is in the figures that come first; empty where all answered with equally many choices."""
    return next((note.sentence for note in findings.notes if note.code.startswith(MAIN)), "")


def mix_lines(findings: Findings) -> tuple[str, ...]:
    """The engine's sentences on editions, help and paper, a line for each wave; empty where all is standard."""
    lines: dict[str, str] = {}
    for note in findings.notes:
        if note.code.startswith(MIX):
            wave, said = note.sentence.split(": ", 1)
            lines[wave] = f"{lines[wave]} {said[0].upper()}{said[1:]}" if wave in lines else note.sentence
    return tuple(lines.values())


def draft_line(findings: Findings) -> str:
    """That some of the editions answered have not been signed off by the programme; empty where all have."""
    asked = load(findings.instrument)
    drafts = [name for key, name in _named(findings, asked) if not tried(findings.instrument, key, "en")]
    if not drafts:
        return ""
    return f"Wording still a draft, not yet tried with children: {listed(drafts)}."


def _named(findings: Findings, asked: Instrument) -> Iterator[tuple[str, str]]:
    """The other editions that the mix names, in the questionnaire's order; of a kind with figures at least one.

    Where too few answered each of them the mix names none, so then it is all that offer so many choices.
    """
    said = " ".join(note.sentence for note in findings.notes if note.code.startswith(f"{MIX}edition"))
    names = {edition.key: str(edition.name).lower() for edition in asked.other_editions}
    found = set()
    for key in sorted(names, key=lambda key: -len(names[key])):  # "pictures, two choices" before "pictures"
        if names[key] in said:
            found.add(key)
            said = said.replace(names[key], "")
    shown = {table.by for table in findings.tables if table.by in KINDS}
    told = {kind_of(asked, key) for key in (STANDARD, *found)}
    found |= {key for key in names if kind_of(asked, key) in shown - told}
    yield from ((key, name) for key, name in names.items() if key in found)
