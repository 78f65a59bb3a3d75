"""What an instrument accepts as answers, and what reversing an item does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from belonging.instruments.load import load, published
from belonging.instruments.model import (
    COMMENT_LIMIT,
    Instrument,
    InvalidAnswer,
    Item,
    Option,
    Part,
    Scale,
    Text,
)

PUPIL, PARENT = load("pupil_v1"), load("parent_v1")
INSTRUMENTS = st.sampled_from([load(name) for name in published()])


def allowed_codes(instrument: Instrument) -> dict[str, list[int]]:
    items = {item.key: [option.code for option in item.scale.options] for item in instrument.items}
    about = {asked.key: [option.code for option in asked.options] for asked in instrument.about_me}
    return items | about


@st.composite
def answered(draw: st.DrawFn) -> tuple[Instrument, dict[str, int]]:
    """An instrument and any answers it must take: some left out, all of them allowed."""
    instrument = draw(INSTRUMENTS)
    codes = {key: st.sampled_from(allowed) for key, allowed in allowed_codes(instrument).items()}
    return instrument, draw(st.fixed_dictionaries({}, optional=codes))


@given(answered())
def test_any_answers_among_the_choices_are_taken(case: tuple[Instrument, dict[str, int]]) -> None:
    instrument, answers = case

    instrument.check(answers)


@given(case=answered(), key=st.text(max_size=20), code=st.integers(-5, 120))
def test_any_other_key_is_refused(case: tuple[Instrument, dict[str, int]], key: str, code: int) -> None:
    instrument, answers = case
    assume(key not in allowed_codes(instrument))

    with pytest.raises(InvalidAnswer, match="does not ask"):
        instrument.check({**answers, key: code})


@given(case=answered(), pick=st.data(), code=st.integers(-5, 120))
def test_any_other_code_is_refused(case: tuple[Instrument, dict[str, int]], pick: st.DataObject, code: int) -> None:
    instrument, answers = case
    key = pick.draw(st.sampled_from(sorted(allowed_codes(instrument))))
    assume(code not in allowed_codes(instrument)[key])

    with pytest.raises(InvalidAnswer, match=f"{key}: .* is not one of its choices"):
        instrument.check({**answers, key: code})


def test_a_comment_is_taken_only_where_there_is_a_box_for_it() -> None:
    PARENT.check({}, {"what_helps": "The breakfast club."})

    with pytest.raises(InvalidAnswer, match="pupil_v1 has no comment box 'what_helps'"):
        PUPIL.check({}, {"what_helps": "The breakfast club."})


def test_a_comment_over_the_limit_is_refused_with_its_length() -> None:
    PARENT.check({}, {"what_helps": "x" * COMMENT_LIMIT})

    with pytest.raises(InvalidAnswer, match=f"{COMMENT_LIMIT + 1} characters"):
        PARENT.check({}, {"what_helps": "x" * (COMMENT_LIMIT + 1)})


@st.composite
def items(draw: st.DrawFn) -> Item:
    """An item on any scale whatever, reversed or not."""
    parts = draw(st.lists(st.sampled_from([part for part in Part if part is not Part.UNANSWERED]), min_size=1))
    label = Text({"en": "A choice"})
    options = tuple(Option(code, f"v{code}", label, part) for code, part in enumerate(parts, start=1))
    return Item("any", "peers", Scale("any", options), {"standard": label}, reverse=draw(st.booleans()))


@given(items())
def test_reversing_an_item_swaps_positive_and_negative_and_nothing_else(item: Item) -> None:
    swapped = {Part.POSITIVE: Part.NEGATIVE, Part.NEGATIVE: Part.POSITIVE}
    turned = replace(item, reverse=not item.reverse)

    for code in (None, *(option.code for option in item.scale.options)):
        part = item.part_of(code)
        assert turned.part_of(code) is swapped.get(part, part)
    for part in Part:
        assert turned.codes_of(part) == item.codes_of(swapped.get(part, part))


@given(items())
def test_every_choice_falls_into_exactly_one_part(item: Item) -> None:
    codes = [code for part in Part for code in item.codes_of(part)]

    assert sorted(codes) == [option.code for option in item.scale.options]


def test_a_code_off_the_scale_has_no_part() -> None:
    with pytest.raises(InvalidAnswer, match="safe: 5 is not one of its choices"):
        PUPIL.item("safe").part_of(5)


def test_an_item_that_is_not_there_is_named_with_its_instrument() -> None:
    with pytest.raises(KeyError, match="pupil_v1 has no item 'weather'"):
        PUPIL.item("weather")


def test_what_slips_carry_is_not_asked_again() -> None:
    asked = PUPIL.questions_for(frozenset({"sen", "year_group"}))

    assert [question.key for question in asked] == ["gender"]
    assert PUPIL.questions_for(frozenset()) == PUPIL.about_me
