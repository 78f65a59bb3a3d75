"""What came of an action's measure: the report's own reading of the same table, and never a cause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from belonging.evaluation.released import Change, Reading

NEVER_A_CAUSE = (
    "This says what people answered before and after. It does not say why: other things happened in the school too."
)


class Came(StrEnum):
    """How an action's measure reads at the next wave."""

    MOVED = "moved"
    MOVED_BACK = "moved_back"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few"
    NOT_YET = "not_yet"


WORDS = {
    Came.MOVED: "Moved",
    Came.MOVED_BACK: "Moved the other way",
    Came.NO_CLEAR_CHANGE: "No clear change",
    Came.TOO_FEW: "Too few to tell",
    Came.NOT_YET: "Not asked again yet",
}
_READ = {
    Reading.MORE: Came.MOVED,
    Reading.FEWER: Came.MOVED_BACK,
    Reading.NO_CLEAR_CHANGE: Came.NO_CLEAR_CHANGE,
    Reading.TOO_FEW: Came.TOO_FEW,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`words` is the short reading, `sentence` what the report says of the same change, word for word.

    `earlier` and `later` name the waves, empty before the second one. `finding` is the change's id in the release.
    """

    reading: Came
    words: str
    sentence: str
    earlier: str = ""
    later: str = ""
    finding: str = ""


def outcome(change: Change | None, waves: tuple[str, ...], *, why_not: str = "") -> Outcome:
    """`change` is the released one of the measure's item, breakdown and group; None where there is none.

    `waves` are those released. `why_not` says why a table is not shown, where it is not.
    """
    if len(waves) < 2:
        said = why_not or "The next questionnaire is not in yet."
        return Outcome(Came.NOT_YET, WORDS[Came.NOT_YET], said)
    if change is None or change.refusal is not None:
        said = change.refusal.sentence if change and change.refusal else why_not or "This is not shown for your school."
        return Outcome(Came.TOO_FEW, WORDS[Came.TOO_FEW], said, waves[0], waves[-1], change.id if change else "")
    came = _READ[change.reading]
    return Outcome(came, WORDS[came], change.text, change.earlier, change.later, change.id)
