"""What came of an action's measure: the report's own reading of the same table, and never a cause.

The rule stands in docs/methods/did-it-work.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from belonging.evaluation.released import Change, Reading
from belonging.web.actions.rules.measures import HOLD, MORE

NEVER_A_CAUSE: Final = (
    "This says what people answered before and after. It does not say why: other things happened in the school too."
)
NEXT_AWAITED: Final = "The next questionnaire is not in yet."
BEGAN_LATER: Final = "This began after the last questionnaire had opened. The next one tells what comes of it."
HOLD_SEEN: Final = "Nothing clear says that fewer say so than before. That does not prove that as many do."
UNLIKE: Final = "The two are not told in the same steps, so they can’t be compared."
_UNSAID: Final = "This is not shown for your school."
_NOT_WORKED_OUT: Final = "No change is worked out for this group."


class Came(StrEnum):
    """How an action's measure reads at the next wave."""

    MOVED = "moved"
    MOVED_BACK = "moved_back"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few"
    NOT_YET = "not_yet"


WORDS: Final = {
    Came.MOVED: "Moved",
    Came.MOVED_BACK: "Moved the other way",
    Came.NO_CLEAR_CHANGE: "No clear change",
    Came.TOO_FEW: "Too few to tell",
    Came.NOT_YET: "Not asked again yet",
}
NOT_SHOWN: Final = "Not shown"
HOLD_WORDS: Final = WORDS | {Came.MOVED: "More than before", Came.MOVED_BACK: "Fewer than before"}
"""Where success is that no fewer say so."""
_READ = {
    Reading.MORE: Came.MOVED,
    Reading.FEWER: Came.MOVED_BACK,
    Reading.NO_CLEAR_CHANGE: Came.NO_CLEAR_CHANGE,
    Reading.TOO_FEW: Came.TOO_FEW,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`words` is the short reading, `sentence` what the report says of the same change, word for word.

    `earlier` and `later` name the waves, empty before the second one. `finding` is the change's id in the release;
    `beside` is said under the sentence, empty where there is nothing to add.
    """

    reading: Came
    words: str
    sentence: str
    earlier: str = ""
    later: str = ""
    finding: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Besides:
    """What is said where there is no change to show; empty where there is nothing to say.

    `why_not`: why the table is not shown. `unseen`: why a whole wave that was answered is not. `shares`: the two
    shares as printed.
    """

    why_not: str = ""
    unseen: str = ""
    shares: str = ""


def outcome(
    change: Change | None,
    waves: tuple[str, ...],
    *,
    besides: Besides = Besides(),  # frozen, so that it can be shared
    direction: str = MORE,
    in_time: bool = True,
) -> Outcome:
    """`change` is the released one of the measure's item, breakdown and group; None where there is none.

    `waves` are those released. `in_time`: the action began before the later wave was asked.
    """
    if len(waves) < 2 and besides.unseen:
        return Outcome(Came.TOO_FEW, NOT_SHOWN, besides.unseen)
    if len(waves) < 2:
        return Outcome(Came.NOT_YET, WORDS[Came.NOT_YET], besides.why_not or NEXT_AWAITED)
    if not in_time:
        return Outcome(Came.NOT_YET, WORDS[Came.NOT_YET], BEGAN_LATER)
    if change is None or change.refusal is not None:
        unsaid = _NOT_WORKED_OUT if besides.shares else _UNSAID
        said = change.refusal.sentence if change and change.refusal else besides.why_not or unsaid
        words = WORDS[Came.TOO_FEW] if besides.shares else NOT_SHOWN
        finding = change.id if change else ""
        return Outcome(Came.TOO_FEW, words, said, waves[0], waves[-1], finding, besides.shares)
    came = _READ[change.reading]
    words = (HOLD_WORDS if direction == HOLD else WORDS)[came]
    beside = {
        Came.TOO_FEW: besides.shares,
        Came.NO_CLEAR_CHANGE: HOLD_SEEN if direction == HOLD else "",
    }.get(came, "")
    return Outcome(came, words, change.text, change.earlier, change.later, change.id, beside)


def began_in_time(began: date, opened: date | None) -> bool:
    """Whether an action began before the later wave did; True where that wave has no day."""
    return opened is None or began < opened
