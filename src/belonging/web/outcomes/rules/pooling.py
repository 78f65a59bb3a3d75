"""Counts of schools together: three or more, none with over 80 per cent, and nobody to be had by subtraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from belonging.web.outcomes.rules.counts import PAIRS, Counts, Group
from belonging.web.outcomes.rules.showing import LEAST, NOTHING, PUPILS, SMALL, ByGroup, is_few

LEAST_SCHOOLS: Final = 3
LARGEST_SHARE: Final = 80
"""Per cent of the base that one school may hold."""
BASES: Final = {
    "missed": "possible",
    "persistent": "on_roll",
    "suspensions": "on_roll",
    "suspended": "on_roll",
    "excluded": "on_roll",
    "incidents": "on_roll",
}
"""Each column with what it is counted of."""
Schools = Mapping[int, ByGroup]


@dataclass(frozen=True, slots=True)
class Pool:
    """`number` of `base`, from these schools. `pupils` are those on roll there in the group."""

    number: int
    base: int
    pupils: int
    schools: frozenset[int]


def pooled(schools: Schools) -> dict[Group, dict[str, Pool]]:
    """What may be read of one term, group by group and column by column; what may not is not there.

    Pairs of groups stand both or not at all, from the same schools, and with no few pupils or events beyond them.
    """
    found: dict[Group, dict[str, Pool]] = {group: {} for group in Group}
    for name in BASES:
        whole = _pool(schools, Group.ALL, name, frozenset(schools))
        if whole is not None:
            found[Group.ALL][name] = whole
        for pair in PAIRS:
            here = frozenset(school for school in schools if all(_has(schools[school], group, name) for group in pair))
            both = [_pool(schools, group, name, here) for group in pair]
            pools = [one for one in both if one is not None]
            if len(pools) == len(pair) and (whole is None or _nobody_beyond(whole, pools, name)):
                for group, pool in zip(pair, pools, strict=True):
                    found[group][name] = pool
    return found


def _has(counts: ByGroup, group: Group, name: str) -> bool:
    found = counts.get(group, NOTHING)
    return found.of(name) is not None and found.of(BASES[name]) is not None and found.on_roll is not None


def _pool(schools: Schools, group: Group, name: str, among: frozenset[int]) -> Pool | None:
    """None where it may not be read."""
    behind: dict[int, Counts] = {
        school: schools[school][group] for school in among if _has(schools[school], group, name)
    }
    bases = [found.of(BASES[name]) or 0 for found in behind.values()]
    made = Pool(
        number=sum(found.of(name) or 0 for found in behind.values()),
        base=sum(bases),
        pupils=sum(found.on_roll or 0 for found in behind.values()),
        schools=frozenset(behind),
    )
    if len([base for base in bases if base]) < LEAST_SCHOOLS or made.pupils < LEAST:
        return None
    if max(bases) * 100 > LARGEST_SHARE * made.base:
        return None
    if (name in SMALL and is_few(made.number)) or (name in PUPILS and is_few(made.base - made.number)):
        return None
    return made


def _nobody_beyond(whole: Pool, pools: list[Pool], name: str) -> bool:
    """Whether what all pupils have beyond the pair is nothing, or enough."""
    left_out = whole.schools - pools[0].schools
    if (left_out and len(left_out) < LEAST_SCHOOLS) or pools[0].schools - whole.schools:
        return False
    number = whole.number - sum(pool.number for pool in pools)
    pupils = whole.pupils - sum(pool.pupils for pool in pools)
    if is_few(pupils) or (name in SMALL and is_few(number)):
        return False
    return not (name in PUPILS and is_few(pupils - number))
