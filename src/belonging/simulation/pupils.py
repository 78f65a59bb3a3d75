"""Pupils' answers that add up to the published percentages."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from belonging.simulation.choices import Counts, answers_of, choose, draw_reticence
from belonging.simulation.counts import Percents, Tally, counts_rounding_to, shared_out, split_by_send
from belonging.simulation.latent import Floats, Ints, SchoolEffects, draw_scores, evened_out
from belonging.simulation.model import PROGRESS, WAVES, AnswerRow
from belonging.simulation.people import Pupils
from belonging.simulation.targets import DECLINED_OF_REST, MOST_OF_NEGATIVE, TARGETS, Target

DECLINED_CODE = 9
FAVOURABLE_FIRST = (4, 3, 2, 1)
"""Codes of the frequency scale; the other way round for a reversed item."""

GENDER_GROUPS = {"boy": "boy", "girl": "girl"}
PILOT_SIZE = (1000, 200)
"""Pupils, and those with SEND: a round size to read the published shares from."""

OTHER_GENDERS = "other"
OTHER_GENDERS_SHIFT = -0.2

SplitTallies = tuple[Tally, Tally]
"""(pupils with SEND, pupils without)."""


def draw_answers(rng: Generator, pupils: Pupils, effects: SchoolEffects, counts: PupilCounts) -> Ints:
    """Pupils × items of option codes; `counts` says how many pupils choose what."""
    scores = draw_scores(rng, pupils.school, effects, [target.theme for target in TARGETS])
    reticence = draw_reticence(rng, len(pupils))
    codes = np.zeros(scores.shape, dtype=np.int64)
    for column, target in enumerate(TARGETS):
        for has_send in (True, False):
            rows = np.flatnonzero(pupils.has_send == has_send)
            favour = _favour(target, scores[rows, column], pupils, rows)
            codes[rows, column] = choose(rng, favour, reticence[rows], counts[target.key, has_send])
    return codes


PupilCounts = dict[tuple[str, bool], Counts]
"""How many choose what, by (item key, has SEND)."""


def published_counts(wave: str, n: int, n_send: int) -> PupilCounts:
    """Counts that print as the published percentages when `n_send` of `n` pupils have SEND."""
    at = WAVES.index(wave)
    counts: PupilCounts = {}
    for target in TARGETS:
        everyone = Percents(target.positive[at], target.negative[at])
        send = Percents(target.send_positive[at], target.send_negative[at])
        with_send, without = split_by_send(everyone, send, n, n_send)
        never = None if target.send_never is None else _nearest(target.send_never[at], n_send)
        counts[target.key, True] = _by_option(target, with_send, never)
        counts[target.key, False] = _by_option(target, without, None)
    return counts


def drawn_counts(rng: Generator, wave: str, n: int, n_send: int) -> PupilCounts:
    """Counts for a school of its own: chance around the published percentages, midpoint halfway."""
    pilot = {at: published_counts(at, *PILOT_SIZE) for at in WAVES}
    counts: PupilCounts = {}
    for (key, has_send), baseline in pilot["baseline"].items():
        shares = _shares_in(wave, baseline, pilot["endline"][key, has_send])
        drawn = [int(count) for count in rng.multinomial(n_send if has_send else n - n_send, shares)]
        codes = [code for code, _ in baseline.ordered]
        counts[key, has_send] = Counts(tuple(zip(codes, drawn[:-2], strict=True)), drawn[-2], drawn[-1], DECLINED_CODE)
    return counts


def pupil_rows(pupils: Pupils, schools: list[str], wave: str, codes: Ints) -> Iterator[AnswerRow]:
    """One AnswerRow for each pupil, in the order of `pupils`."""
    keys = [target.key for target in TARGETS]
    for row in range(len(pupils)):
        yield AnswerRow(
            "pupil",
            schools[int(pupils.school[row])],
            wave,
            str(pupils.year_group[row]),
            str(pupils.gender[row]),
            str(pupils.sen[row]),
            answers_of(keys, codes[row]),
        )


def _favour(target: Target, scores: Floats, pupils: Pupils, rows: Ints) -> Floats:
    if target.phases:
        return evened_out(scores, pupils.phase[rows], dict(target.phases))
    groups = np.array([GENDER_GROUPS.get(str(gender), OTHER_GENDERS) for gender in pupils.gender[rows]])
    shift = {"boy": target.boys / 2, "girl": -target.boys / 2, OTHER_GENDERS: OTHER_GENDERS_SHIFT}
    return evened_out(scores, groups, shift)


def _by_option(target: Target, tally: Tally, never: int | None) -> Counts:
    best, good = shared_out(tally.positive, [target.most, 1 - target.most])
    bad, worst = shared_out(tally.negative, [1 - MOST_OF_NEGATIVE, MOST_OF_NEGATIVE])
    if never is not None:
        bad, worst = tally.negative - never, never
    declined, skipped = shared_out(tally.rest, [DECLINED_OF_REST, 1 - DECLINED_OF_REST])
    codes = FAVOURABLE_FIRST[::-1] if target.reverse else FAVOURABLE_FIRST
    return Counts(tuple(zip(codes, (best, good, bad, worst), strict=True)), declined, skipped, DECLINED_CODE)


def _nearest(percent: int, n: int) -> int:
    return min(counts_rounding_to(percent, n), key=lambda count: abs(100 * count - percent * n))


def _shares_in(wave: str, baseline: Counts, endline: Counts) -> list[float]:
    weight = PROGRESS[wave]
    return [
        (1 - weight) * before + weight * after
        for before, after in zip(_listed(baseline), _listed(endline), strict=True)
    ]


def _listed(counts: Counts) -> list[float]:
    """Shares in the order of the options, then declined, then skipped."""
    whole = [count for _, count in counts.ordered] + [counts.declined, counts.skipped]
    return [count / counts.n for count in whole]
