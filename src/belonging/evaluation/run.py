"""The engine as one function: answers, plan and policy in; findings out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from belonging.evaluation import notes
from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.breakdowns import break_down, tables_of
from belonging.evaluation.cells import Cells, Precounted, Tally, only, restrict, tally
from belonging.evaluation.disclosure.audited import as_recorded, audited
from belonging.evaluation.disclosure.coding import rounded_n
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.primary import Breakdown, released_waves
from belonging.evaluation.disclosure.small_settings import small_setting
from belonging.evaluation.disclosure.supplements import Base, release_supplement
from belonging.evaluation.groups import PROGRAMME, WAVES, one_of, people
from belonging.evaluation.headlines import choose_headlines
from belonging.evaluation.kinds import kinds_apart, main_part, of_main, other_kind, other_kinds
from belonging.evaluation.mix import mix_notes
from belonging.evaluation.plan import Plan
from belonging.evaluation.professional import evaluate_forms
from belonging.evaluation.released import Findings, Frame, Refusal, Responses, Supplement
from belonging.evaluation.request import InvalidRequest, Request, Rolls, roll_of, rolls_too_small
from belonging.evaluation.roster import Roster
from belonging.evaluation.supplements.funnels import with_limits
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.registry import FROM_COUNTS, MAKERS

__all__ = ["ENGINE_VERSION", "InvalidRequest", "evaluate"]

ENGINE_VERSION = "2"
"""Changes whenever the same answers, plan and policy would give other findings."""

_BASES = ("all", "gender", "send", "sen", "phase")
"""Breakdowns of which numbers of people are printed beside a further method's."""


def evaluate(
    answers: AnswerSet,
    plan: Plan,
    policy: Policy,
    rolls: Rolls | None = None,
    roster: Roster | None = None,
) -> Findings:
    """Count, estimate, compare, release. The same rows in any order give the same findings.

    Raises InvalidRequest where answers and plan do not fit, PolicyNotAllowed where the policy is not for them.
    """
    request = Request(answers, plan, policy, rolls or {}, roster)
    if request.is_professional:
        return evaluate_forms(request, ENGINE_VERSION)
    if main_part(request) is not request:
        return _evaluate_kinds(request)
    found = _evaluate_waves(request)
    return replace(found, notes=(*found.notes, *mix_notes(request, found.waves)))


def _evaluate_kinds(request: Request) -> Findings:
    """The main kind's tables, the totals of each other kind of edition beside them, and how many answered in all."""
    counted = request.answers.cells((), request.waves)
    request, too_small = _with_right_rolls(request, counted)
    part = main_part(request)
    main = _evaluate_waves(part)
    others = [other_kind(request, kind) for kind in other_kinds(request)]
    waves = tuple(wave for wave in WAVES if wave in {*main.waves, *(wave for other in others for wave in other.waves)})
    everyone = tally(only(counted, "arm", (PROGRAMME,)), "all")
    return replace(
        main,
        input_digest=request.answers.digest if request.policy.exact else "",
        responses=tuple(_responses(request, everyone, wave, wave in waves) for wave in request.waves),
        tables=(*main.tables, *(table for other in others for table in other.tables)),
        notes=(
            kinds_apart(request),
            *of_main(request, main.notes),
            *notes.rolls(too_small, request.policy),
            *([notes.roll_of_all()] if (part.rolls, part.roster) != (request.rolls, request.roster) else []),
            *(note for other in others for note in other.notes),
            *mix_notes(request, waves or main.waves),
        ),
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """Counts of one kind of edition, and what of them is printed; `request` has no roll that cannot be right."""

    request: Request
    counted: Cells
    shown: Shown
    breakdowns: list[Breakdown]
    left_out: list[Refusal]
    too_small: dict[tuple[str, str], tuple[int, int]]


def decided(request: Request, *, audit: bool = True) -> Decided:
    """Count, and decide by numbers of answers and the audit what is printed. `audit` False: by numbers alone."""
    counted = request.answers.cells(request.items, request.waves)
    request, too_small = _with_right_rolls(request, counted)
    shown = _shown(request, only(counted, "arm", (PROGRAMME,)))
    breakdowns, left_out = break_down(request, shown.cells) if shown.waves else ([], [])
    if isinstance(shown.cells, Precounted):
        breakdowns = as_recorded(breakdowns, shown.cells.left_out)
    elif audit and request.policy.audits:
        # In a programme a pupil's own answer is one of hundreds; what schools' leads know is another matter (audit.md).
        breakdowns = list(audited(shown.cells, breakdowns, pairs_too=request.plan.scope == "school").breakdowns)
    return Decided(request, counted, shown, breakdowns, left_out, too_small)


def _evaluate_waves(request: Request) -> Findings:
    made_of = decided(request)
    request, counted, shown = made_of.request, made_of.counted, made_of.shown
    answers, plan, policy = request.answers, request.plan, request.policy
    made, precision = tables_of(request, made_of.breakdowns)
    everyone, instrument = tally(only(counted, "arm", (PROGRAMME,)), "all"), answers.instrument
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
        waves=shown.waves,
        responses=tuple(_responses(request, everyone, wave, wave in shown.waves) for wave in request.waves),
        headlines=choose_headlines(made, instrument),
        tables=tuple(made),
        notes=(
            *_general_notes(request),
            *notes.rolls(made_of.too_small, policy),
            *shown.notes,
            *made_of.left_out,
            *precision,
        ),
        supplements=tuple(_supplements(request, counted, everyone)),
    )


