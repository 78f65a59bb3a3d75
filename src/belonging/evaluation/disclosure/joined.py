"""Groups that a release joins because they are small; by numbers of questionnaires alone, wave by wave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from belonging.evaluation.cells import Counts, Tally
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.primary import refuse_group
from belonging.evaluation.groups import ANOTHER_OR_NOT_SAID, NOT_BOYS, NOT_SAID
from belonging.evaluation.plan import Scope

_FIVES_FROM: Final = 60
"""Fewer people get no bands of 5 points."""


def join_small(tally: Tally, policy: Policy, scope: Scope) -> Tally:
    """The same counts; of a breakdown that has no small groups to join, the tally itself."""
    if tally.by == "gender":
        return _join_genders(tally)
    return _join_crossed(tally, policy, scope) if tally.by == "gender-send" else tally


def _join_genders(tally: Tally) -> Tally:
    """In a wave where "another gender" and "not said" both occur and either is small, one group of the two.

    Small is too small for bands of 5 points. Otherwise the smallest of four groups would leave girls and boys
    in words, or hidden, almost everywhere.
    """
    pair = [tally.groups.index(group) for group in ("another", NOT_SAID)]
    small = tally.totals[pair].T.tolist()
    waves = [wave for wave, (one, other) in enumerate(small) if one and other and min(one, other) < _FIVES_FROM]
    return _joined(tally, pair, ANOTHER_OR_NOT_SAID, waves)


def _join_crossed(tally: Tally, policy: Policy, scope: Scope) -> Tally:
    """In a wave where people of another gender, or not said, are too few with SEND (or without it): with girls.

    Shown apart they would take the table with them, and left out they could be had by taking boys and girls from
    the table by SEND. Which gender they stand with is fixed here, once for all.
    """
    unsaid = [tally.groups.index(f"unsaid-{known}") for known in ("send", "other")]
    waves = [
        wave
        for wave in range(len(tally.waves))
        if any(refuse_group(tally, group, wave, policy, scope) for group in unsaid)
    ]
    for name in NOT_BOYS:
        known = name.partition("-")[2]
        pair = [tally.groups.index(f"{who}-{known}") for who in ("girl", "unsaid")]
        tally = _joined(tally, pair, name, waves)
    return tally


def _joined(tally: Tally, pair: Sequence[int], name: str, waves: Sequence[int]) -> Tally:
    """The counts of `pair` moved to a new last group in these waves."""
    if not waves:
        return tally
    last = len(tally.groups)

    def move(counts: Counts) -> Counts:
        one = np.zeros_like(counts[..., :1, :])
        one[..., 0, waves] = counts[..., pair, :].sum(axis=-2)[..., waves]
        moved = np.concatenate([counts, one], axis=-2)
        for place in pair:
            moved[..., place, waves] = 0
        return moved

    return replace(
        tally,
        groups=(*tally.groups, name),
        forms=move(tally.forms),
        answers={key: move(counts) for key, counts in tally.answers.items()},
        moved={**tally.moved, **{(wave, place): last for wave in waves for place in pair}},
    )
