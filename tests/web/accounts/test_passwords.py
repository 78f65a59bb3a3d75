"""A password that is long and easily guessed is refused; three unconnected words are not."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.passwords import is_patterned


@pytest.mark.parametrize(
    "password",
    [
        "password1234!", "P@ssw0rd2026!", "!!sunshine2024", "qwertyuiop12", "abcabcabcabc", "1q2w3e4r5t6y",
        "belonging2026!", "Belonging Matters", "iloveyouiloveyou", "zyxwvutsrqpo", "q1w2e3r4t5y6u7i8", "websolutions",
    ],
)  # fmt: skip
def test_what_would_be_tried_early_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["seven brown otters dancing", "quiet-river-lantern", "Lampe Wiese Tinte 9"])
def test_unconnected_words_are_taken(password: str) -> None:
    validate_password(password)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6), st.integers(3, 8))
def test_anything_over_and_over_is_a_pattern(unit: str, times: int) -> None:
    assert is_patterned(unit * times)


@given(st.text(max_size=80))
def test_any_text_has_an_answer(text: str) -> None:
    assert is_patterned(text) in (True, False)