def _with_right_rolls(request: Request, counted: Cells) -> tuple[Request, dict[tuple[str, str], tuple[int, int]]]:
    """The request without rolls that fewer are on than answered, and these."""
    too_small = rolls_too_small(request, tally(counted, "school"))
    rolls = {key: roll for key, roll in request.rolls.items() if key not in too_small}
    return replace(request, rolls=rolls), too_small


@dataclass(frozen=True, slots=True)
class Shown:
    """The waves that are shown, or the one that small waves make together; and why the others are not."""

    cells: Cells
    waves: tuple[str, ...]
    notes: tuple[Refusal, ...] = ()


def _shown(request: Request, cells: Cells) -> Shown:
    if request.policy.exact:
        return Shown(cells, request.waves)
    waves, refused = released_waves(tally(cells, "all"), request.policy, request.plan.scope)
    small = small_setting(cells, request.plan.waves, request.policy) if request.plan.scope == "school" else None
    if small is None:
        return Shown(restrict(cells, waves), waves, tuple(refused))
    together = small.cells.labels["wave"] if small.cells is not None else ()
    return Shown(small.cells or cells, together, (*refused, *small.notes))


def _supplements(request: Request, cells: Cells, everyone: Tally) -> list[Supplement]:
    """The further methods that the plan names, in its order; comparison schools stand in the cells too."""
    job = Job(request.answers, cells, request.plan, request.on_roll, request.roster, request.movers)
    apart = isinstance(cells, Precounted)
    names = [name for name in request.plan.supplements if name in FROM_COUNTS or not apart]
    made = [MAKERS[name](job) for name in names]
    found = [supplement for supplement in made if supplement is not None]
    if request.policy.exact:
        return [with_limits(supplement) for supplement in found]
    ours = only(cells, "arm", (PROGRAMME,))
    people = {
        group: counted.totals[place].tolist()
        for counted in (tally(ours, by) for by in _BASES if not isinstance(ours, Precounted) or ours.is_counted_by(by))
        for place, group in enumerate(counted.groups)
    }
    base = Base(int((everyone.forms.sum(axis=(1, 2)) > 0).sum()), people)
    return [with_limits(release_supplement(supplement, base, request.plan.scope)) for supplement in found]


def _responses(request: Request, everyone: Tally, wave: str, shown: bool) -> Responses:
    place = everyone.waves.index(wave)
    exact = int(everyone.totals[0, place])
    audience = request.answers.instrument.audience
    noun = one_of(audience) if exact == 1 else people(audience)
    roll = roll_of(request, "all", "all", wave)
    schools = everyone.schools(0, place)
    if request.policy.exact:
        return Responses(
            wave,
            exact,
            f"{exact:,} {noun}",
            roll,
            schools,
        )
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
