"""What may point at one child is pointed out, and ordinary words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.replies.rules.pointing import CONDITIONS, pointing


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We asked Callum and Mrs Khan.", ["Mrs Khan", "Callum"]),
        ("Pupils in 3B and Year 10C painted the den.", ["3B", "Year 10C"]),
        ("Class 4 has new benches, and form 9 too.", ["Class 4", "form 9"]),
        ("A boy in 3b, who is autistic.", ["3b", "autistic"]),
        ("A wheelchair fits now; one of you with ADHD asked.", ["wheelchair", "ADHD"]),
    ],
)
def test_names_classes_and_conditions_are_found(words: str, found: list[str]) -> None:
    assert sorted(pointing([words])) == sorted(found)


@pytest.mark.parametrize(
    "words",
    [
        "We open a quiet room at lunch for Years 5 and 6.",
        "The 1st, 2nd and 3rd week; at 8am or 3pm; 4 benches.",
        "There were ups and downs. We take care.",
        "Pupils with SEND asked for it.",
        "Or call Childline, free: 0800 1111.",
        "",
    ],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert pointing([words]) == []


@given(st.sampled_from(CONDITIONS), st.sampled_from(["", "We asked a child with ", "they said: "]))
def test_a_condition_is_found_wherever_it_stands(condition: str, before: str) -> None:
    assert condition.upper() in pointing([f"{before}{condition.upper()}."])


@given(st.lists(st.text(max_size=60), max_size=4))
def test_each_is_told_once(texts: list[str]) -> None:
    found = pointing([*texts, *texts])

    assert len(found) == len(set(found))
    assert found == pointing(texts)
