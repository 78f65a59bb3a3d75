"""Whole numbers out of what somebody sends: digits, not many; nothing else, and nothing that raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.base.numbers import LARGEST_KEY, LARGEST_NUMBER, LAST_PAGE, page_number, whole_number


@given(st.integers(min_value=0, max_value=2**70))
def test_a_number_is_read_up_to_the_most_and_no_further(number: int) -> None:
    assert whole_number(str(number)) == (number if number <= LARGEST_NUMBER else None)
    assert whole_number(str(number), most=LARGEST_KEY) == (number if number <= LARGEST_KEY else None)
    assert page_number(str(number)) == (number if 1 <= number <= LAST_PAGE else 1)


@given(st.text())
def test_whatever_else_is_sent_is_no_number(said: str) -> None:
    found = whole_number(said)
    assert found is None or set(said) <= set("0123456789")


@pytest.mark.parametrize("said", ["", "²", "٣", "-1", "+1", " 1", "1_0", "1.0", "0x1", "1e3", "\x00", "9" * 5000])
def test_nor_are_other_digits_signs_and_thousands_of_them(said: str) -> None:
    assert whole_number(said, most=LARGEST_KEY) is None
    assert page_number(said) == 1
