"""Who the figures come from beside how many: editions, help and paper, and wordings that are drafts."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.evaluation.choices import KINDS, MAIN, MIX, counted_as, kind_of
from belonging.evaluation.released import Findings, ReleasedTable
from belonging.instruments.load import load
from belonging.instruments.model import STANDARD, Instrument, Item
from belonging.web.trials.queries import tried


def mix_lines(findings: Findings) -> tuple[str, ...]:
    """The engine's sentences on whom the tables are of and what they are mixed from; empty where all is standard."""
    return tuple(note.sentence for note in findings.notes if note.code.startswith((MAIN, MIX)))


def draft_line(findings: Findings) -> str:
    """That some of the editions answered have not been signed off by the programme; empty where all have."""
    asked = load(findings.instrument)
    drafts = [name for key, name in _named(findings, asked) if not tried(findings.instrument, key, "en")]
    if not drafts:
        return ""
    which = drafts[0] if len(drafts) == 1 else f"{', '.join(drafts[:-1])} and {drafts[-1]}"
    return f"Wording still a draft, not yet tried with children: {which}."


def item_of(findings: Findings, table: ReleasedTable) -> Item:
    """The statement with the choices that the table's people had."""
    asked = load(findings.instrument)
    kind = table.by if table.by in KINDS else _main_kind(findings, asked)
    return counted_as(asked, kind).item(table.item)


def _main_kind(findings: Findings, asked: Instrument) -> str:
    codes = (note.code.removeprefix(MAIN) for note in findings.notes if note.code.startswith(MAIN))
    return next(codes, kind_of(asked, STANDARD))


def _named(findings: Findings, asked: Instrument) -> Iterator[tuple[str, str]]:
    """The other editions that the mix names, in the questionnaire's order."""
    said = " ".join(note.sentence for note in findings.notes if note.code.startswith(f"{MIX}edition"))
    names = {edition.key: str(edition.name).lower() for edition in asked.other_editions}
    found = set()
    for key in sorted(names, key=lambda key: -len(names[key])):  # "pictures, two choices" before "pictures"
        if names[key] in said:
            found.add(key)
            said = said.replace(names[key], "")
    yield from ((key, name) for key, name in names.items() if key in found)
