"""Answers broken down in every way that the plan lists: what is shown of each, and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from belonging.evaluation import notes
from belonging.evaluation.cells import Cells, Precounted, Tally, tally
from belonging.evaluation.disclosure.crossed import SMALL_DIFFERENCE, groups_of, leaves_few, people_in
from belonging.evaluation.disclosure.joined import join_small
from belonging.evaluation.disclosure.primary import Breakdown, Decision, Decisions, decide
from belonging.evaluation.disclosure.release import PooledVoice, SchoolVoice, code_all
from belonging.evaluation.exact import ExactVoice, decide_all
from belonging.evaluation.groups import CROSSED, NOT_SAID, OUTSIDE
from belonging.evaluation.multiplicity import westfall_young
from belonging.evaluation.plan import Plan
from belonging.evaluation.readings import Rule, Together
from belonging.evaluation.released import Frame, Refusal, ReleasedTable, Rung
from belonging.evaluation.request import Request, roll_of
from belonging.evaluation.tables import refused_tables, tables
from belonging.evaluation.voices import Voice, offered_parts
from belonging.evaluation.wild import wild_statistics
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Part

MOST_SCHOOLS = 200

SEED = 2024
"""Of the signs that are drawn where there are too many schools to go through all patterns."""


def break_down(request: Request, cells: Cells) -> tuple[list[Breakdown], list[Refusal]]:
    """Each breakdown with what numbers of answers alone allow of it; and notes in place of those not made."""
    breakdowns, said = [], []
    for by in request.plan.by:
        counted = tally(cells, by)
        if not request.policy.exact:
            counted = join_small(counted, request.policy, request.plan.scope)
        reason = _not_made(request, counted)
        if reason is not None:
            said.extend(reason)
        else:
            breakdowns.append(Breakdown(counted, _decided(request, cells, counted)))
    return breakdowns, said


def tables_of(request: Request, breakdowns: Sequence[Breakdown]) -> tuple[list[ReleasedTable], list[Refusal]]:
    """The tables of all breakdowns, and how finely each speaks."""
    made: list[ReleasedTable] = []
    said: list[Refusal] = []
    for breakdown in breakdowns:
        made.extend(_tables_by(request, breakdown))
        if not request.policy.exact:
            said.extend(notes.precision(breakdown))
            said.extend(notes.totals_only(breakdown.counted))
        said.extend(notes.crossed(breakdown.counted))
    return made, said


def _decided(request: Request, cells: Cells, counted: Tally) -> Decisions:
    if request.policy.exact:
        waves = decide_all(counted)
    else:
        places = range(len(counted.waves))
        waves = tuple(_beside_one_way(request, cells, counted, wave) for wave in places)
    return dict.fromkeys(counted.items, waves)


def _beside_one_way(request: Request, cells: Cells, counted: Tally, wave: int) -> Decision:
    """A two-way table goes whole where, less the one-way tables, it would leave a few people."""
    decided, least = _decided_in(request, counted, wave), request.policy.smallest_group
    if counted.by not in CROSSED or decided.refusal is not None:
        return decided
    if isinstance(cells, Precounted):
        return decided  # two facts of one person are not in these counts: what was left out is recorded with them
    people = people_in(cells, counted.by, wave)
    few = leaves_few(people, groups_of(people, counted, wave), least)
    return replace(decided, refusal=SMALL_DIFFERENCE) if few else decided


def _decided_in(request: Request, counted: Tally, wave: int) -> Decision:
    """By that wave's numbers alone; one in which there is nothing to compare says so, whatever other waves hold."""
    if _has_groups(counted, counted.totals[:, wave].tolist()):
        return decide(counted, wave, request.policy, request.plan.scope)
    return Decision((), Rung.WORDS, NOTHING_TO_COMPARE)


def _has_groups(counted: Tally, people: Sequence[int]) -> bool:
    """Whether the groups that so many `people` are in make a table worth having."""
    present = {group for group, n in zip(counted.groups, people, strict=True) if n}
    if counted.by in {"all", "school"}:
        return True
    if counted.by in CROSSED:
        return _is_crossed(present)
    if present <= {NOT_SAID, STANDARD}:
        return False
    return counted.by != "phase" or len(present - OUTSIDE["phase"]) > 1


