"""Weights for those who did not answer, worked out again for every school that a jackknife leaves out.

Per wave: a response model on what the roster says gives each answer the weight 1 / probability of answering; raking
then makes the weights add up to the roster by school, year group, sex and SEN. Kalton and Flores-Cervantes (2003),
Journal of Official Statistics 19(2); the jackknife as in `jackknife`. Everything works on cells of people who are
alike in all that the roster says, so the number of answers does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.clusters import Clustered, OneSchool, contrast
from belonging.evaluation.jackknife import covariance, replicates
from belonging.evaluation.raking import Margin, rake
from belonging.evaluation.response_model import response_probabilities

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WaveCells:
    """One wave, a cell per school and combination of facts; all shapes (cells,) but `facts` (cells, facts).

    `school` and `facts` hold places from 0, `on_roll` and `answered` people. `sums` are the answers' own weights
    added up (the people again where there are none) and `hits`, shape (outcomes, cells), those of them that are
    positive. A school without an answer takes no part in the wave: its cells are left out beforehand.
    """

    school: Places
    facts: Places
    on_roll: Floats
    answered: Floats
    sums: Floats
    hits: Floats


@dataclass(frozen=True, slots=True)
class Weighed:
    """`shares[wave][outcome]` and `changes[outcome]` (last wave less first; none of one wave), 0 to 1,
    with jackknife errors.

    `spread` is Kish's design effect of the weights per wave: how many times fewer equal answers would do as well.
    `heaviest` is the largest weight, as a multiple of the mean.
    """

    shares: tuple[tuple[Clustered, ...], ...]
    changes: tuple[Clustered, ...]
    spread: tuple[float, ...]
    heaviest: tuple[float, ...]


def with_merged_facts(wave: WaveCells) -> WaveCells:
    """The same wave with levels of a fact merged until each has answers whichever school is left out.

    Decided by counts of people alone, never by what they answered. A level that lacks answers joins the smaller of
    its neighbours, so that a year group joins the year before or after it.
    """
    facts = np.array(wave.facts)
    for column in facts.T:
        while (level := _stranded(wave, column)) is not None:
            column[column == level] = _smaller_neighbour(wave, column, level)
    return replace(wave, facts=facts)


def weights(wave: WaveCells, kept: NDArray[np.bool_]) -> Floats:
    """What an answer of each cell counts for, shape (cells,), from the schools in the mask `kept`.

    Cells without answers or of other schools have 0. Raises NoResponseModel, EmptyMargin, RakingUnsettled.
    """
    inside = kept[wave.school] & (wave.on_roll > 0)
    on_roll, answered = wave.on_roll[inside], wave.answered[inside]
    factors = np.column_stack([wave.school, wave.facts])[inside]
    modelled = 1 / response_probabilities(factors, answered, on_roll)
    margins = [Margin(level, _added_up(level, on_roll)) for level in factors.T]
    result: Floats = np.zeros(len(wave.school))
    result[inside] = modelled * rake(wave.sums[inside] * modelled, margins)
    result[wave.answered == 0] = 0.0
    return result


def weigh(waves: Sequence[WaveCells]) -> Weighed:
    """Weighted shares of each wave and their change from the first to the last.

    Standard errors by delete-one-school jackknife with the model fitted and the weights raked again each time; the
    degrees of freedom are Satterthwaite's for schools of their weighted size. Schools without a cell are not there.
    Raises what `weights` raises, TooFewSchools, and OneSchool where a wave has a single school.
    """
    there = np.unique(np.concatenate([wave.school for wave in waves]))
    schools = len(there)
    if any(len(np.unique(wave.school)) == 1 < schools for wave in waves):
        raise OneSchool
    numbered = [replace(wave, school=np.searchsorted(there, wave.school)) for wave in waves]
    merged = [with_merged_facts(wave) for wave in numbered]

    def all_shares(kept: NDArray[np.bool_]) -> Floats:
        return np.stack([_shares(wave, weights(wave, kept)) for wave in merged]).ravel()

    full, without = replicates(all_shares, schools)
    shape = (len(merged), len(merged[0].hits))
    everyone = np.ones(schools, dtype=np.bool_)
    weighted = [weights(wave, everyone) for wave in merged]
    moved = (without - full).reshape(schools, *shape)
    people = np.column_stack([_by_school(wave, one, schools) for wave, one in zip(merged, weighted, strict=True)])
    return Weighed(
        shares=tuple(_clustered(full.reshape(shape), moved, people, unit) for unit in np.eye(len(merged))),
        changes=_clustered(full.reshape(shape), moved, people, _last_less_first(len(merged))) if shape[0] > 1 else (),
        spread=tuple(_kish(wave, one) for wave, one in zip(merged, weighted, strict=True)),
        heaviest=tuple(_heaviest(wave, one) for wave, one in zip(merged, weighted, strict=True)),
    )


def _clustered(full: Floats, moved: Floats, people: Floats, combination: Floats) -> tuple[Clustered, ...]:
    """Per outcome; `full` (waves, outcomes), `moved` (schools, waves, outcomes), `people` (schools, waves)."""
    df = contrast(people, np.zeros_like(people), combination).df
    values = combination @ full
    variances = np.diag(covariance(np.zeros_like(values), np.einsum("w,swo->so", combination, moved)))
    return tuple(
        Clustered(float(value), float(variance) ** 0.5, df) for value, variance in zip(values, variances, strict=True)
    )


def _last_less_first(waves: int) -> Floats:
    combination: Floats = np.zeros(waves)
    combination[-1] += 1
    combination[0] -= 1
    return combination


def _shares(wave: WaveCells, weight: Floats) -> Floats:
    result: Floats = wave.hits @ weight / (wave.sums @ weight)
    return result


def _added_up(places: Places, amounts: Floats, length: int = 0) -> Floats:
    return np.asarray(np.bincount(places, weights=amounts, minlength=length), dtype=np.float64)


def _by_school(wave: WaveCells, weight: Floats, schools: int) -> Floats:
    return _added_up(wave.school, weight * wave.sums, schools)


def _kish(wave: WaveCells, weight: Floats) -> float:
    """n times the sum of squared weights over the squared sum (Kish 1992, Journal of Official Statistics 8(2))."""
    return float(wave.answered.sum() * (wave.answered * weight**2).sum() / (wave.answered @ weight) ** 2)


def _heaviest(wave: WaveCells, weight: Floats) -> float:
    return float(weight.max() * wave.answered.sum() / (wave.answered @ weight))


def _stranded(wave: WaveCells, levels: Places) -> int | None:
    """The smallest level that is on roll and without an answer, in all schools or when one is left out."""
    shape = (int(wave.school.max()) + 1, int(levels.max()) + 1)
    on_roll, answered = np.zeros(shape), np.zeros(shape)
    np.add.at(on_roll, (wave.school, levels), wave.on_roll)
    np.add.at(answered, (wave.school, levels), wave.answered)
    all_schools, all_answers = on_roll.sum(axis=0), answered.sum(axis=0)
    silent = (all_answers == 0) & (all_schools > 0)
    silent |= ((all_schools - on_roll > 0) & (all_answers - answered == 0)).any(axis=0)
    if np.count_nonzero(all_schools) < 2 or not silent.any():
        return None
    return int(np.argmin(np.where(silent, all_schools, np.inf)))


def _smaller_neighbour(wave: WaveCells, levels: Places, level: int) -> int:
    sizes = np.bincount(levels, weights=wave.on_roll)
    present = np.flatnonzero(sizes)
    place = int(np.searchsorted(present, level))
    neighbours = [int(present[near]) for near in (place - 1, place + 1) if 0 <= near < len(present)]
    return min(neighbours, key=lambda near: sizes[near])
