"""What of a school's counts is shown to readers who may not enter them (docs/methods/outcomes.md).

Nothing about fewer than ten pupils, and no number of pupils or events from one to nine: neither printed, nor had by
taking one printed number from another. A pair of groups is all pupils together, and a year is its terms together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from belonging.web.outcomes.rules.counts import COLUMNS, PAIRS, Counts, Group
from belonging.web.outcomes.rules.terms import Term

LEAST: Final = 10
SMALL: Final = ("persistent", "suspensions", "suspended", "excluded", "incidents")
"""Columns in which a number from one to nine is withheld; sessions are half days, and no pupils."""
PUPILS: Final = ("persistent", "suspended")
"""Of these the rest of the group is a number of pupils too."""
ADD_UP: Final = ("suspensions", "excluded", "incidents")
"""Those of a year are those of its terms; a pupil who was suspended twice is one pupil."""
NOTHING: Final = Counts()
_WITH_IT: Final = {"suspended": ("suspended", "suspensions")}
"""How often few pupils were suspended is about few pupils."""

ByGroup = Mapping[Group, Counts]


def is_few(number: int | None) -> bool:
    return number is not None and 0 < number < LEAST


def shown_terms(terms: Mapping[Term, ByGroup]) -> dict[Term, dict[Group, Counts]]:
    """What may be read of all that there is of a school. Longer spans than a term speak of all pupils alone."""
    shown = {term: shown_groups(counts) for term, counts in terms.items()}
    for term, counts in terms.items():
        inside = [each for each in term.terms() if each in terms]
        for name in ADD_UP:
            known = [terms[each].get(Group.ALL, NOTHING).of(name) for each in inside]
            seen = [shown[each].get(Group.ALL, NOTHING).of(name) for each in inside]
            if _tells_a_term(counts.get(Group.ALL, NOTHING).of(name), known, seen):
                _hide(shown[term], (Group.ALL,), (name,))
    return shown


def shown_groups(counts: ByGroup) -> dict[Group, Counts]:
    """What may be read of one term. A group of which nothing may be read stands with no number."""
    shown = {group: _alone(found) for group, found in counts.items()}
    whole = counts.get(Group.ALL, NOTHING)
    for pair in PAIRS:
        parts = [counts[group] for group in pair if group in counts]
        if _gives_few_away(whole.on_roll, [part.on_roll for part in parts]):
            _hide(shown, pair, COLUMNS)
        for name in SMALL:
            if _column_gives_few_away(name, whole, parts):
                _hide(shown, pair, _WITH_IT.get(name, (name,)))
    _pairs_together(shown, counts)
    return shown


def _alone(found: Counts) -> Counts:
    """By its own numbers: nothing of a group that is small or of unknown size."""
    if found.on_roll is None or found.on_roll < LEAST:
        return NOTHING
    hidden = {name for name in SMALL if is_few(found.of(name))}
    hidden |= {name for name in PUPILS if is_few(_rest(found, name))}
    if "suspended" in hidden or (found.suspensions and found.suspended is None):
        hidden |= {"suspensions"}
    return _without(found, hidden)


def _rest(found: Counts, name: str) -> int | None:
    """The pupils of the group of whom the column is not true."""
    part = found.of(name)
    return None if part is None or found.on_roll is None else found.on_roll - part


def _column_gives_few_away(name: str, whole: Counts, parts: Sequence[Counts]) -> bool:
    if _gives_few_away(whole.of(name), [part.of(name) for part in parts]):
        return True
    return name in PUPILS and _gives_few_away(_rest(whole, name), [_rest(part, name) for part in parts])


def _gives_few_away(total: int | None, parts: Iterable[int | None]) -> bool:
    """Whether a part, or what all pupils have beyond the parts, is from one to nine."""
    known = [part for part in parts if part is not None]
    return any(map(is_few, known)) or (bool(known) and total is not None and is_few(total - sum(known)))


def _tells_a_term(total: int | None, known: Sequence[int | None], seen: Sequence[int | None]) -> bool:
    """Whether the longer span, less the terms that are shown, is a number that may not be."""
    counted = [value for value in known if value is not None]
    if total is None or not counted:
        return False
    return len([value for value in seen if value is not None]) < len(counted) or is_few(total - sum(counted))


def _pairs_together(shown: dict[Group, Counts], counts: ByGroup) -> None:
    """What is withheld of one of a pair is of the other too: all pupils less the one are the other."""
    for pair in PAIRS:
        for name in COLUMNS:
            if any(
                counts[group].of(name) is not None and shown[group].of(name) is None
                for group in pair
                if group in counts
            ):
                _hide(shown, pair, _WITH_IT.get(name, (name,)))


def _hide(shown: dict[Group, Counts], groups: Iterable[Group], names: Iterable[str]) -> None:
    for group in groups:
        if group in shown:
            shown[group] = _without(shown[group], names)


def _without(found: Counts, names: Iterable[str]) -> Counts:
    return replace(found, **dict.fromkeys(names))
