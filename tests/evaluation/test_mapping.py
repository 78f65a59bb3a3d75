"""A mapping file says what columns and values mean; a wrong one says what to change."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from belonging.evaluation import AnswerSet
from belonging.evaluation.adhoc import InvalidMapping
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.mapped_rows import apply_mapping
from belonging.evaluation.mapping import Mapped, read_mapping
from belonging.evaluation.movers import Roll
from belonging.evaluation.sheet import Sheet
from belonging.evaluation.toml_parts import UnusableToml
from belonging.instruments.model import Audience, Part
from tests.evaluation.rows import PUPIL

FOREIGN = pl.DataFrame(
    {"Site": ["elm", "elm", "elm"], "Sex": ["F", "M", ""], "Q4": ["Rarely", "4", "n/a"], "Q5": [4.0, None, 9.0]}
)

MAPPING = """
[columns]
school = "Site"
gender = "Sex"
[fixed]
wave = "endline"
setting = "secondary"
[values.gender]
F = "girl"
M = "boy"
[items]
safe = "Q4"
lonely = "Q5"
[missing]
values = ["n/a"]
[rolls.endline]
elm = 40
"""


def mapping(folder: Path, text: str) -> Mapped:
    path = folder / "map.toml"
    path.write_text(text, "utf-8")
    return read_mapping(path)


def applied(mapped: Mapped, frame: pl.DataFrame = FOREIGN) -> tuple[AnswerSet, tuple[str, ...]]:
    sheet = Sheet("answers.csv", frame, "CSV, UTF-8")
    made = apply_mapping(sheet, mapped, mapped.questionnaire or PUPIL)
    return made.answers, made.ignored


def test_columns_values_labels_and_missing_marks_are_understood(tmp_path: Path) -> None:
    answers, ignored = applied(mapping(tmp_path, MAPPING), FOREIGN.with_columns(pl.lit(1).alias("row")))

    assert answers.frame["gender"].to_list() == ["girl", "boy", "undisclosed"]
    assert answers.frame["wave"].to_list() == ["endline"] * 3
    assert answers.frame["safe"].to_list() == [2, 4, None]
    assert answers.frame["lonely"].to_list() == [4, None, 9]
    assert ignored == ("row",)


def test_rolls_are_by_school_and_wave(tmp_path: Path) -> None:
    assert mapping(tmp_path, MAPPING).rolls == {("elm", "endline"): 40}


def test_a_roll_may_say_who_moved(tmp_path: Path) -> None:
    moved = MAPPING.replace("elm = 40", "elm = { on_roll = 40, absent = 3, leavers = 2, joiners = 1, part_time = 0 }")

    mapped = mapping(tmp_path, moved)

    assert mapped.movers == {("elm", "endline"): Roll(40, 3, 2, 1)}
    assert mapped.rolls == {("elm", "endline"): 40}


def test_whole_numbers_with_a_decimal_point_are_whole(tmp_path: Path) -> None:
    frame = pl.DataFrame({"Site": ["1.0", "1", "1"], "Sex": ["F"] * 3, "Q4": ["4.0", "3", " 2 "], "Q5": [None] * 3})

    answers, _ = applied(mapping(tmp_path, MAPPING), frame)

    assert answers.frame["school"].to_list() == ["1"] * 3
    assert answers.frame["safe"].to_list() == [4, 3, 2]


@pytest.mark.parametrize("label", ["I don't want to say", "I don’t want to say"])
def test_a_labels_apostrophe_may_be_straight_or_curly(tmp_path: Path, label: str) -> None:
    answers, _ = applied(mapping(tmp_path, MAPPING), FOREIGN.with_columns(pl.lit(label).alias("Q4")))

    assert answers.frame["safe"].to_list() == [9, 9, 9]


def test_codes_of_an_edition_are_understood_where_rows_say_their_edition() -> None:
    frame = pl.DataFrame(
        {"school": ["elm"] * 2, "wave": ["baseline"] * 2, "edition": ["younger", "standard"], "safe": ["13", "4"]}
    )

    answers, _ = applied(Mapped(), frame)
    assert answers.frame["safe"].to_list() == [13, 4]
    with pytest.raises(InvalidAnswers, match=r"'13' is not an answer"):
        applied(Mapped(), frame.drop("edition"))
    with pytest.raises(InvalidAnswers, match=r"13 is not one of its choices \(4, 3, 2, 1, 9\)"):
        applied(Mapped(), frame.with_columns(pl.lit("standard").alias("edition")))


def test_links_and_weights_come_along(tmp_path: Path) -> None:
    linked = MAPPING.replace('gender = "Sex"', 'gender = "Sex"\npupil = "Id"\nweight = "W"')
    frame = FOREIGN.with_columns(pl.Series("Id", [1e15, 2.0, None]), pl.Series("W", ["1", "0.5", "2"]))

    answers, ignored = applied(mapping(tmp_path, linked), frame.with_columns(Q4=pl.lit("4")))

    assert answers.frame["pupil"].to_list() == ["1000000000000000", "2", None]
    assert answers.frame["weight"].to_list() == [1.0, 0.5, 2.0]
    assert ignored == ()


def test_an_answer_that_means_nothing_is_refused_with_row_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(InvalidAnswers, match=r"answers.csv, row 3, column 'Q4': 'n/a'.*under \[answers\]"):
        applied(mapping(tmp_path, MAPPING.replace('"n/a"', '"-1"')))


def test_answers_can_be_recoded_for_all_items_and_for_one(tmp_path: Path) -> None:
    recoded = MAPPING + '[answers]\nRarely = 1\n[answers_of.safe]\n"4" = 3\n'

    answers, _ = applied(mapping(tmp_path, recoded))

    assert answers.frame["safe"].to_list() == [1, 3, None]
    assert answers.frame["lonely"].to_list() == [4, None, 9]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"Site"', '"Place"', "has no column 'Place'"),
        ("school =", "shool =", "'shool' is no group column"),
        ("safe =", "secure =", "'secure' is no item"),
        ("[columns]", "[column]", "no part 'column'. Did you mean 'columns'?"),
        ("[columns]", "[columns", "not TOML"),
        ("elm = 40", 'elm = "many"', "[rolls.endline]: elm is 'many'. Give it a whole number"),
        ("elm = 40", "elm = -4", "from 0 to"),
        ("elm = 40", "elm = true", "whole number"),
        ("elm = 40", "elm = { absent = 2 }", "needs on_roll"),
        ("elm = 40", "elm = { on_roll = 40, left = 2 }", "has no 'left'"),
        ("elm = 40", "elm = { on_roll = 40, absent = 41 }", "41 absent of 40 on roll"),
        ("[rolls.endline]", "[rolls.after]", "no wave 'after'"),
        ('"Site"', '["Site"]', "Give it one text in quotation marks"),
        ('wave = "endline"', 'wave = "after"', "map.toml, [fixed]: wave is given as 'after'"),
        ('F = "girl"', 'F = "grl"', "[values.gender]: 'F' is given as 'grl'. Did you mean 'girl'?"),
        ('values = ["n/a"]', 'values = "n/a"', "[missing] is not as expected"),
        ("[missing]", "[answers]\n4 = 40\n[missing]", "'4' is given the code 40, which no choice has"),
        ("[missing]", "[answers]\n4 = 4.5\n[missing]", "whole number"),
        ("[missing]", "[answers_of]\nsafe = 3\n[missing]", "Write it as a part of its own, [answers_of.safe]"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_remedy(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(UnusableToml) as refused:
        applied(mapping(tmp_path, MAPPING.replace(old, new)))

    assert says in str(refused.value)


QUESTIONNAIRE = """
[questionnaire]
key = "clubs"
title = "Clubs"
audience = "parent"
[[questionnaire.scales]]
key = "agree"
options = [
  { code = 3, label = "Agree", part = "positive" },
  { code = 2, label = "Neither", part = "neither" },
  { code = 1, label = "Disagree", part = "negative" },
  { code = 0, label = "Rather not say", part = "declined" },
]
[[questionnaire.items]]
key = "boring"
wording = "Clubs are boring"
scale = "agree"
reverse = true
"""


def test_a_questionnaire_of_ones_own_can_be_described(tmp_path: Path) -> None:
    mapped = mapping(tmp_path, QUESTIONNAIRE)
    frame = pl.DataFrame({"school": ["elm"] * 4, "wave": ["baseline"] * 4, "boring": ["agree", "Neither", "1", "0"]})

    assert mapped.questionnaire is not None
    assert mapped.questionnaire.audience is Audience.PARENT
    assert mapped.questionnaire.item("boring").part_of(3) is Part.NEGATIVE
    with pytest.raises(InvalidAnswers, match=r"answers\.csv, row 1, column 'boring': 'agree'"):
        applied(mapped, frame)
    answers, _ = applied(mapped, frame.with_columns(pl.col("boring").str.replace("agree", "Agree")))
    assert answers.frame["boring"].to_list() == [3, 2, 1, 0]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('part = "neither"', 'part = "middle"', "Use one of positive, neither, negative, declined"),
        ("code = 2", "code = 3", "each with its own code"),
        ("code = 2", "code = 200", "between -128 and 127"),
        ("code = 2", 'code = "two"', "whole number"),
        ('scale = "agree"', 'scale = "often"', "Use one of agree"),
        ('key = "clubs"', "", "[questionnaire] needs 'key'"),
        ('audience = "parent"', 'audience = "governor"', "Use one of pupil, parent, staff"),
    ],
)
def test_a_questionnaire_that_is_wrong_says_where(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(InvalidMapping) as refused:
        mapping(tmp_path, QUESTIONNAIRE.replace(old, new))

    assert says in str(refused.value)


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableToml, match="cannot be read"):
        read_mapping(tmp_path / "nowhere.toml")