def _is_crossed(present: set[str]) -> bool:
    """Whether both facts are known of some: a gender, and SEND."""
    rows, columns = ({group.split("-")[place] for group in present} for place in (0, 1))
    return len(columns) > 1 and bool(rows - {"unsaid"})


NOTHING_TO_COMPARE: Final = Refusal(
    "nothing-to-compare", "In this wave there are no two groups to set beside each other."
)

FACTS_OF: Final = {"gender": {"gender"}, "send": {"sen"}, "phase": {"phase", "year_group"}}
"""The facts that a breakdown is made from. One that was never asked for, or is not here, is passed over in silence."""


def _not_made(request: Request, counted: Tally) -> list[Refusal] | None:
    """Notes in place of a breakdown that has nothing to say; None when it is to be made."""
    if counted.by == "all":
        return None
    if counted.by == "school":
        if request.policy.exact:
            return None if len(counted.groups) > 1 else []
        return [notes.schools_apart()]
    waves = counted.totals.T.tolist()
    if any(_has_groups(counted, people) for people in waves):
        return None
    unsaid = {group for people in waves for group, n in zip(counted.groups, people, strict=True) if n}
    asked = unsaid <= {NOT_SAID, STANDARD} and _is_asked(request, counted.by)
    return [notes.not_recorded(counted.by)] if asked else []


def _is_asked(request: Request, by: str) -> bool:
    """Whether the questionnaire asks for what the breakdown is made from; one that asks nothing may still hold it."""
    if by not in FACTS_OF:
        return False
    asked = {question.fact for question in request.answers.instrument.about_me}
    return not asked or bool(asked & FACTS_OF[by])


def _tables_by(request: Request, breakdown: Breakdown) -> list[ReleasedTable]:
    plan, counted = request.plan, breakdown.counted
    one_school = plan.scope == "school" or counted.by == "school"
    frame = Frame.THESE_PUPILS if one_school else Frame.SCHOOLS_LIKE_THESE
    if breakdown.is_refused:
        return refused_tables(counted, breakdown.decisions, frame)
    # The main outcome stands alone once, for everyone: in a subgroup it is one reading among the others.
    primary = plan.primary if counted.by == "all" and not one_school else None
    together: Together = "holm" if one_school or counted.by == "all" else "benjamini-hochberg"
    adjusted = _westfall_young(counted, primary) if _wants_westfall_young(plan, breakdown) else None
    rule = Rule(plan.smallest_change, plan.smallest_people, primary, together, adjusted)
    return tables(counted, breakdown.decisions, _voice(request, breakdown, frame), rule)


def _wants_westfall_young(plan: Plan, breakdown: Breakdown) -> bool:
    """Everyone's changes alone are read so, and only where several schools show two waves.

    With more schools than MOST_SCHOOLS Holm stands: what the enumeration guards against is few schools.
    """
    counted = breakdown.counted
    asked = plan.correction == "westfall-young" and counted.by == "all"
    return asked and len(counted.waves) > 1 and len(counted.forms) <= MOST_SCHOOLS


def _westfall_young(counted: Tally, primary: str | None) -> dict[str, float]:
    """Adjusted p-values of everyone's changes, the primary outcome left out: it is read on its own."""
    ends = [0, len(counted.waves) - 1]
    people = counted.forms[:, 0, ends]
    observed, drawn = {}, {}
    for item in counted.items:
        if item != primary:
            positive = counted.part(item, Part.POSITIVE)[:, 0, ends]
            observed[item], drawn[item] = wild_statistics(people, positive, [-1.0, 1.0], SEED)
    return westfall_young(observed, drawn)


def _voice(request: Request, breakdown: Breakdown, frame: Frame) -> Voice:
    counted = breakdown.counted

    def roll(group: str, wave: str) -> int | None:
        return roll_of(request, counted.by, group, wave)

    if request.policy.exact:
        return ExactVoice(counted, frame, roll)
    coded = code_all(counted, breakdown.decisions)
    if frame is Frame.SCHOOLS_LIKE_THESE:
        return PooledVoice(coded, counted)
    offered = {key: offered_parts(item) for key, item in counted.items.items()}
    rolls = {
        (group, wave): roll(counted.groups[group], name)
        for group in range(len(counted.groups))
        for wave, name in enumerate(counted.waves)
    }
    return SchoolVoice(coded, offered, lambda group, wave: rolls[group, wave], len(counted.waves) - 1)
