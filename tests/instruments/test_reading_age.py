"""What pupils read is easy to read: a child of seven reads the youngest editions, one of nine all the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from belonging.instruments.load import load
from belonging.instruments.words import english
from tests.instruments.reading import is_familiar, reading_age, sentences

YOUNGEST, OTHERS = 7.0, 9.0
YOUNG_SCALES = ("choice.faces.", "choice.yes_some_no.", "choice.yes_no.")
YOUNG_EDITIONS = ("younger.", "pictures.", "pictures_two.")
METHOD_PAGE = Path("docs/methods/editions.md")
PILOT_ITEMS = tuple(f"item.{item.key}" for item in load("pupil_v1").items)
_ROW = re.compile(r"^\| (.+?) \| (\d+\.\d) \|$", re.MULTILINE)


def _read_by_pupils() -> list[tuple[str, float, str]]:
    """Key, the age that it may ask for, and each sentence. The pilot's own wordings are exempt, and listed."""
    found = []
    for name in ("pupil_v1", "pupil_v1.editions", "answering_v1"):
        for key, text in english(name).items():
            if key.startswith("adult.") or key.endswith(".for_whom") or (name == "pupil_v1" and key in PILOT_ITEMS):
                continue
            if key.startswith("spoken."):  # the pilot's wording, with its stroke read out
                continue
            young = key.startswith((*YOUNG_SCALES, *YOUNG_EDITIONS))
            found += [(key, YOUNGEST if young else OTHERS, sentence) for sentence in sentences(text)]
    return found


def test_every_sentence_is_read_with_ease_at_its_age() -> None:
    hard = [f"{key}: {age} — {words}" for key, most, words in _read_by_pupils() if (age := reading_age(words)) > most]

    assert not hard, "\n".join(["Say it in fewer words, or in two sentences:", *hard])


def test_the_pilots_wordings_are_listed_with_their_age() -> None:
    """They are not ours to change, and the plainer wording beside each is not exempt."""
    listed = dict(_ROW.findall(METHOD_PAGE.read_text("utf-8")))
    wordings = [english("pupil_v1")[key] for key in PILOT_ITEMS]

    assert {words: float(listed.get(words, 0)) for words in wordings} == {
        words: reading_age(words) for words in wordings
    }


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("I feel safe at school", 6.5),
        ("Sometimes", 6.0),
        ("Undisclosed", 7.1),
        ("My teachers have no favourites.", 6.5),
        ("Participation in extracurricular activities is recommended", 11.0),
    ],
)
def test_the_measure_tells_easy_from_hard(words: str, age: float) -> None:
    assert reading_age(words) == pytest.approx(age, abs=0.15)


def test_words_that_a_child_knows_are_known_in_their_plain_forms() -> None:
    assert all(map(is_familiar, ("worries", "stopped", "grown-up", "hurting", "Year".lower(), "12", "don't", "colour")))
    assert not any(map(is_familiar, ("confidential", "questionnaire", "support")))
