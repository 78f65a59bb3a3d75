"""Marking: all of a question or nothing of it, and 80 in 100 is a pass."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from belonging.instruments.module_catalogue import modules
from belonging.instruments.modules import Module
from belonging.web.learning.rules.checking import PASS, marked, needed
from belonging.web.learning.rules.steps import CLUBS, FIRST_STEPS, STEPS

MODULES = st.sampled_from(modules())


def answers(module: Module, wrong: int) -> dict[str, frozenset[int]]:
    """Right but for the first `wrong` questions, in which everything is chosen."""
    return {
        each.key: frozenset(range(len(each.choices))) if at < wrong else each.right
        for at, each in enumerate(module.questions)
    }


@given(MODULES, st.data())
def test_a_pass_is_as_many_right_answers_as_the_page_says(module: Module, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, len(module.questions)))

    mark = marked(module.questions, answers(module, wrong))

    assert mark.right == len(module.questions) - wrong
    assert mark.is_passed == (mark.right >= needed(len(module.questions)))
    assert mark.is_passed == (mark.per_cent >= PASS)


@given(MODULES, st.data())
def test_half_of_several_right_choices_is_not_right(module: Module, data: st.DataObject) -> None:
    several = next(each for each in module.questions if each.takes_several)
    some = data.draw(st.sets(st.sampled_from(range(len(several.choices)))))

    mark = marked(module.questions, answers(module, 0) | {several.key: frozenset(some)})

    [answered] = [each for each in mark.answered if each.question == several]
    assert answered.is_right == (frozenset(some) == several.right)


def test_every_side_of_belonging_has_its_steps_and_a_page_that_exists() -> None:
    pages = {(module.key, page.key) for module in modules() for page in module.pages}

    assert set(STEPS) - {CLUBS} == {key for module in modules() for key in module.constructs} >= set(FIRST_STEPS)
    assert {place for steps in STEPS.values() for place in steps.read} <= pages
