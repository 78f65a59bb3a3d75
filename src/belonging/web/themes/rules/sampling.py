"""Which comments a second person codes: drawn before anything is coded, from a seed that is kept."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Final

LEAST: Final = 30
ONE_IN: Final = 5


def sample_size(comments: int) -> int:
    """A fifth, and no fewer than 30; all where there are not so many."""
    return min(comments, max(LEAST, -(-comments // ONE_IN)))


def draw(keys: Iterable[str], *, seed: int) -> frozenset[str]:
    """The same keys and seed give the same sample, in whatever order they come."""
    ordered = sorted(keys)
    return frozenset(random.Random(seed).sample(ordered, sample_size(len(ordered))))  # noqa: S311 # not a secret
