"""The published modules: whole, short, cited, pictured, and honest about who has looked at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from belonging.instruments.errors import InvalidInstrument, UnknownInstrument
from belonging.instruments.module_catalogue import load_module, module_by_slug, modules, review_of
from belonging.instruments.modules import Module, Page
from belonging.instruments.modules_file import read_module, read_reviews
from belonging.instruments.tables import parse

SRC = Path(__file__).parents[2] / "src" / "belonging"
CATALOGUE = SRC / "instruments" / "catalogue" / "modules"
PICTURES = SRC / "web" / "learning" / "static" / "learning"
SOURCE = (CATALOGUE / "daily_strategies_v1.toml").read_text("utf-8")
CONSTRUCTS = frozenset(key for module in modules() for key in module.constructs)
PAGES = [(module, page) for module in modules() for page in module.pages]


def read(source: str) -> Module:
    return read_module(parse(source, "daily_strategies_v1.toml"), "", constructs=CONSTRUCTS)


def test_the_three_are_found_by_name_and_by_address() -> None:
    assert [module.name for module in modules()] == [
        "what_belonging_is_v1",
        "daily_strategies_v1",
        "send_and_belonging_v1",
    ]
    assert module_by_slug("daily-strategies") == load_module("daily_strategies_v1")
    assert module_by_slug("weather") is None
    with pytest.raises(UnknownInstrument, match="did you mean 'daily_strategies_v1'"):
        load_module("daily_strategy_v1")


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.key)
def test_a_module_takes_a_coffee_break_and_cites_all_that_it_lists(module: Module) -> None:
    cited = {each.key for page in module.pages for each in page.references}

    assert 15 <= module.minutes <= 25
    assert cited == {each.key for each in module.references}
    assert module.checked <= cited
    assert any(question.takes_several for question in module.questions)


@pytest.mark.parametrize(("module", "page"), PAGES, ids=lambda each: each.key)
def test_every_page_has_a_picture_of_ours_with_words_for_it(module: Module, page: Page) -> None:
    drawn = (PICTURES / module.key / page.picture).read_text("utf-8")

    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "script" not in drawn
    assert len(str(page.alt).split()) >= 8


def test_nobody_is_said_to_have_reviewed_what_nobody_reviewed() -> None:
    assert [review_of(module) for module in modules()] == [None, None, None]


def test_a_review_is_read_with_its_day() -> None:
    text = '[[reviews]]\nmodule = "daily_strategies_v1"\nby = "Dr A. Reader"\non = "2027-01-15"\n'
    known = frozenset({"daily_strategies_v1"})

    review = read_reviews(parse(text, "reviews.toml"), modules=known)["daily_strategies_v1"]

    assert (review.by, review.on) == ("Dr A. Reader", "2027-01-15")
    with pytest.raises(InvalidInstrument, match="not a day"):
        read_reviews(parse(text.replace("2027-01-15", "soon"), "reviews.toml"), modules=known)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("What you do once a term is an event.", "word " * 60, "this page has"),
        ('constructs = ["staff_and_pupils"', 'constructs = ["staff_and_pupil"', "did you mean 'staff_and_pupils'"),
        (', right = true },\n  { text.en = "Those who behaved', ' },\n  { text.en = "Those who behaved', "right"),
        ('references = ["roorda_2011"]', 'references = ["roorda_2012"]', "did you mean 'roorda_2011'"),
        ('checked = ["cook', 'checked = ["book', "in 'checked' is unknown"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_what_to_do(old: str, new: str, said: str) -> None:
    assert old in SOURCE
    with pytest.raises(InvalidInstrument, match=said):
        read(SOURCE.replace(old, new, 1))
