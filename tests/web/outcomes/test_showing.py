"""What of a school's counts others may read: nothing about few pupils, printed or had by subtraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.outcomes.rules.counts import COLUMNS, PAIRS, Counts, Group, half_up
from belonging.web.outcomes.rules.showing import ADD_UP, LEAST, PUPILS, SMALL, shown_groups, shown_terms
from belonging.web.outcomes.rules.terms import Period, Term

AUTUMN, SPRING, SUMMER, YEAR = (
    Term.of(2025, period) for period in (Period.AUTUMN, Period.SPRING, Period.SUMMER, Period.YEAR)
)
LARGE = Counts(
    on_roll=600, possible=84_000, missed=6_300, persistent=96, suspensions=61, suspended=33, excluded=0, incidents=240
)
SEND = Counts(
    on_roll=110, possible=15_400, missed=1_900, persistent=40, suspensions=24, suspended=12, excluded=0, incidents=90
)
NO_SEND = Counts(
    on_roll=490, possible=68_600, missed=4_400, persistent=56, suspensions=37, suspended=21, excluded=0, incidents=150
)


def test_a_school_whose_groups_are_large_is_shown_whole() -> None:
    counts = {Group.ALL: LARGE, Group.SEND: SEND, Group.NO_SEND: NO_SEND}
    assert shown_groups(counts) == counts


def test_a_small_group_takes_its_other_half_with_it() -> None:
    """592 pupils without SEND of 600 would be eight with."""
    few, rest = replace(SEND, on_roll=8, persistent=2, suspended=0, suspensions=0), replace(NO_SEND, on_roll=592)
    shown = shown_groups({Group.ALL: LARGE, Group.SEND: few, Group.NO_SEND: rest})
    assert shown[Group.SEND] == shown[Group.NO_SEND] == Counts()
    assert shown[Group.ALL] == LARGE
    assert shown_groups({Group.ALL: LARGE, Group.NO_SEND: rest})[Group.NO_SEND] == Counts()


def test_one_small_number_is_withheld_from_both_and_the_others_stand() -> None:
    shown = shown_groups(
        {Group.ALL: LARGE, Group.SEND: replace(SEND, suspended=9, suspensions=20), Group.NO_SEND: NO_SEND}
    )
    for group in (Group.SEND, Group.NO_SEND):
        assert (shown[group].suspended, shown[group].suspensions) == (None, None)
        assert shown[group].persistent is not None


def test_none_is_shown_and_nearly_all_is_not() -> None:
    assert shown_groups({Group.ALL: LARGE})[Group.ALL].excluded == 0
    assert shown_groups({Group.ALL: replace(LARGE, persistent=595)})[Group.ALL].persistent is None


def test_suspensions_of_nobody_knows_how_many_pupils_are_not_shown() -> None:
    assert shown_groups({Group.ALL: replace(LARGE, suspended=None)})[Group.ALL].suspensions is None
    assert shown_groups({Group.ALL: replace(LARGE, suspended=None, suspensions=0)})[Group.ALL].suspensions == 0


def test_a_year_never_gives_away_a_term_that_is_withheld() -> None:
    year = replace(LARGE, suspensions=66, suspended=36, excluded=0)
    hidden = replace(LARGE, suspensions=8, suspended=5)
    assert shown_terms({AUTUMN: {Group.ALL: hidden}, YEAR: {Group.ALL: year}})[YEAR][Group.ALL].suspensions is None
    assert shown_terms({AUTUMN: {Group.ALL: LARGE}, YEAR: {Group.ALL: year}})[YEAR][Group.ALL].suspensions is None
    larger = replace(year, suspensions=99)
    both = shown_terms({AUTUMN: {Group.ALL: LARGE}, YEAR: {Group.ALL: larger}})
    assert both[YEAR][Group.ALL].suspensions == 99


def test_halves_go_up() -> None:
    assert [half_up(1, 8), half_up(1, 16), half_up(189, 200), half_up(0, 7), half_up(7, 7)] == [
        "12.5", "6.3", "94.5", "0.0", "100.0",
    ]  # fmt: skip


def a_cell(lot: Random) -> Counts:
    """Pupils who are alike in SEND and sex; the numbers fit each other."""
    roll = lot.choice((0, lot.randint(0, 9), lot.randint(10, 30)))
    suspended = lot.choice((0, lot.randint(0, roll)))
    return Counts(
        on_roll=roll,
        possible=roll * 140,
        missed=lot.randint(0, roll * 140),
        persistent=lot.randint(0, roll),
        suspended=suspended,
        suspensions=suspended and lot.randint(suspended, 2 * suspended),
        excluded=lot.choice((0, lot.randint(0, roll))),
        incidents=lot.randint(0, 20),
    )


def a_school(seed: int) -> dict[Group, Counts]:
    """All groups of a school with some of whom SEND or sex is not known, and with gaps in what was given."""
    lot = Random(seed)
    found = {
        (send, sex): a_cell(lot) if lot.random() < 0.9 else Counts(*[0] * len(COLUMNS))
        for send in (Group.SEND, Group.NO_SEND, None)
        for sex in (Group.GIRLS, Group.BOYS, None)
    }
    unsaid = {group: lot.sample(COLUMNS, lot.choice((0, 0, 1, 2))) for group in Group}
    given = [group for group in Group if group is Group.ALL or lot.random() < 0.8]
    here = {group: [cell for key, cell in found.items() if group is Group.ALL or group in key] for group in given}
    return {
        group: Counts(
            **{name: None if name in unsaid[group] else sum(cell.of(name) or 0 for cell in cells) for name in COLUMNS}
        )
        for group, cells in here.items()
    }


SCHOOLS: st.SearchStrategy[dict[Group, Counts]] = st.integers(0, 2**32).map(a_school)


@settings(max_examples=300, deadline=None)
@given(SCHOOLS)
def test_no_subtraction_gives_few_pupils_away(counts: dict[Group, Counts]) -> None:
    shown = shown_groups(counts)
    for group, found in shown.items():
        assert all(found.of(name) in (None, counts[group].of(name)) for name in COLUMNS)
        assert not found or (counts[group].on_roll or 0) >= LEAST
        _speaks_of_no_few(found)
        assert not found.suspensions or (found.suspended or 0) >= LEAST
    for pair in PAIRS:
        for name in COLUMNS:
            withheld = [
                shown[group].of(name) is None for group in pair if counts.get(group, Counts()).of(name) is not None
            ]
            assert len(set(withheld)) < 2, "both of a pair, or none"
        _tell_nothing(shown[Group.ALL], [shown[group] for group in pair if group in shown])


@settings(max_examples=250, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys((AUTUMN, SPRING, SUMMER), SCHOOLS)), st.data())
def test_a_year_less_its_terms_is_nothing_or_enough(
    terms: dict[Term, dict[Group, Counts]], data: st.DataObject
) -> None:
    """The year is its terms together; some of them may not be there, and a few may have been counted later."""
    whole = [counts[Group.ALL] for counts in terms.values()]
    later = data.draw(st.integers(0, 12))
    year = replace(LARGE, **{name: sum(found.of(name) or 0 for found in whole) + later for name in ADD_UP})
    there = data.draw(st.sets(st.sampled_from(list(terms)), min_size=1))
    given_terms = {term: counts for term, counts in terms.items() if term in there} | {YEAR: {Group.ALL: year}}

    shown = shown_terms(given_terms)

    for name in ADD_UP:
        total = shown[YEAR][Group.ALL].of(name)
        if total is None:
            continue
        known = {term: value for term in there if (value := given_terms[term][Group.ALL].of(name)) is not None}
        assert all(shown[term][Group.ALL].of(name) == value for term, value in known.items()), "a term is had from it"
        assert not known or total - sum(known.values()) not in range(1, LEAST)


def _speaks_of_no_few(found: Counts) -> None:
    _tell_nothing(found, [])


def _tell_nothing(whole: Counts, parts: list[Counts]) -> None:
    """What a reader has who takes the parts from the whole: each column, and those of whom it is not true."""
    few = range(1, LEAST)
    for name in (*SMALL, "on_roll"):
        known = [part for part in parts if part.of(name) is not None]
        assert _left(name, whole, known) not in few
        if name in PUPILS:
            roll, number = _left("on_roll", whole, known), _left(name, whole, known)
            assert roll is None or number is None or roll - number not in few


def _left(name: str, whole: Counts, parts: list[Counts]) -> int | None:
    total, known = whole.of(name), [part.of(name) for part in parts]
    if total is None or any(value is None for value in known):
        return None
    return total - sum(value for value in known if value is not None)


def test_mapping_is_not_changed() -> None:
    counts: Mapping[Group, Counts] = {Group.ALL: replace(LARGE, suspended=3)}
    shown_groups(counts)
    assert counts[Group.ALL].suspended == 3
