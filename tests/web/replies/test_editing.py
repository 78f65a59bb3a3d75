"""The lead changes a page: words, order, what is shown. Nothing is lost, and no number is made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.web.replies.errors import ChangedMeanwhile, NumberNotReleased
from belonging.web.replies.models import Line, Page, PageState, Stage
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.services.pages import LineWords, PageWords, edit_page, publish
from tests.web.replies.conftest import AN_ACTOR, NOW, approved, state


def _words(page: Page) -> PageWords:
    lines = [LineWords(line.pk, line.place, line.said, line.did, line.stage, line.shown) for line in lines_of(page)]
    return PageWords(page.opening, page.closing, tuple(lines))


def _with(words: PageWords, at: int, **changed: object) -> PageWords:
    lines = list(words.lines)
    lines[at] = replace(lines[at], **changed)  # type: ignore[arg-type]  # the test's own names
    return replace(words, lines=tuple(lines))


def _edit(page: Page, words: PageWords, began: str = "") -> Page:
    return edit_page(page=page, words=words, began=began or state(page), actor=AN_ACTOR, now=NOW)


@pytest.fixture
def page(pages: dict[str, Page]) -> Page:
    return pages["pupils"]


def test_a_line_is_said_in_the_leads_words_and_marked_as_changed(page: Page) -> None:
    page = _edit(page, _with(_words(page), 1, said="Many of you say teachers want to know you.", did="We will listen."))

    line = lines_of(page)[1]
    assert (line.said, line.did, line.edited) == (
        "Many of you say teachers want to know you.",
        "We will listen.",
        True,
    )
    assert line.built["said"] != line.said
    assert page.revision == 2


def test_lines_go_where_the_lead_puts_them_and_are_hidden(page: Page) -> None:
    first = lines_of(page)[0]

    page = _edit(page, _with(_with(_words(page), 0, place=9), 2, shown=False))

    lines = lines_of(page)
    assert lines[-1].pk == first.pk
    assert [line.shown for line in lines].count(False) == 1


def test_a_line_of_the_leads_own_is_added_and_taken_away(page: Page) -> None:
    words = _words(page)
    own = LineWords(None, 20, "You asked for more shade.", "We planted trees.", Stage.DID)
    page = _edit(page, replace(words, lines=(*words.lines, own)))
    mine = lines_of(page)[-1]
    assert (mine.said, mine.item, mine.built) == ("You asked for more shade.", "", {})

    page = _edit(page, _with(_words(page), -1, said=""))

    assert not Line.objects.filter(pk=mine.pk).exists()


def test_editing_takes_an_approval_back(page: Page) -> None:
    page = approved(page)

    page = _edit(page, _words(page))

    assert (page.state, page.approved_at) == (PageState.DRAFT, None)


def test_what_is_out_stays_until_the_change_is_approved_and_published(page: Page) -> None:
    page = publish(page=approved(page), actor=AN_ACTOR, now=NOW)
    before = page.shown

    page = _edit(page, _with(_words(page), 0, did="Something new."))
    assert (page.state, page.shown) == (PageState.PUBLISHED, before)

    page = publish(page=approved(page), actor=AN_ACTOR, now=NOW)
    assert page.shown["lines"][0]["did"] == "Something new."


def test_of_two_leads_the_second_is_told_and_overwrites_nothing(page: Page) -> None:
    mine, theirs = _with(_words(page), 0, did="Mine."), _with(_words(page), 0, did="Theirs.")
    began = state(page)
    _edit(page, theirs)

    with pytest.raises(ChangedMeanwhile, match="Nothing of yours is lost") as caught:
        _edit(page, mine, began)

    assert lines_of(caught.value.theirs)[0].did == "Theirs."


@pytest.mark.parametrize(
    "said",
    [
        "All of you hardly ever feel lonely here.",
        "10 in 10 of you hardly ever feel lonely.",
        "92% of you hardly ever feel lonely.",
        "Eight in ten of you hardly ever feel lonely.",
        "Only 12 of you feel lonely.",
    ],
)
def test_a_number_that_was_not_released_is_refused_with_what_may_be_said(page: Page, said: str) -> None:
    with pytest.raises(NumberNotReleased, match="About 9 in 10"):
        _edit(page, _with(_words(page), 0, said=said))


def test_the_released_number_may_be_said_in_other_words(page: Page) -> None:
    page = _edit(page, _with(_words(page), 0, said="Nine in ten of you are not often lonely."))

    assert lines_of(page)[0].said == "Nine in ten of you are not often lonely."


def test_a_line_that_rests_on_nothing_states_no_share(page: Page) -> None:
    words = _words(page)
    own = LineWords(None, 20, "8 in 10 of you like the new clubs.", "", Stage.DID)

    with pytest.raises(NumberNotReleased, match="only what was released can be told"):
        _edit(page, replace(words, lines=(*words.lines, own)))


@pytest.mark.parametrize("part", ["opening", "closing"])
def test_nor_do_opening_and_closing(page: Page, part: str) -> None:
    for wrong in ("70 % of us are happy.", "12 of you feel unsafe."):
        words = replace(_words(page), **{part: wrong})  # type: ignore[arg-type]  # both are text
        with pytest.raises(NumberNotReleased):
            _edit(page, words)


def test_what_the_school_did_may_have_numbers(page: Page) -> None:
    page = _edit(page, _with(_words(page), 0, did="We bought 4 benches for Years 5 and 6."))

    assert lines_of(page)[0].did == "We bought 4 benches for Years 5 and 6."
