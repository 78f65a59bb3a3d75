"""What came of an action, as its page says it; and of all of a plan together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from belonging.web.actions.models import Action, Status
from belonging.web.actions.queries.plan import measure_in
from belonging.web.actions.rules.measures import measure_words
from belonging.web.actions.rules.outcomes import HOLD_WORDS, NEVER_A_CAUSE, NOT_SHOWN, WORDS, Came, Outcome
from belonging.web.audit.rules.heard import SchoolVoices

COLOURS = {
    Came.MOVED: "teal",
    Came.MOVED_BACK: "red",
    Came.NO_CLEAR_CHANGE: "grey",
    Came.TOO_FEW: "grey",
    Came.NOT_YET: "",
}
_READ = (Came.MOVED, Came.MOVED_BACK, Came.NO_CLEAR_CHANGE, Came.TOO_FEW)
ORDER = tuple(
    dict.fromkeys((*(words[came] for came in _READ for words in (WORDS, HOLD_WORDS)), NOT_SHOWN, WORDS[Came.NOT_YET]))
)
"""The short readings, each called the same on every page and in every file."""
_COUNTED = {words: f"with {words.lower()}" for words in (HOLD_WORDS[Came.MOVED], HOLD_WORDS[Came.MOVED_BACK])}
_TOLD = (Status.PLANNED, Status.UNDER_WAY, Status.DONE)
"""An idea has not begun, and what was stopped is not looked for."""
DECIDE = (
    "Keep what moved the way you hoped. That is no proof, and a reason to go on.",
    "Change what shows no clear change: ask pupils what is missing. Give it time if it has only begun.",
    "Stop what takes effort and nobody would miss. Say why on its page.",
)
AWAITED = ("Until the next questionnaire, go through the plan together once in a half-term.",)
SHARED = "Some look at the same statement and group, so that one change in answers stands here more than once."


@dataclass(frozen=True, slots=True)
class OutcomePart:
    """`sentence` is the report's own; `beside` and `caution` are said under it."""

    words: str
    colour: str
    sentence: str
    beside: str
    caution: str


@dataclass(frozen=True, slots=True)
class Found:
    """One action and what came of it. `measure` says what success was to look like."""

    number: int
    what: str
    measure: str
    words: str
    colour: str
    sentence: str
    beside: str


@dataclass(frozen=True, slots=True)
class Block:
    """The actions that read alike."""

    heading: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class OutcomesPage:
    """`unmeasured` are numbers and titles of actions without a measure. `now` says what can be decided."""

    lead: str
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
    unmeasured: tuple[tuple[int, str], ...]
    now: tuple[str, ...]


def outcome_part(found: Outcome | None) -> OutcomePart | None:
    """None where the action has no measure."""
    if found is None:
        return None
    caution = "" if found.reading is Came.NOT_YET else NEVER_A_CAUSE
    return OutcomePart(found.words, COLOURS[found.reading], found.sentence, found.beside, caution)


def outcomes_page(
    actions: Sequence[Action], outcomes: Mapping[int, Outcome], voices: SchoolVoices | None
) -> OutcomesPage:
    told = told_of(actions)
    measured = [action for action in told if action.pk in outcomes]
    return OutcomesPage(
        lead=outcomes_lead(actions, outcomes),
        notes=tuple(_notes(actions, measured, outcomes)),
        blocks=tuple(_blocks(measured, outcomes, voices)),
        unmeasured=tuple((action.number, action.what) for action in told if action.pk not in outcomes),
        now=DECIDE if any(outcomes[action.pk].reading is not Came.NOT_YET for action in measured) else AWAITED,
    )


def told_of(actions: Iterable[Action]) -> list[Action]:
    return [action for action in actions if action.status in _TOLD]


def outcomes_lead(actions: Iterable[Action], outcomes: Mapping[int, Outcome]) -> str:
    """ "Of 7 actions with a measure: 2 moved, 4 no clear change, 1 too few to tell. 3 have no measure."."""
    told = told_of(actions)
    read = [outcomes[action.pk] for action in told if action.pk in outcomes]
    bare = len(told) - len(read)
    without = f" {bare} {'has' if bare == 1 else 'have'} no measure." if bare and read else ""
    if not read:
        return "No action has a measure yet, so that nothing can be told of what came of it."
    if {one.reading for one in read} == {Came.NOT_YET}:
        return f"{_actions(len(read))} with a measure. What came of {_it(len(read))} can be told later.{without}"
    short = [one.words for one in read]
    parts = [f"{short.count(words)} {_COUNTED.get(words, words.lower())}" for words in ORDER if words in short]
    return f"Of {_actions(len(read))} with a measure: {', '.join(parts)}.{without}"


def _blocks(
    measured: Sequence[Action], outcomes: Mapping[int, Outcome], voices: SchoolVoices | None
) -> Iterator[Block]:
    for heading in ORDER:
        alike = [action for action in measured if outcomes[action.pk].words == heading]
        if alike:
            yield Block(heading, tuple(_found(action, outcomes[action.pk], voices) for action in alike))


def _found(action: Action, came: Outcome, voices: SchoolVoices | None) -> Found:
    measure = measure_in(action)
    return Found(
        number=action.number,
        what=action.what,
        measure=measure_words(measure, voices) if measure else "",
        words=came.words,
        colour=COLOURS[came.reading],
        sentence=came.sentence,
        beside=came.beside,
    )


def _notes(actions: Iterable[Action], measured: Iterable[Action], outcomes: Mapping[int, Outcome]) -> Iterator[str]:
    read = [action for action in measured if outcomes[action.pk].reading is not Came.NOT_YET]
    if read:
        yield NEVER_A_CAUSE
    measures = [(each.measure_audience, each.measure_item, each.measure_by, each.measure_group) for each in read]
    if len(measures) > len(set(measures)):
        yield SHARED
    statuses = [action.status for action in actions]
    left = [
        f"{number} {words if number == 1 else more}"
        for number, words, more in (
            (statuses.count(Status.PROPOSED), "idea", "ideas"),
            (statuses.count(Status.STOPPED), "stopped action", "stopped actions"),
        )
        if number
    ]
    if left:
        yield f"Not counted: {' and '.join(left)}."


def _actions(number: int) -> str:
    return "1 action" if number == 1 else f"{number} actions"


def _it(number: int) -> str:
    return "it" if number == 1 else "them"
