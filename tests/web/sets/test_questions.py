"""Questions only: what passes, what is advice in its clothes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.sets.rules.questions import NO_MARK, why_not_a_question

OPEN = (
    "What have you tried so far?",
    "What do you think you should do?",
    "What would happen if you did nothing?",
    "What about this matters most to you?",
    "Who else has seen it?",
    "How would you know that it works?",
    "When is it not like that?",
    "What could you do on Monday?",
    "What else?",
    "What have you thought about since?",
    "What did you try first?",
    "Why?",
    "What makes it hard to ask them?",
    "If a family wrote to you, what would the letter say?",
    "You said nobody comes. Who is nobody?",
    "What would the pupils say we should ask?",
    "What can you let go of?",
    "How do you feel when you stand at the gate?",
    "What do you need to hear?",
    "Why not now?",
)
DISGUISED = (
    "Have you thought of a coffee morning?",
    "Have you ever considered asking the SENCO?",
    "Why don’t you ask them?",
    "Why don't you just ring?",
    "Why not ring them?",
    "You should ring them, shouldn’t you?",
    "Maybe you could ask the cook?",
    "Well, you need to talk to the head, right?",
    "Couldn’t you move it to the morning?",
    "Wouldn’t it be better to begin in Year 7?",
    "Would it help if you began earlier?",
    "Don't you think they are shy?",
    "What if you moved the desk?",
    "How about a letter?",
    "What about asking the pupils?",
    "If I were you I would ring, no?",
    "I’d start with the parents, would you?",
    "May I suggest a club?",
    "At our school we have a breakfast club, does that help?",
    "Could you try a smaller group?",
    "Did you try a letter home?",
    "Haven’t you tried ringing?",
    "Isn't it time to speak to the head?",
    "We used a buddy system, would you?",
    "So, have you considered what a HUGE difference a sofa makes?",
)


@pytest.mark.parametrize("text", OPEN)
def test_an_open_question_may_be_asked(text: str) -> None:
    assert why_not_a_question(text) == ""


@pytest.mark.parametrize("text", DISGUISED)
def test_advice_in_disguise_is_explained(text: str) -> None:
    said = why_not_a_question(text)
    assert "gives advice in the shape of a question" in said
    assert "begin with what, who, when or how" in said


@pytest.mark.parametrize("text", ["", "I see.", "You should ring them.", "What else? Nothing."])
def test_what_does_not_end_as_a_question_is_none(text: str) -> None:
    assert why_not_a_question(text) == NO_MARK


@given(st.sampled_from(DISGUISED), st.sampled_from(["", "Hm. ", "I wonder: ", "Right, "]), st.booleans())
def test_a_disguise_is_seen_whatever_its_letters_and_what_stands_before(text: str, before: str, upper: bool) -> None:
    if text.startswith("We used"):
        return
    asked = before + (text.upper() if upper else text)
    assert why_not_a_question(asked)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_answered_and_a_statement_never_passes(text: str) -> None:
    said = why_not_a_question(text)
    assert said or text.strip().endswith("?")
