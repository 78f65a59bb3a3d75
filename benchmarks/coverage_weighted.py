"""Coverage of weights for non-response: those with SEND answer less often and are positive less often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.change import change_among_schools, in_points
from belonging.evaluation.clusters import Clustered
from belonging.evaluation.estimates import LEAST_DF
from belonging.evaluation.nonresponse import WaveCells, Weighed, weigh
from belonging.evaluation.proportions import effective_n, korn_graubard, share_among_schools
from benchmarks.coverage_draws import Counts, Floats, logistic
from benchmarks.coverage_row import Ends, Row, count

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Roll:
    """Rolls and the part with SEND, per school. Log odds: of answering per wave, and how SEND lowers both.

    In every school half the pupils are in each of two year groups, the older a little less likely to answer.
    """

    name: str
    people: tuple[int, ...]
    send: tuple[float, ...]
    answering: tuple[float, float]
    silence: tuple[float, float]


PILOT = (330, 280, 240, 190, 180, 110, 95, 70, 45, 32)
SEND = (0.15, 0.2, 0.17, 0.25, 0.2, 0.3, 0.25, 0.4, 0.95, 0.8)
ROLLS = (
    Roll("the pilot's rolls, SEND silent at the end", PILOT, SEND, (1.6, 1.4), (-0.3, -1.8)),
    Roll("ten equal rolls, SEND silent at the end", (120,) * 10, (0.3,) * 10, (1.6, 1.4), (-0.3, -1.8)),
)
POSITIVE = (0.9, 1.2)
LESS_POSITIVE = -1.2
SCHOOL, SCHOOL_WAVE, ANSWERING = 0.15, 0.05, 0.2


def covered(place: int, runs: int, seed: int) -> list[Row]:
    """Weighted shares and changes, and complete cases as the control."""
    roll = ROLLS[place]
    rng = np.random.default_rng(seed)
    school, facts, on_roll = _cells(roll)
    truth = _truth(facts, on_roll)
    drawn = [_draw(roll, (school, facts, on_roll), rng) for _ in range(runs)]
    made = [weigh(waves) for waves in drawn]
    rows = []
    for what, expected in (("share", truth[1]), ("change", truth[1] - truth[0])):
        weighted = [_weighted(what, one, waves) for one, waves in zip(made, drawn, strict=True)]
        complete = [_complete(what, waves, len(roll.people)) for waves in drawn]
        said = (roll.name, f"{what} of all on roll")
        rows.append(count((*said, "engine: weighted, jackknife"), "engine", weighted, expected))
        rows.append(count((*said, "complete cases, CR2"), "control", complete, expected))
    return rows


def _cells(roll: Roll) -> tuple[Places, Places, Counts]:
    school = np.repeat(np.arange(len(roll.people)), 4)
    facts = np.tile(np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.intp), (len(roll.people), 1))
    part = np.where(facts[:, 1] == 1, np.array(roll.send)[school], 1 - np.array(roll.send)[school])
    return school, facts, np.round(np.array(roll.people)[school] / 2 * part).astype(np.int64)


def _truth(facts: Places, on_roll: Counts) -> list[float]:
    """The mean share of such rolls over all such schools, per wave."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    spread = np.sqrt(SCHOOL + SCHOOL_WAVE) * nodes
    shares = [logistic((logit + LESS_POSITIVE * facts[:, 1])[:, np.newaxis] + spread) @ weights for logit in POSITIVE]
    return [float(share @ on_roll / weights.sum() / on_roll.sum()) for share in shares]


def _draw(roll: Roll, cells: tuple[Places, Places, Counts], rng: np.random.Generator) -> list[WaveCells]:
    school, facts, on_roll = cells
    steady, answering = rng.normal(0, SCHOOL**0.5, len(roll.people)), rng.normal(0, ANSWERING**0.5, len(roll.people))
    waves = []
    for wave in (0, 1):
        at_once = steady + rng.normal(0, SCHOOL_WAVE**0.5, len(roll.people))
        send, older = facts[:, 1], facts[:, 0]
        answers = logistic(roll.answering[wave] + roll.silence[wave] * send - 0.2 * older + answering[school])
        positive = logistic(POSITIVE[wave] + LESS_POSITIVE * send + at_once[school])
        n = rng.binomial(on_roll, answers)
        hits = rng.binomial(n, positive)
        there: Floats = n.astype(np.float64)
        waves.append(WaveCells(school, facts, on_roll.astype(np.float64), there, there, hits[np.newaxis].astype(float)))
    return waves


def _weighted(what: str, made: Weighed, waves: list[WaveCells]) -> Ends:
    if what == "change":
        return _between(in_points(made.changes[0]).interval)
    share: Clustered = made.shares[1][0]
    if share.df < LEAST_DF:
        return None
    return korn_graubard(share.value, effective_n(share, int(waves[1].answered.sum())))


def _complete(what: str, waves: list[WaveCells], schools: int) -> Ends:
    n = np.stack([np.bincount(wave.school, wave.answered, schools) for wave in waves], axis=1)
    hits = np.stack([np.bincount(wave.school, wave.hits[0], schools) for wave in waves], axis=1)
    made = change_among_schools(n, hits) if what == "change" else share_among_schools(n[:, 1], hits[:, 1])
    return _between(made.interval)


def _between(interval: tuple[float, float] | None) -> Ends:
    return interval and (interval[0] / 100, interval[1] / 100)
