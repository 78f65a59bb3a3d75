"""The engine as one function: answers, plan and policy in; findings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation import notes
from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Cells, Tally, count_cells, restrict, tally
from belonging.evaluation.disclosure.coding import rounded_n
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.primary import (
    Breakdown,
    Decisions,
    decide,
    merge_small_genders,
    released_waves,
)
from belonging.evaluation.disclosure.release import PooledVoice, SchoolVoice, code_all
from belonging.evaluation.exact import ExactVoice, decide_all
from belonging.evaluation.groups import NOT_SAID, OUTSIDE, people
from belonging.evaluation.headlines import choose_headlines
from belonging.evaluation.plan import Plan
from belonging.evaluation.readings import Rule, Together
from belonging.evaluation.released import Findings, Frame, Refusal, ReleasedTable, Responses
from belonging.evaluation.tables import refused_tables, tables
from belonging.evaluation.voices import Voice, offered_parts

ENGINE_VERSION = "1"
"""Changes whenever the same answers, plan and policy would give other findings."""

Rolls = Mapping[tuple[str, str], int]
"""People on roll on the day, by (school, wave)."""


class InvalidRequest(ValueError):
    """Answers, plan and policy that do not fit together; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one evaluation works on."""

    answers: AnswerSet
    plan: Plan
    policy: Policy
    rolls: Rolls


def evaluate(
    answers: AnswerSet, plan: Plan, policy: Policy, rolls: Mapping[tuple[str, str], int] | None = None
) -> Findings:
    """Count, estimate, compare, release. The same rows in any order give the same findings."""
    request = Request(answers, plan, policy, rolls or {})
    _check(request)
    items = tuple(key for key in plan.items if key in answers.items)
    asked = tuple(wave for wave in plan.waves if wave in answers.waves)
    cells = count_cells(answers, items, asked)
    everyone = tally(cells, "all")
    waves, wave_notes = (asked, []) if policy.exact else released_waves(everyone, policy, plan.scope)
    made, table_notes = _all_tables(request, restrict(cells, waves)) if waves else ([], [])
    instrument = answers.instrument
    return Findings(
        instrument=instrument.name,
        instrument_digest=instrument.digest,
        audience=instrument.audience.value,
        policy=policy.name,
        policy_version=policy.version,
        engine_version=ENGINE_VERSION,
        plan_digest=plan.digest,
        input_digest=answers.digest if policy.exact else "",
        scope=plan.scope,
        waves=waves,
        responses=tuple(_responses(request, everyone, wave, wave in waves) for wave in asked),
        headlines=choose_headlines(made, instrument),
        tables=tuple(made),
        notes=(*_general_notes(request), *wave_notes, *table_notes),
    )


def _check(request: Request) -> None:
    answers, plan = request.answers, request.plan
    if plan.instrument != answers.instrument.name:
        raise InvalidRequest(
            f"The plan is for {plan.instrument}, the answers are to {answers.instrument.name}. "
            "Use the plan of the same questionnaire."
        )
    if plan.scope == "school" and len(answers.schools) > 1:
        raise InvalidRequest(
            f"A school's plan met answers of {len(answers.schools)} schools. "
            "Give one school's answers, or use a programme plan."
        )


def _all_tables(request: Request, cells: Cells) -> tuple[list[ReleasedTable], list[Refusal]]:
    breakdowns, said = [], []
    for by in request.plan.by:
        counted = tally(cells, by) if request.policy.exact else merge_small_genders(tally(cells, by))
        reason = _not_made(request, counted)
        if reason is not None:
            said.extend(reason)
        else:
            breakdowns.append(Breakdown(counted, _decided(request, counted)))
    made: list[ReleasedTable] = []
    for breakdown in breakdowns:
        made.extend(_tables_by(request, breakdown))
        if not request.policy.exact:
            said.extend(notes.precision(breakdown))
            said.extend(notes.totals_only(breakdown.counted))
    return made, said


def _decided(request: Request, counted: Tally) -> Decisions:
    if request.policy.exact:
        waves = decide_all(counted)
    else:
        places = range(len(counted.waves))
        waves = tuple(decide(counted, wave, request.policy, request.plan.scope) for wave in places)
    return dict.fromkeys(counted.items, waves)


FACTS_OF: Final = {"gender": {"gender"}, "send": {"sen"}, "phase": {"phase", "year_group"}}
"""The facts that a breakdown is made from; one that the questionnaire never asks for has no table."""


def _not_made(request: Request, counted: Tally) -> list[Refusal] | None:
    """Notes in place of a breakdown that has nothing to say; None when it is to be made."""
    if counted.by == "all":
        return None
    if counted.by == "school":
        if request.policy.exact:
            return None if len(counted.groups) > 1 else []
        return [notes.schools_apart()]
    present = {group for group, n in zip(counted.groups, counted.totals.sum(axis=1), strict=True) if n}
    if present <= {NOT_SAID}:
        return [notes.not_recorded(counted.by)] if _is_asked(request, counted.by) else []
    one_phase = counted.by == "phase" and len(present - OUTSIDE["phase"]) < 2
    return [] if one_phase else None


def _is_asked(request: Request, by: str) -> bool:
    """Whether the questionnaire asks for what the breakdown is made from; one that asks nothing may still hold it."""
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
    rule = Rule(plan.smallest_change, plan.smallest_people, primary, together)
    return tables(counted, breakdown.decisions, _voice(request, breakdown, frame), rule)


def _voice(request: Request, breakdown: Breakdown, frame: Frame) -> Voice:
    counted = breakdown.counted

    def roll(group: str, wave: str) -> int | None:
        return _roll(request, counted.by, group, wave)

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


def _roll(request: Request, by: str, group: str, wave: str) -> int | None:
    """People on roll of a group; known for whole schools only."""
    if by == "school":
        return request.rolls.get((group, wave))
    if by != "all":
        return None
    frame = request.answers.frame
    schools = frame.filter(frame.get_column("wave") == wave).get_column("school").unique()
    on_roll = [request.rolls.get((school, wave)) for school in schools]
    known = [number for number in on_roll if number is not None]
    return sum(known) if known and len(known) == len(on_roll) else None


def _responses(request: Request, everyone: Tally, wave: str, shown: bool) -> Responses:
    place = everyone.waves.index(wave)
    exact = int(everyone.totals[0, place])
    noun = people(request.answers.instrument.audience)
    roll = _roll(request, "all", "all", wave)
    schools = everyone.schools(0, place)
    if request.policy.exact:
        return Responses(wave, exact, f"{exact:,} {noun}", roll, schools)
    if exact < request.policy.smallest_group:
        return Responses(wave, None, f"Fewer than {request.policy.smallest_group} {noun}", roll, schools)
    if not shown:
        return Responses(wave, None, "Not shown", roll, schools)
    return Responses(wave, rounded_n(exact), f"About {rounded_n(exact):,} {noun}", roll, schools)


def _general_notes(request: Request) -> list[Refusal]:
    plan, audience = request.plan, request.answers.instrument.audience
    exact = request.policy.exact
    said = [notes.denominator(audience, exact)]
    if plan.scope == "programme":
        said.append(notes.method(Frame.SCHOOLS_LIKE_THESE, audience))
    if plan.scope == "school" or (exact and "school" in plan.by):
        said.append(notes.method(Frame.THESE_PUPILS, audience))
    said.append(notes.primary_outcome(plan, request.answers.instrument))
    if not exact:
        said.append(notes.rounding())
    left_out = tuple(key for key in plan.items if key not in request.answers.items)
    return [*said, notes.not_asked(left_out)] if left_out else said
