"""A plan as people write it: what is left out has a default, what is wrong says what to change."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation import Plan
from belonging.evaluation.groups import WAVES
from belonging.evaluation.plan import BREAKDOWNS, SUPPLEMENTS, Correction, Scope
from belonging.evaluation.plan_file import KEYS, read_plan, written_plan
from belonging.evaluation.toml_parts import UnusableToml
from tests.evaluation.rows import PUPIL

ITEMS = tuple(item.key for item in PUPIL.items)


def plan(folder: Path, text: str, scope: Scope = "programme") -> Plan:
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")
    return read_plan(path, PUPIL, scope)


@pytest.mark.parametrize("scope", ["school", "programme"])
def test_an_empty_plan_is_the_default_one(tmp_path: Path, scope: Scope) -> None:
    assert plan(tmp_path, "", scope) == Plan.default(PUPIL, scope)


def test_every_field_of_a_plan_can_be_written() -> None:
    assert set(KEYS) == {field.name for field in fields(Plan)}


def some(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), min_size=1, unique=True).map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    items = draw(some(ITEMS))
    correction: Correction = draw(st.sampled_from(["holm", "westfall-young"]))
    return Plan(
        PUPIL.name,
        "programme",
        items,
        draw(some(BREAKDOWNS)),
        tuple(sorted(draw(some(WAVES)), key=WAVES.index)),
        draw(st.sampled_from([None, *items])),
        draw(st.floats(0, 100)),
        draw(st.integers(0, 10_000)),
        correction,
        draw(st.lists(st.sampled_from(SUPPLEMENTS), unique=True).map(tuple)),
    )


@given(plans())
def test_a_written_plan_reads_back_the_same(tmp_path_factory: pytest.TempPathFactory, wanted: Plan) -> None:
    assert plan(tmp_path_factory.mktemp("plan"), written_plan(wanted)) == wanted


def test_waves_come_in_the_order_of_the_year_however_they_are_written(tmp_path: Path) -> None:
    assert plan(tmp_path, 'waves = ["endline", "baseline"]').waves == ("baseline", "endline")


def test_a_plan_without_the_usual_main_outcome_has_none(tmp_path: Path) -> None:
    assert plan(tmp_path, 'items = ["safe"]') == replace(
        Plan.default(PUPIL, "programme"), items=("safe",), primary=None
    )
    assert plan(tmp_path, 'primary = ""').primary is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("item = []", "there is no key 'item'. Did you mean 'items'?"),
        ('items = ["saef"]', "items has no 'saef'. Did you mean 'safe'?"),
        ('items = ["safe", "safe"]', "items names 'safe' twice"),
        ("items = []", "items is empty, so nothing would be shown"),
        ('items = "safe"', "items is 'safe'. Write it as a list"),
        ("items = [4]", "items is [4]. Write it as a list"),
        ('by = ["sex"]', "by has no 'sex'. "),
        ('waves = ["before"]', "waves has no 'before'"),
        ('supplements = ["modles"]', "Did you mean 'models'?"),
        ('scope = "trust"', "scope is 'trust'. Use school, programme"),
        ('scope = "school"\nsupplements = ["models"]', "A school's plan has no supplements"),
        ('scope = "school"\nby = ["school"]', "A school plan has no table by 'school'"),
        ('primary = "happyness"', "primary is 'happyness', which is not among the items. Did you mean 'happy'?"),
        ('correction = "bonferroni"', "correction is 'bonferroni'. Use holm, westfall-young"),
        ("smallest_change = -1", "smallest_change is -1. Give a number from 0 to 100"),
        ("smallest_change = true", "smallest_change is True"),
        ("smallest_people = 2.5", "smallest_people is 2.5. Give a whole number"),
        ('instrument = "staff_v1"', "the answers are to pupil_v1"),
        ("version = 99", "version is 99. This program reads version"),
        ("version", "is not TOML"),
    ],
)
def test_a_wrong_plan_is_refused_with_file_key_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UnusableToml, match=r"plan\.toml") as refused:
        plan(tmp_path, text)

    assert says in str(refused.value)


def test_a_plan_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableToml, match="cannot be read"):
        read_plan(tmp_path / "nowhere.toml", PUPIL, "school")
