"""A published file goes through the terminal: our schools are taken from it, line by line, and signs are no noughts."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest

from belonging.web.base.scope import school_scope
from belonging.web.cli.main import main
from belonging.web.outcomes.queries import all_terms
from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.published_file import read_published
from belonging.web.outcomes.rules.terms import Period, Term
from belonging.web.schools.models import School
from tests.web.outcomes.published import Row, absence_file, suspensions_file

URN = "900001"
AUTUMN, SPRING = (Term.of(2024, period) for period in (Period.AUTUMN, Period.SPRING))
CAME: list[Row] = [
    ("202425", "Autumn term", URN, "412,57268,3612,6.3,2600,1012,2001,61,14.8,5"),
    ("202425", "Spring term", URN, "415,50400,3301,6.5,2400,901,1800,c,c,c"),
]
SENT_AWAY: list[Row] = [
    ("202425", "Autumn term", URN, "409,0,0.00,31,7.58,18,4.40"),
    ("202425", "Spring term", URN, "413,low,low,27,6.54,14,3.39"),
]


@pytest.fixture
def ours(maple: School) -> School:
    School.objects.filter(pk=maple.pk).update(urn=URN)
    return maple


def brought(tmp_path: Path, lines: Iterable[str]) -> int:
    file = tmp_path / "school_level.csv"
    file.write_text("".join(lines), encoding="utf-8", newline="")
    return main(["outcomes", "import-dfe", str(file)])


def standing(school: School) -> dict[Term, Counts]:
    with school_scope(school.pk):
        return {each.term: each.of(Group.ALL) for each in all_terms(school)}


def test_both_kinds_of_file_stand_together_term_by_term(
    ours: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(tmp_path, absence_file({"Maple Tree": CAME}, others=300)) == 0
    assert "303 rows were read" in capsys.readouterr().out
    assert standing(ours) == {
        AUTUMN: Counts(on_roll=412, possible=57_268, missed=3_612, persistent=61),
        SPRING: Counts(on_roll=415, possible=50_400, missed=3_301),
    }

    assert brought(tmp_path, suspensions_file({"Maple Tree": SENT_AWAY}, others=300)) == 0
    both = standing(ours)
    assert (both[AUTUMN].missed, both[AUTUMN].suspensions, both[AUTUMN].excluded) == (3_612, 31, 0)
    assert (both[SPRING].suspended, both[SPRING].excluded) == (14, None), "“low” is not nought"

    capsys.readouterr()
    assert brought(tmp_path, suspensions_file({"Maple Tree": SENT_AWAY}, others=3)) == 0
    assert "2 as they were" in capsys.readouterr().out


def test_a_file_that_is_not_there_and_one_of_something_else_say_so(
    ours: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outcomes", "import-dfe", str(tmp_path / "none.csv")]) != 0
    assert "cannot be read" in capsys.readouterr().err
    assert brought(tmp_path, ["URN,NAME\r\n", "1,Ours\r\n"]) != 0
    assert "no column “time_period”" in capsys.readouterr().err
    assert not standing(ours)


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(others: int) -> int:
        tracemalloc.start()
        found = read_published(absence_file({"Maple Tree": CAME}, others), {URN})
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found.rows == others + 3
        return most

    peak(10)
    assert peak(6_000) < 2 * peak(60)
