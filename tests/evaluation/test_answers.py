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
        ({"arm": "waiting"}, ["Row 1", "'arm'", "programme, comparison", "leave it empty"]),
        ({"joined": "maybe"}, ["Row 1", "'joined'", "no, yes", "leave it empty"]),
        ({"weight": 0}, ["Row 1", "'weight'", "'0' is no weight", "above 0", "leave the column out"]),
        ({"weight": -0.5}, ["Row 1", "'weight'", "'-0.5' is no weight"]),
        ({"weight": "nan"}, ["Row 1", "'weight'", "'nan' is no weight"]),
        ({"weight": "inf"}, ["Row 1", "'weight'", "'inf' is no weight"]),
        ({"weight": "heavy"}, ["Row 1", "'weight'", "'heavy' is no weight"]),
        ({"weight": None}, ["Row 1", "'weight'", "is empty", "every questionnaire counts the same"]),
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


def test_what_is_not_said_of_arm_edition_and_joining_has_a_plain_meaning() -> None:
    frame = AnswerSet.from_columns(PUPIL, row()).frame

    said = frame.select("arm", "sen", "year_group", "edition", "joined").row(0)
    assert said == ("programme", "N", "8", "standard", "undisclosed")


@pytest.mark.parametrize(("sen", "status"), [("E", "E"), ("K", "K"), ("N", "N"), ("yes", "undisclosed")])
def test_sen_status_is_known_where_the_slip_says_it_and_not_from_yes_or_no(sen: str, status: str) -> None:
    assert AnswerSet.from_columns(PUPIL, row(sen=sen)).frame["sen"].to_list() == [status]


def both_waves(pupils: list[str | None], school: str = "elm") -> dict[str, list[object]]:
    half = len(pupils) // 2
    return {
        "school": [school] * len(pupils),
        "wave": [*["baseline"] * half, *["endline"] * (len(pupils) - half)],
        "pupil": list(pupils),
        "safe": [4] * len(pupils),
    }


def test_a_pupil_links_two_waves_and_an_empty_one_links_nothing() -> None:
    answers = AnswerSet.from_columns(PUPIL, both_waves(["a", None, None, "a", None, None]))

    assert answers.is_linked
    assert answers.items == ("safe",)
    assert answers.frame["pupil"].to_list() == ["a", None, None, "a", None, None]


def test_a_pupil_twice_in_one_wave_of_one_school_is_refused_and_in_two_schools_is_not() -> None:
    once, twice = both_waves(["a", "b", "a", "c"]), both_waves(["a", "b", "c", "c"])
    two_schools = {name: [*once[name], *both_waves(["a", "b", "a", "c"], "oak")[name]] for name in once}

    AnswerSet.from_columns(PUPIL, two_schools)
    with pytest.raises(InvalidAnswers, match="Row 4, column 'pupil': 'c' is there a second time in the endline"):
        AnswerSet.from_columns(PUPIL, twice)


def test_weights_are_kept_as_numbers() -> None:
    answers = AnswerSet.from_columns(PUPIL, {**both_waves(["a", "b"]), "weight": [0.5, "2"]})

    assert answers.is_weighted
    assert answers.frame["weight"].to_list() == [0.5, 2.0]
    assert answers.items == ("safe",)
    assert not AnswerSet.from_columns(PUPIL, both_waves(["a", "b"])).is_weighted


def test_the_digest_knows_who_is_linked_and_how_rows_weigh() -> None:
    plain = both_waves(["a", "b", "a", "b"])
    changed: list[dict[str, list[object]]] = [
        {},
        {"pupil": ["a", "b", "a", None]},
        {"weight": [1, 1, 1, 1]},
        {"weight": [1, 1, 1, 2]},
    ]

    assert len({AnswerSet.from_columns(PUPIL, plain | more).digest for more in changed}) == 4
