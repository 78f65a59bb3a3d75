"""Editions laid over a questionnaire: what a whole file gives, and what the author of a broken one is told."""

from __future__ import annotations

import pytest

from belonging.instruments.editions_file import read_editions
from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.load import load
from belonging.instruments.model import InvalidAnswer, Part
from belonging.instruments.tables import parse
from tests.instruments.whole_files import questionnaire, with_change

EDITIONS = """\
of = "tiny_v3"
languages = ["en"]

[scales.faces]
options = [
  { code = 13, value = "yes", part = "positive", label.en = "Yes" },
  { code = 11, value = "no", part = "negative", label.en = "No" },
  { code = 9, value = "declined", part = "declined", label.en = "Not saying" },
]

[[editions]]
key = "faces_first"
scale = "faces"
name.en = "Faces"
for_whom.en = "Some"
introduction.en = "Two lines."

[editions.wording]
safe.en = "I am safe here"

[editions.plainer]
lonely.en = "I am alone."

[editions.about]
about_gender.en = "A boy or a girl?"

[[editions]]
key = "faces_again"
scale = "faces"
words_of = "faces_first"
name.en = "Faces again"
for_whom.en = "Others"
introduction.en = "Two lines more."
"""


def test_an_edition_is_laid_over_the_items_it_shares() -> None:
    tiny = questionnaire()
    laid = read_editions(parse(EDITIONS, "tiny_v3.editions.toml"), tiny)
    safe, lonely = laid.items

    assert laid.editions == ("standard", "younger", "faces_first", "faces_again")
    assert str(safe.wording["faces_again"]) == "I am safe here"
    assert lonely.wording["faces_first"] == lonely.wording["standard"]
    assert str(lonely.plainer_in("faces_first")) == "I am alone."
    assert safe.plainer_in("faces_first") == safe.plainer
    assert str(lonely.spoken_in("faces_first")) == "I feel lonely."
    assert str(laid.about_me[0].wording_in("faces_again")) == "A boy or a girl?"
    assert laid.about_me[0].wording_in("standard") == tiny.about_me[0].wording
    assert (str(laid.edition("faces_first").name), laid.edition("standard").introduction) == (
        "Faces",
        tiny.introduction,
    )
    assert (laid.digest, laid) == (tiny.digest, laid)


def test_a_code_says_on_which_scale_it_was_chosen_and_means_one_thing() -> None:
    lonely = read_editions(parse(EDITIONS, "tiny_v3.editions.toml"), questionnaire()).item("lonely")

    assert (lonely.part_of(13), lonely.part_of(4)) == (Part.NEGATIVE, Part.NEGATIVE)
    assert [option.code for option in lonely.scale_of("faces_again").options] == [13, 11, 9]
    assert lonely.scale_of("standard") is lonely.scale
    assert lonely.codes_of(Part.POSITIVE) == (1,)


def test_answers_are_checked_by_the_scale_of_their_edition() -> None:
    pupils = load("pupil_v1")
    pupils.check({"safe": 12, "year_group": 3}, edition="younger")
    pupils.check({"safe": 4})

    for codes, edition in (({"safe": 4}, "younger"), ({"safe": 13}, "standard"), ({"safe": 22}, "pictures_two")):
        with pytest.raises(InvalidAnswer, match=r"safe: .* is not one of its choices"):
            pupils.check(codes, edition=edition)
    with pytest.raises(InvalidAnswer, match=r"has no edition 'yonger'; use one of standard, younger"):
        pupils.check({}, edition="yonger")
    with pytest.raises(KeyError, match="no edition 'yonger'"):
        pupils.edition("yonger")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('of = "tiny_v3"', 'of = "tiny_v2"', r"line 1: of 'tiny_v2' is unknown; did you mean 'tiny_v3'\?"),
        ('key = "faces_again"', 'key = "faces_first"', r"line 28: key 'faces_first' is used twice"),
        ('key = "faces_again"', 'key = "younger"', r"line 28: tiny_v3 has 'younger' itself; leave it out here"),
        ('words_of = "faces_first"', 'words_of = "faces_last"', r"line 30: words_of 'faces_last' is unknown"),
        ('safe.en = "I', 'save.en = "I', r"line 19: nothing is asked under 'save'; did you mean 'safe'\?"),
        ("code = 13,", "code = 1,", r"line 6: code 1 is negative on another scale; give this choice a code of its own"),
        ("[scales.faces]", "[scales.frequency]", r"line 4: scale 'frequency' is not as tiny_v3 has it; copy it"),
        ('name.en = "Faces"\n', "", r"line 11: 'name' is missing; add name"),
        ("languages =", "langages =", r"line 2: nothing is called 'langages' here"),
    ],
)
def test_a_broken_file_names_the_line_and_the_remedy(old: str, new: str, told: str) -> None:
    source = with_change(EDITIONS, old, new)

    with pytest.raises(InvalidInstrument, match=f"^tiny_v3.editions.toml, {told}"):
        read_editions(parse(source, "tiny_v3.editions.toml"), questionnaire())
