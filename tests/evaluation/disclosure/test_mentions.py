"""What is printed of a theme: a band by the number of comments, and nothing about a handful."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.disclosure.mentions import FEWEST, mentions
from belonging.evaluation.printed import Rung

COUNTED = st.integers(0, 600).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def test_of_a_hundred_comments_the_share_is_a_band_of_five() -> None:
    said = mentions(102, 31)

    assert (said.n, said.rung) == (100, Rung.FIVES)
    assert said.share is not None
    assert said.share.text == "between 30 and 35 in 100"


@pytest.mark.parametrize(
    ("comments", "of_theme", "code"), [(9, 9, "few-comments"), (40, 9, "few-mentions"), (40, 31, "few-without")]
)
def test_a_handful_is_not_told_from_none_or_from_all(comments: int, of_theme: int, code: str) -> None:
    said = mentions(comments, of_theme)

    assert said.share is None
    assert said.refusal is not None
    assert said.refusal.code == code


def test_more_mentions_than_comments_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no more than all"):
        mentions(12, 13)


@given(COUNTED)
def test_three_counts_and_more_read_the_same(counted: tuple[int, int]) -> None:
    """To somebody who knows the exact number of comments, what is printed still fits three counts at the least."""
    comments, of_theme = counted
    alike = [count for count in range(comments + 1) if mentions(comments, count) == mentions(comments, of_theme)]

    assert of_theme in alike
    assert len(alike) >= (3 if comments >= FEWEST else comments + 1)
