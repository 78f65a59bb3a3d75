"""What looks like a person's name is pointed out; ordinary school English is left alone."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from belonging.web.base.name_words import LIKE_WORDS, NAMES
from belonging.web.base.names_guard import LONGEST_READ, Personal, PersonalKind, names_in, personal_in
from tests.web.base.names_sentences import WITH, WITHOUT


def found_in(text: str) -> list[str]:
    return [each.text for each in personal_in(text)]


def test_it_finds_every_name_of_sixty_sentences() -> None:
    missed = [sentence for sentence, wanted in WITH if not any(wanted in each for each in found_in(sentence))]
    assert missed == []


def test_it_leaves_sixty_sentences_without_a_name_alone() -> None:
    assert {sentence: found_in(sentence) for sentence in WITHOUT if found_in(sentence)} == {}


def test_it_says_what_kind_of_thing_it_found_and_where() -> None:
    text = "Ring Mrs Khan on 07700 900123 or a.khan@elm.example, or @elmkhan."
    assert personal_in(text) == (
        Personal(PersonalKind.NAME, "Mrs Khan", 5),
        Personal(PersonalKind.PHONE, "07700 900123", 17),
        Personal(PersonalKind.ADDRESS, "a.khan@elm.example", 33),
        Personal(PersonalKind.HANDLE, "@elmkhan", 56),
    )


def test_helplines_and_offices_name_nobody() -> None:
    assert found_in("Childline is 0800 1111, ours is 0300 123 4567; write to office@elm.example.") == []


def test_what_is_known_may_stand() -> None:
    assert names_in("We at Saint Aidan's do it too.", known=["Saint Aidan's"]) == ()
    assert names_in("We at Saint Aidan's do it too.") == ("Saint Aidan",)


def test_a_name_is_told_once_and_whole() -> None:
    assert names_in("I asked Jane Whitfield, and Jane Whitfield’s deputy.") == ("Jane Whitfield",)


@given(st.text(max_size=400))
def test_what_it_finds_stands_in_the_text_in_its_order_and_apart(text: str) -> None:
    found = personal_in(text)
    for each in found:
        assert text[each.start : each.start + len(each.text)] == each.text
    for one, next_ in pairwise(found):
        assert one.start + len(one.text) <= next_.start


@given(
    st.sampled_from(sorted(NAMES - LIKE_WORDS)), st.sampled_from(["{} is lonely.", "we moved {} again", "I saw {}!"])
)
def test_a_common_first_name_is_found_wherever_it_stands_and_however_it_is_written(name: str, frame: str) -> None:
    for written in (name, name.title()):
        assert any(written in each for each in found_in(frame.format(written)))


@given(st.text(alphabet=st.sampled_from("bcdfghjklmnpqrstvwxz .,!?"), max_size=200))
def test_small_letters_that_are_no_name_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_very_long_text_is_read_in_a_moment() -> None:
    for piece in ("A" * 50, "Aa ", "a.", "@a ", "0 ", "Mr ", "’s"):
        began = time.perf_counter()
        personal_in(piece * (2 * LONGEST_READ // len(piece)))
        assert time.perf_counter() - began < 2
