"""What was decided about words that may say who or where, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from belonging.web.cases.models import Treatment
from belonging.web.cases.rules.redacting import Marked, Replaced

MOST_TOLD = 4
_WAYS = (
    (Treatment.ALWAYS, "No published version has {}."),
    (Treatment.MASKED, "The version with your school’s name still has {}; the one without it does not."),
    (Treatment.KEPT, "Every version has {}."),
)


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """`now`: how it stands in published versions; empty while the school has yet to decide."""

    words: str
    now: str


def decided_words(decisions: Iterable[Replaced]) -> str:
    """ "Kept. No published version has “Mrs Lee”. Every version has “Ashdown”. Your own text keeps them all."."""
    return " ".join(["Kept.", *_told(list(decisions)), "Your own text keeps all of them."])


def decided_rows(marked: Iterable[Marked], decided: Iterable[Replaced]) -> list[DecidedRow]:
    held = {each.words.lower(): each for each in decided}
    return [DecidedRow(each.words, _now(held.get(each.words.lower()))) for each in marked]


def _told(decisions: list[Replaced]) -> Iterator[str]:
    for treatment, sentence in _WAYS:
        if words := [f"“{each.words}”" for each in decisions if each.treatment == treatment]:
            yield sentence.format(_listed(words))


def _listed(words: list[str]) -> str:
    rest = len(words) - MOST_TOLD
    shown = [*words[:MOST_TOLD], f"{rest} more"] if rest > 0 else words
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _now(held: Replaced | None) -> str:
    if held is None:
        return ""
    return {
        Treatment.ALWAYS: f"“{held.replacement}” in every version",
        Treatment.MASKED: f"“{held.replacement}” where the school is not named",
        Treatment.KEPT: "stays: it names nobody",
    }[Treatment(held.treatment)]
