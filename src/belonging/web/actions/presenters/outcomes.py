"""What came of an action, as its page says it."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.actions.rules.outcomes import NEVER_A_CAUSE, Came, Outcome

COLOURS = {
    Came.MOVED: "teal",
    Came.MOVED_BACK: "red",
    Came.NO_CLEAR_CHANGE: "grey",
    Came.TOO_FEW: "grey",
    Came.NOT_YET: "",
}


@dataclass(frozen=True, slots=True)
class OutcomePart:
    """`sentence` is the report's own; `caution` is said beside every reading of two waves."""

    words: str
    colour: str
    sentence: str
    beside: str
    caution: str


def outcome_part(found: Outcome | None) -> OutcomePart | None:
    """None where the action has no measure."""
    if found is None:
        return None
    caution = "" if found.reading is Came.NOT_YET else NEVER_A_CAUSE
    return OutcomePart(found.words, COLOURS[found.reading], found.sentence, found.beside, caution)
