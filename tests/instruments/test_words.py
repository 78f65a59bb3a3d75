"""The words under flat keys: what is translated, every draft that is there, and putting one back."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from belonging.instruments.load import load
from belonging.instruments.words import DRAFT, LANGUAGES, NAMES, draft, english, worded

CATALOGUE = Path(str(files("belonging.instruments").joinpath("catalogue")))
DRAFTS = sorted((CATALOGUE / "words").glob("*.toml"))
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_CONTROL_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def test_words_are_keyed_by_what_they_say() -> None:
    asked, other = english("pupil_v1"), english("pupil_v1.editions")

    assert list(asked)[:3] == ["title", "introduction", "section.school"]
    assert asked["item.safe"] == "I feel safe at school"
    assert asked["spoken.adult_to_talk_to"].startswith("There is a teacher or")
    assert asked["choice.frequency.rarely"] == "Rarely"
    assert asked["about.year_group.R"] == "Reception"
    assert other["younger.item.liked_as_i_am"] == "Other children like me as I am"
    assert other["pictures.about.sen"] == "Do you get extra help at school?"
    assert [key for key in other if key.startswith("pictures_two.")] == [
        *("pictures_two.name", "pictures_two.for_whom", "pictures_two.introduction")
    ]
    assert any(key.startswith("comment.") and key.endswith(".hint") for key in english("parent_v1"))


def test_the_words_of_the_pages_are_keyed_by_whom_they_are_for() -> None:
    root = tomllib.loads((CATALOGUE / "answering_v1.toml").read_text("utf-8"))

    assert list(english("answering_v1")) == [
        f"{part}.{key}" for part in ("pupil", "younger", "adult") for key in root[part]
    ]


def test_a_translation_reaches_every_word_of_every_edition() -> None:
    pupils = load("pupil_v1")
    texts = {key: f"PL {words}" for name in NAMES[:2] for key, words in english(name).items()}

    polish = worded(pupils, "pl", texts)

    assert polish.languages == ("en", "pl")
    assert polish.title.in_language("pl") == f"PL {pupils.title}"
    for item in polish.items:
        spoken = [*item.wording.values(), *(item.plainer_in(edition) for edition in polish.editions), item.spoken]
        assert all(text.in_language("pl") == f"PL {text}" for text in spoken if text)
        scales = [item.scale_of(edition) for edition in polish.editions]
        assert all(option.label.in_language("pl").startswith("PL ") for scale in scales for option in scale.options)
    for edition in polish.other_editions:
        assert edition.for_whom.in_language("pl").startswith("PL ")
    assert polish.edition("pictures_two").scale == polish.item("safe").scale_of("pictures_two")
    assert "pl" not in pupils.item("safe").wording["standard"].by_language


def test_what_a_translation_leaves_out_is_said_in_english() -> None:
    polish = worded(load("staff_v1"), "pl", {"title": "Jak się pracuje", "item.nothing": "?"})

    assert polish.title.in_language("pl") == "Jak się pracuje"
    assert polish.introduction.in_language("pl") == str(polish.introduction)


def test_a_language_that_nobody_drafted_has_no_draft() -> None:
    assert draft("pupil_v1", "tlh") is None
    assert (LANGUAGES["ur"].direction, LANGUAGES["pa"].script, LANGUAGES["cy"].own_name) == ("rtl", "Guru", "Cymraeg")
    assert len(LANGUAGES) == 15


@pytest.mark.parametrize("file", DRAFTS, ids=lambda file: file.stem)
def test_a_draft_says_all_there_is_to_say_and_keeps_the_placeholders(file: Path) -> None:
    name, _, language = file.stem.rpartition(".")
    texts = draft(name, language)

    assert texts is not None
    assert name in NAMES
    assert language in set(LANGUAGES) - {"en"}
    assert tomllib.loads(file.read_text("utf-8"))["state"] == DRAFT
    assert set(texts) == set(english(name)), "a key is missing or is not one of the English ones"
    for key, words in english(name).items():
        assert sorted(_PLACEHOLDER.findall(texts[key])) == sorted(_PLACEHOLDER.findall(words)), key
        assert not _CONTROL_MARKS.search(texts[key]), key
