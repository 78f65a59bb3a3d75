"""A roster as a file: how many are on roll, alike in what the roster says."""

from __future__ import annotations

from pathlib import Path

import pytest

from belonging.evaluation.roster import InvalidRoster, RosterCell
from belonging.evaluation.roster_file import read_roster

GOOD = "school,wave,year_group,sex,sen,people\nelm,baseline,8,girl,K,12\nelm,baseline,8,boy,,30\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_row_is_so_many_people_who_are_alike(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path, GOOD))

    assert roster.cells[0] == RosterCell("elm", "baseline", 12, "8", "girl", "K")
    assert roster.cells[1].sen == "undisclosed"
    assert roster.rolls == {("elm", "baseline"): 42}
    assert roster.knows("sex")
    assert not roster.knows("sen")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("school,wave\nelm,baseline\n", "no column 'people'"),
        (GOOD.replace("sex", "gender"), "no column 'gender'"),
        (GOOD.replace("12", "a dozen"), "line 2, column 'people': 'a dozen' is not a number of people"),
        (GOOD.replace("boy", "M"), "line 3, column 'sex': 'M' is not known"),
        (GOOD.replace("elm,baseline,8,boy", ",baseline,8,boy"), "line 3, column 'school' is empty"),
        (GOOD.replace("baseline", "spring"), "roster.csv, line 2, column 'wave': 'spring' is no wave"),
        (GOOD + "elm,baseline,8,girl,K,3\n", "roster.csv, line 4: elm, .* a second time .first: roster.csv, line 2"),
        (GOOD.replace("12", "1" * 5000), "line 2, column 'people': '1{30}'… is not a number"),
        (GOOD.replace("12", "\u0661\u0662"), "line 2, column 'people': .* is not a number of people"),
        (GOOD.replace("12", "1000001"), "from 0 to 1,000,000"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidRoster, match=said):
        read_roster(written(tmp_path, text))
