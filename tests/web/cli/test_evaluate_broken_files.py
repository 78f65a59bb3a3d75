"""Files as they really come: each is refused in one sentence with its place and the cure, or evaluated and said so."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from belonging.web.cli.evaluate import add_parser

HEADER = "school,setting,wave,year_group,gender,sen,safe"
ROWS = [f"elm,secondary,{wave},8,girl,N,{code}" for wave in ("baseline", "endline") for code in (4, 3, 2, 1, 9, 4) * 3]
GOOD = "\n".join([HEADER, *ROWS])


def line(text: str, number: int = 3) -> bytes:
    """The good file with another line of that number."""
    lines = GOOD.splitlines()
    lines[number - 1] = text
    return "\n".join(lines).encode()


def answer(code: str) -> bytes:
    """The good file with another answer in its third line."""
    return line(f"elm,secondary,baseline,8,girl,N,{code}")


def column(name: str, value: str) -> bytes:
    """The good file with one column more: numbers, but for `value` in the third line (of pupils in all lines)."""
    values = [value if row == 2 or name == "pupil" else str(row) for row in range(1, len(ROWS) + 1)]
    lines = [f"{row},{extra}" for row, extra in zip(ROWS, values, strict=True)]
    return "\n".join([f"{HEADER},{name}", *lines]).encode()


def parquet(path: Path, answers: Sequence[object] = (4,) * 12) -> None:
    pl.DataFrame({"school": ["elm"] * 12, "wave": ["baseline"] * 12, "safe": answers}).write_parquet(path)


def no_rows(path: Path) -> None:
    pl.DataFrame({"school": []}).write_parquet(path)


def cut(path: Path) -> None:
    parquet(path)
    path.write_bytes(path.read_bytes()[:-40])


Write = Callable[[Path], object]

CSV: list[tuple[str, bytes, str, str]] = [
    # what it is, what it holds, the place that is named, the remedy
    ("UTF-16", GOOD.encode("utf-16"), "a.csv", "Save it again as CSV UTF-8"),
    ("UTF-16 without a mark", GOOD.encode("utf-16-le"), "a.csv", "Save it again as CSV UTF-8"),
    ("a byte no encoding has", GOOD.encode() + b"\n\xc3\x81,\x8d", "line 38", "Save it again as CSV UTF-8"),
    ("binary", bytes(range(256)) * 4, "a.csv", "Save it again as CSV UTF-8"),
    ("NUL bytes", answer("\x00"), "a.csv", "Save it again as CSV UTF-8"),
    ("a workbook named .csv", b"PK\x03\x04" + bytes(60), "a.csv", "Save the sheet as CSV UTF-8"),
    ("a PDF named .csv", b"%PDF-1.7 and so on", "a.csv", "Export the answers themselves"),
    ("a packed file", b"\x1f\x8b\x08" + bytes(30), "a.csv", "Unpack it first"),
    ("an empty file", b"", "a.csv is empty", "one line per person"),
    ("blank lines alone", b"\n\n\n", "a.csv is empty", "one line per person"),
    ("a header alone", HEADER.encode(), "a.csv has no rows", "one line per person"),
    ("a row that is too long", answer("4,4"), "line 3", "8 values for 7 columns"),
    ("a row that is too short", line("elm,secondary,baseline", 7), "line 7", "3 values for 7 columns"),
    ("text with a separator", line("elm, or oak,secondary,baseline,8,girl,N,4"), "line 3", "in quotation marks"),
    ("a quotation mark left open", line('"elm,secondary,baseline,8,girl,N,4', 4), "line 4", "not closed"),
    ("a quotation mark inside", line('"elm"x,secondary,baseline,8,girl,N,4', 4), "line 4", "write it twice"),
    ("a column twice", GOOD.replace("gender", "school", 1).encode(), "'school'", "Rename one of them"),
    ("no school", GOOD.replace("school", "site", 1).encode(), "'school'", "under [columns]"),
    ("no wave", GOOD.replace("wave", "when", 1).encode(), "'wave'", "under [fixed]"),
    ("no answers", GOOD.replace("safe", "q4", 1).encode(), "no column of answers", "under [items]"),
    ("a row without a school", line(",secondary,baseline,8,girl,N,4"), "line 3, column 'school'", "needs a school"),
    ("a wave of another name", line("elm,secondary,before,8,girl,N,4"), "line 3, column 'wave'", "[values.wave]"),
    ("an unknown gender", line("elm,secondary,baseline,8,F,N,4"), "line 3, column 'gender'", "[values.gender]"),
    ("an unknown year", line("elm,secondary,baseline,Y8,girl,N,4"), "column 'year_group'", "Use one of R, 1"),
    ("text among the answers", answer("often"), "line 3, column 'safe'", "[answers]"),
    ("an unknown code", answer("7"), "line 3, column 'safe'", "[missing] values"),
    ("a decimal", answer("3.5"), "line 3, column 'safe': '3.5'", "[answers]"),
    ("a decimal comma", answer("4,5").replace(b",", b";").replace(b"4;5", b"4,5"), "'4,5'", "[answers]"),
    ("a date", answer("04/03/2026"), "line 3, column 'safe'", "[answers]"),
    ("a huge number", answer("9" * 25), "line 3, column 'safe'", "[answers]"),
    ("a very long text", answer("x" * 5000), "line 3, column 'safe'", "…"),
    ("a field without end", answer("x" * 200_000), "line 3", "field limit"),
    ("a pupil twice in a wave", column("pupil", "p"), "line 3, column 'pupil'", "Keep one questionnaire"),
    ("a negative weight", column("weight", "-1"), "line 3, column 'weight'", "above 0"),
    ("a weight of nothing", column("weight", ""), "line 3, column 'weight': is empty", "leave the column out"),
    ("a weight in words", column("weight", "much"), "line 3, column 'weight': 'much'", "above 0"),
    ("an endless weight", column("weight", "inf"), "line 3, column 'weight'", "above 0"),
]

OTHERS: list[tuple[str, Write, str, str]] = [
    # what it is, how it is made, the place that is named, the remedy
    ("xlsx", lambda path: path.write_bytes(b"PK\x03\x04"), "a.xlsx", "Save the sheet as CSV UTF-8"),
    ("parquet cut off", cut, "a.parquet", "Export it again"),
    ("parquet of text", lambda path: path.write_text(GOOD), "a.parquet", "Export it again"),
    ("parquet without rows", no_rows, "a.parquet has no rows", "one for every questionnaire"),
    ("parquet of dates", lambda path: parquet(path, [date(2026, 3, 4)] * 12), "row 1, column 'safe'", "[answers]"),
    ("parquet of lists", lambda path: parquet(path, [[4]] * 12), "column 'safe'", "Export it as text or numbers"),
    ("csv of parquet", parquet, "a.csv is a Parquet file", "the ending .parquet"),
    ("sav of text", lambda path: path.write_text(GOOD), "a.sav", "Export it again"),
    ("csv folder", lambda path: path.mkdir(), "a.csv is a folder", "name of a file in it"),
    ("csv that is not there", lambda path: path.exists(), "a.csv is not a file", "Check the name"),
    ("csv link to nowhere", lambda path: path.symlink_to("b.csv"), "a.csv is not a file", "Check the name"),
]

EVALUATED: list[tuple[str, bytes, str]] = [
    ("1 pupil", "\n".join([HEADER, ROWS[0]]).encode(), "Only 1 answered in the baseline"),
    ("9 pupils", "\n".join([HEADER, *ROWS[:9]]).encode(), "Only 9 answered in the baseline"),
    ("one school", GOOD.encode(), "This is one school"),
    ("one wave", "\n".join([HEADER, *ROWS[:18]]).encode(), "There is one wave only (baseline)"),
    ("all answers missing", "\n".join([HEADER, *(row[:-1] for row in ROWS)]).encode(), "100.0"),
    ("an empty wave", (GOOD + "\n").encode(), "Endline: 18 pupils"),
    ("a mark at the beginning", GOOD.encode("utf-8-sig"), "(CSV, UTF-8)"),
    ("semicolons", GOOD.replace(",", ";").encode(), "Baseline: 18 pupils"),
    ("Excel's own first line", ("sep=;\r\n" + GOOD.replace(",", ";")).encode(), "Baseline: 18 pupils"),
    ("Windows letters", GOOD.replace("elm", "Café").encode("cp1252"), "(CSV, Windows-1252)"),
    ("blank lines between", GOOD.replace("\n", "\r\n\r\n").encode(), "Baseline: 18 pupils"),
    ("a school like a formula", GOOD.replace("elm", "=1+1").encode(), "Baseline: 18 pupils"),
]


def belonging(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="belonging")
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["evaluate", *words])
    return int(arguments.run(arguments))


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def test_there_are_forty_broken_files_and_more() -> None:
    assert len({what for what, *_ in (*CSV, *OTHERS)}) >= 40


@pytest.mark.parametrize(("what", "holds", "place", "remedy"), CSV, ids=[what for what, *_ in CSV])
def test_a_broken_csv_is_refused_in_one_sentence(
    what: str, holds: bytes, place: str, remedy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(holds)

    refused(path, capsys, place, remedy)


@pytest.mark.parametrize(("what", "made", "place", "remedy"), OTHERS, ids=[what for what, *_ in OTHERS])
def test_another_broken_file_is_refused_in_one_sentence(
    what: str, made: Write, place: str, remedy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"a.{what.split(maxsplit=1)[0]}"
    made(path)

    refused(path, capsys, place, remedy)


def refused(path: Path, capsys: pytest.CaptureFixture[str], place: str, remedy: str) -> None:
    folder = path.parent
    before = sorted(entry.name for entry in folder.iterdir())

    assert belonging(str(path), "--json", str(folder / "out.json"), "--html", str(folder / "out.html")) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("belonging evaluate: ")
    assert said.err.count("\n") == 1
    assert len(said.err) < 1000
    for words in (path.name, place, remedy):
        assert words in said.err
    assert sorted(entry.name for entry in folder.iterdir()) == before


@pytest.mark.parametrize(("what", "holds", "says"), EVALUATED, ids=[what for what, *_ in EVALUATED])
@pytest.mark.parametrize("policy", ["own-data", "release"])
def test_a_poor_file_is_evaluated_and_told_what_it_cannot_tell(
    what: str, holds: bytes, says: str, policy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(holds)
    outs = [tmp_path / name for name in ("out.json", "out.html", "out.csv")]
    options = [word for out in outs for word in (f"--{out.suffix[1:]}", str(out))]

    assert belonging(str(path), "--policy", policy, *options) == 0

    said = capsys.readouterr().out
    assert says in said or policy == "release"
    assert all(out.stat().st_size > 100 for out in outs)
    assert path.read_bytes() == holds


def test_a_file_that_may_not_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD)

    def shut(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", shut)

    assert belonging(str(path)) == 2
    assert "a.csv cannot be read (Permission denied). Check that you may open it" in capsys.readouterr().err
