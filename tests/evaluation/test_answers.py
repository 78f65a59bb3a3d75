"""What counts as an answer set, and how a wrong one is refused."""

from __future__ import annotations

import polars as pl
import pytest

from belonging.evaluation import AnswerSet
from belonging.evaluation.answers import InvalidAnswers
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers


def row(**changed: object) -> dict[str, list[object]]:
    plain: dict[str, object] = {
        "school": "elm",
        "setting": "secondary",
        "wave": "baseline",
        "year_group": "8",
        "gender": "girl",
        "sen": "N",
        "safe": 4,
    }
    return {name: [value] for name, value in (plain | changed).items()}


@pytest.mark.parametrize(
    ("sen", "group"),
    [("N", "no_send"), ("K", "send"), ("E", "send"), ("yes", "send"), ("no", "no_send"), (None, "undisclosed")],
)
def test_send_follows_from_the_slip_or_the_question(sen: str | None, group: str) -> None:
    assert AnswerSet.from_columns(PUPIL, row(sen=sen)).frame["send"].to_list() == [group]


@pytest.mark.parametrize(
    ("setting", "year", "phase"),
    [
        ("primary", "R", "primary"),
        ("primary", None, "primary"),
        ("secondary", "11", "secondary"),
        ("secondary", "12", "sixth_form"),
        ("secondary", None, "undisclosed"),
        ("all_through", "6", "primary"),
        ("special", "8", "not_by_year"),
        ("alternative_provision", "10", "not_by_year"),
        ("secondary", "X", "not_by_year"),
    ],
)
def test_phase_is_the_pupils_own_but_not_in_special_schools(setting: str, year: str | None, phase: str) -> None:
    assert AnswerSet.from_columns(PUPIL, row(setting=setting, year_group=year)).frame["phase"].to_list() == [phase]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"gender": "female"}, ["Row 1", "'gender'", "'female'", "girl, boy", "leave it empty", "[values.gender]"]),
        ({"wave": "spring"}, ["Row 1", "'wave'", "'spring'", "endline; or say", "[values.wave]", "--map"]),
        ({"safe": 7}, ["Row 1", "'safe'", "7", "4, 3, 2, 1, 9"]),
        ({"safe": "often"}, ["Row 1", "'safe'", "'often'", "whole numbers"]),
        ({"sen": "SEN"}, ["Row 1", "'sen'", "'SEN'", "leave it empty", "[values.sen]"]),
        ({"setting": "nursery"}, ["Row 1", "'setting'", "leave it empty", "[values.setting]"]),
        ({"school": None}, ["Row 1", "'school'", "empty", "under [fixed]"]),
        ({"wave": None}, ["Row 1", "'wave'", "empty", "Every row needs a school and a wave"]),
        ({"height": 120}, ["'height'", "leave it out"]),
    ],
)
def test_a_wrong_value_is_refused_with_row_column_and_remedy(changed: dict[str, object], says: list[str]) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        AnswerSet.from_columns(PUPIL, row(**changed))

    assert all(part in str(refused.value) for part in says), str(refused.value)


def test_nobody_is_told_to_leave_a_wave_empty() -> None:
    with pytest.raises(InvalidAnswers) as refused:
        AnswerSet.from_columns(PUPIL, row(wave="before"))

    assert "leave it empty" not in str(refused.value)


def test_the_first_wrong_row_is_the_one_named() -> None:
    group = Pupils([4, 4, 5, 5])

    with pytest.raises(InvalidAnswers, match="Row 3, column 'safe': 5"):
        answer_set([group])


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(InvalidAnswers, match="differ in length"):
        AnswerSet.from_columns(PUPIL, {**row(), "safe": [4, 4]})


def test_a_file_without_school_or_items_is_refused() -> None:
    whole = pl.DataFrame(row())

    with pytest.raises(InvalidAnswers, match="'school' is missing"):
        AnswerSet.from_frame(PUPIL, whole.drop("school"))
    with pytest.raises(InvalidAnswers, match="no answer column"):
        AnswerSet.from_frame(PUPIL, whole.drop("safe"))


def test_the_digest_knows_every_answer_but_not_the_order_of_rows() -> None:
    first, second = Pupils(answers(3, 2)), Pupils(answers(1, 1, 1, 1), gender="boy")

    assert answer_set([first, second]).digest == answer_set([second, first]).digest
    assert answer_set([first]).digest != answer_set([Pupils(answers(2, 3))]).digest
