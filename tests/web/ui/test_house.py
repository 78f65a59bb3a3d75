"""The components of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from belonging.web.ui import components
from belonging.web.ui.components import Choice, Link, Step, Table
from tests.web.ui.dom import tree

FREQUENCY = [Choice("4", "All of the time"), Choice("1", "Never"), Choice("9", "I don't want to say")]


def test_a_progress_bar_says_in_words_what_it_shows() -> None:
    shown = tree(components.progress(112, 180, "112 of 180 answered"))

    (bar,) = shown.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("112", "180")
    assert shown.all("p")[0].text() == "112 of 180 answered"
    assert bar.attributes["aria-label"] == "Progress"


@pytest.mark.parametrize(("done", "total"), [(181, 180), (-1, 180), (1, 0)])
def test_a_progress_bar_refuses_more_than_the_whole(done: int, total: int) -> None:
    with pytest.raises(ValueError, match="not larger than the whole"):
        components.progress(done, total, "")


def test_a_progress_bar_of_nothing_yet_is_empty_not_broken() -> None:
    assert tree(components.progress(0, 0, "No slips yet")).all("progress")[0].attributes["max"] == "1"


def test_a_stat_reads_as_one_sentence() -> None:
    assert tree(components.stat("80 in 100", "feel safe at school")).text() == "80 in 100 feel safe at school"


def test_a_code_keeps_its_groups_whole_and_parted() -> None:
    shown = tree(components.code_block("KITE-7F3M-92"))

    assert shown.text() == "KITE 7F3M 92"
    assert [span.text() for span in shown.all("span")[1:]] == ["KITE", "7F3M", "92"]


def test_a_step_says_its_state_without_colour() -> None:
    shown = tree(components.step_list([Step("Tell", state="done"), Step("Ask", state="now"), Step("Seal")]))

    assert [item.text() for item in shown.all("li")] == ["Done: Tell", "Now: Ask", "Seal"]
    assert [item.attributes.get("aria-current") for item in shown.all("li")] == [None, "step", None]


def test_a_question_ties_every_answer_to_its_label_and_to_the_help() -> None:
    shown = tree(components.question("safe", "I feel safe", FREQUENCY, value="1", apart="9", help_text="At school"))

    inputs, labels = shown.all("input"), shown.all("label")
    assert [each.attributes["for"] for each in labels] == [each.attributes["id"] for each in inputs]
    assert [each.attributes["value"] for each in inputs if "checked" in each.attributes] == ["1"]
    assert shown.all("fieldset")[0].attributes["aria-describedby"] == shown.all("p")[0].attributes["id"]
    assert shown.all("legend")[0].text() == "I feel safe"


def test_a_question_that_nobody_answered_has_no_choice_marked() -> None:
    shown = tree(components.question("safe", "I feel safe", FREQUENCY))

    assert not [each for each in shown.all("input") if "checked" in each.attributes]
    assert "aria-describedby" not in shown.all("fieldset")[0].attributes


def test_what_a_person_typed_is_never_markup() -> None:
    nasty = '"><script>alert(1)</script>'
    written = [
        components.stat(nasty, nasty),
        components.empty_state(nasty, nasty),
        components.code_block(nasty),
        components.step_list([Step(nasty, nasty)]),
        components.question("q", nasty, [Choice(nasty, nasty)], help_text=nasty),
        components.progress(1, 2, nasty, label=nasty),
        components.table(Table(nasty, [nasty], [[nasty]])),
        components.navigation([Link(nasty, nasty)], extra=nasty),
        components.post_button(nasty, nasty, token=nasty, name=nasty, value=nasty),
        components.link_button(nasty, nasty),
    ]

    assert not [each for html in written for each in tree(html).all("script")]


def test_a_post_button_carries_the_forgery_token() -> None:
    (form,) = tree(components.post_button("Seal now", "/seal/", token="t0ken", kind="warning")).all("form")

    assert form.attributes["method"] == "post"
    assert form.all("input")[0].attributes["value"] == "t0ken"
    assert form.all("button")[0].text() == "Seal now"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: components.button("Go", kind="shiny"),
        lambda: components.tag("Done", colour="green"),
        lambda: components.step_list([Step("Tell", state="later")]),
        lambda: components.Field("a", "A", size="huge"),
    ],
)
def test_a_look_that_does_not_exist_is_refused_with_the_ones_that_do(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="or none"):
        ask()


def test_open_details_show_what_is_inside() -> None:
    assert "open" in tree(components.details("How?", "So.", opened=True)).all("details")[0].attributes
    assert "open" not in tree(components.details("How?", "So.")).all("details")[0].attributes
