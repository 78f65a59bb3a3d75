"""Shares and changes three ways: as answered, weighted to everyone on roll, and in the worst and best case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from belonging.evaluation.bounds import Turnout, change_bounds
from belonging.evaluation.change import change_among_schools, in_points
from belonging.evaluation.clusters import Clustered, OneSchool
from belonging.evaluation.estimates import LEAST_DF, Estimate, few_degrees_of_freedom
from belonging.evaluation.jackknife import TooFewSchools
from belonging.evaluation.nonresponse import Weighed, weigh
from belonging.evaluation.proportions import effective_n, korn_graubard, share_among_schools
from belonging.evaluation.raking import EmptyMargin, RakingUnsettled
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.response_model import NoResponseModel
from belonging.evaluation.roster import FACTS, Roster
from belonging.evaluation.supplements.brought_weights import NOTES, brought
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.roster_cells import Matched, match
from belonging.evaluation.supplements.spoken import Statement, roll_unknown
from belonging.evaluation.supplements.turnout import Turnouts, turnouts_of
from belonging.evaluation.tables import wording

FACT_NAMES: Final = {"year_group": "year group", "sex": "sex", "sen": "SEN status"}
UNUSED_ROSTER: Final = "The roster was not used: it has no row for some school that answered."
"""Names no school: notes are printed for readers who do not hold the rows, too."""

CANNOT = (NoResponseModel, EmptyMargin, RakingUnsettled, TooFewSchools, OneSchool)


@dataclass(frozen=True, slots=True)
class _Work:
    there: Turnouts
    matched: Matched
    weighed: Weighed


def made(job: Job) -> Supplement | None:
    """Without a roster the rolls alone are used: each school then counts by its roll, its pupils alike.

    Without rolls, the weights that the answers bring themselves; with neither, a refusal.
    """
    there = turnouts_of(job)
    if there is None:
        return None
    fits = job.roster is not None and not there.without_roll(job.roster.rolls)
    known = job.roster if job.roster and fits else Roster.of_rolls(job.rolls)
    unused = (UNUSED_ROSTER,) if job.roster and not fits else ()
    weight = "weight" in job.answers.frame.columns
    missing = there.without_roll(known.rolls)
    if missing and weight:
        return _supplement(tuple(brought(job, there)), (*unused, *NOTES))
    if missing:
        return _supplement((), unused, roll_unknown(missing))
    matched = match(job, there, known)
    try:
        weighed = weigh(matched.waves)
    except CANNOT as reason:
        return _supplement((), unused, _cannot(reason))
    work = _Work(there, matched, weighed)
    measures = [one for place in range(len(there.counted.items)) for one in _of_item(work, place)]
    return _supplement((*measures, *([] if weight else _about_the_weights(work))), (*unused, *_notes(work, weight)))


def _supplement(measures: tuple[Measure, ...], notes: tuple[str, ...], refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id="weighted",
        title="Weighted to everyone on roll",
        says="Would shares and changes be others if those who did not answer had answered like pupils who are alike?",
        method="weighting",
        measures=measures,
        notes=notes,
        refusal=refusal,
    )


def _cannot(reason: Exception) -> Refusal:
    if isinstance(reason, OneSchool | TooFewSchools):
        return Refusal(
            "one-school", "Only one school answered in a wave, so nobody can say how sure a weighted share is."
        )
    return Refusal("no-weights", f"No weights could be made. {reason}")


def _notes(work: _Work, weight: bool) -> tuple[str, ...]:
    used = [FACT_NAMES[fact] for fact in work.matched.facts]
    unused = [FACT_NAMES[fact] for fact in FACTS if fact not in work.matched.facts]
    by = ", ".join(["school", *used])
    said = [f"The weights make those who answered add up to the roll by {by}, and start from who tends to answer."]
    if unused:
        said.append(
            f"Not used: {', '.join(unused)}. The roster does not say it of everyone, or some answers give a value that "
            "the roster does not hold."
        )
    if weight:
        said.append("The answers' own weights were taken as the starting point.")
    if work.matched.more:
        said.append(
            f"{work.matched.more} more answered than stand on the roster in their group; there the roster was taken "
            "to be as many as answered."
        )
    return (*said, "Pupils who did not answer may differ in ways that no roster knows: see the worst and best case.")


def _of_item(work: _Work, place: int) -> list[Measure]:
    item = list(work.there.counted.items)[place]
    measures = [one for wave in range(len(work.there.waves)) for one in _shares(work, item, place, wave)]
    return measures if len(work.there.waves) == 1 else [*measures, *_changes(work, item, place)]


def _shares(work: _Work, item: str, place: int, wave: int) -> list[Measure]:
    there = work.there
    at = there.waves[wave]
    n, positive = there.forms(at), there.positive(item, at)
    share = work.weighed.shares[wave][place]
    weighted = _share(share, int(n.sum()))
    complete = share_among_schools(n, positive)
    low, high = _turnout(work, item, wave).bounds
    said = Statement(
        item, f"“{wording(there.counted.items[item])}”, {there.counted.waves[at]}", "per cent", int(n.sum())
    )
    what = there.counted.waves[at]
    return [
        said.estimate(f"{what}:complete", "those who answered", complete),
        said.estimate(f"{what}:weighted", "weighted to everyone on roll", weighted),
        said.bounds(f"{what}:bounds", 100 * low, 100 * high),
    ]


def _changes(work: _Work, item: str, place: int) -> list[Measure]:
    there = work.there
    n = np.column_stack([there.forms(wave) for wave in there.waves])
    positive = np.column_stack([there.positive(item, wave) for wave in there.waves])
    low, high = change_bounds(_turnout(work, item, 0), _turnout(work, item, 1))
    statement = f"“{wording(there.counted.items[item])}”, change"
    said = Statement(item, statement, "points", int(n.sum(axis=0).min()))
    return [
        said.estimate("change:complete", "those who answered", change_among_schools(n, positive)),
        said.estimate("change:weighted", "weighted to everyone on roll", in_points(work.weighed.changes[place])),
        said.bounds("change:bounds", 100 * low, 100 * high),
    ]


def _share(share: Clustered, people: int) -> Estimate:
    point = 100 * share.value
    if share.df < LEAST_DF:
        return Estimate(point, point, df=share.df, refusal=few_degrees_of_freedom(share.df))
    low, high = korn_graubard(share.value, effective_n(share, people))
    return Estimate(point, point, (100 * low, 100 * high), share.df)


def _turnout(work: _Work, item: str, wave: int) -> Turnout:
    """From the roster's cells, so that bounds and weights speak of the same people."""
    there, at = work.there, work.there.waves[wave]
    on_roll = int(work.matched.waves[wave].on_roll.sum())
    return Turnout(on_roll, int(there.forms(at).sum()), int(there.positive(item, at).sum()))


def _about_the_weights(work: _Work) -> list[Measure]:
    measures = []
    for place, wave in enumerate(work.there.waves):
        name, n = work.there.counted.waves[wave], int(work.there.forms(wave).sum())
        spread, heaviest = work.weighed.spread[place], work.weighed.heaviest[place]
        worth = f"{n:,} answers with these weights are worth {n / spread:,.0f} of equal weight."
        most = f"The heaviest weight is {heaviest:.1f} times the mean."
        measures += [
            _coefficient(f"weighted:-:all:{name}:spread", f"{name}: design effect of the weights", spread, n, worth),
            _coefficient(f"weighted:-:all:{name}:heaviest", f"{name}: heaviest weight", heaviest, n, most),
        ]
    return measures


def _coefficient(name: str, label: str, value: float, n: int, text: str) -> Measure:
    return Measure(name, label, None, "all", value, "coefficient", n=n, text=text)
