"""What these findings cannot tell, and what they do not show: said once, in the same words in every output."""

from __future__ import annotations

from belonging.evaluation.groups import breakdown_name, people
from belonging.evaluation.released import Findings, Refusal
from belonging.instruments.model import Audience

FEW = 10

MOST_LISTED = 60
"""A table of more groups than this is in the JSON and CSV alone."""

_HELD_BACK = ("no-", "not-recorded", "schools-apart", "totals-only", "small-wave", "wave")
"""How the codes of notes begin that say what is not there."""


def is_held_back(note: Refusal) -> bool:
    """Whether a note says what is not shown, and not how to read what is."""
    return note.code.startswith(_HELD_BACK)


def limits(findings: Findings) -> list[str]:
    """Sentences; none where nothing is amiss."""
    noun = people(Audience(findings.audience))
    said = []
    if not findings.tables:
        said.append("Too few answered: there is nothing that may be shown.")
    asked = [row.wave for row in findings.responses]
    if len(asked) == 1:
        said.append(f"There is one wave only ({asked[0]}), so nothing can be said about change.")
    if findings.scope == "school":
        said.append(f"This is one school: its figures are about its own {noun}, and tell nothing about other schools.")
    said += [
        f"Only {row.answered} answered in the {row.wave}. Such shares say little, and single answers could be guessed "
        "from them: do not pass them on."
        for row in findings.responses
        if row.answered is not None and row.answered < FEW
    ]
    return [*said, *_held_back(findings)]


def _held_back(findings: Findings) -> list[str]:
    """Each reason once, with the breakdowns it holds for."""
    noted = [note.sentence for note in findings.notes if is_held_back(note)]
    places: dict[str, list[str]] = {}
    for table in findings.tables:
        name = "For everyone" if table.by == "all" else f"By {breakdown_name(table.by)}"
        if table.refusal:
            places.setdefault(table.refusal.sentence, []).append(name)
        for held in table.withheld:
            places.setdefault(held.refusal.sentence, []).append(f"{name}, {held.wave}")
    already = " ".join(noted)
    new = [(sentence, names) for sentence, names in places.items() if sentence not in already]
    return [*noted, *(f"{'; '.join(dict.fromkeys(names))}: {sentence}" for sentence, names in new)]
