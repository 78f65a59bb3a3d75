"""Files as survey tools write them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from belonging.evaluation.files import UnreadableFile, read_sheet

LINES = "school,wave,safe\nÉcole,baseline,4\nelm,endline,\n"


def written(folder: Path, raw: bytes, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(("codec", "said"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")])
def test_csv_is_read_in_the_encodings_that_survey_tools_write(tmp_path: Path, codec: str, said: str) -> None:
    sheet = read_sheet(written(tmp_path, LINES.encode(codec)))

    assert sheet.read_as == f"CSV, {said}"
    assert sheet.frame.rows() == [("École", "baseline", "4"), ("elm", "endline", None)]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_separate_as_well(tmp_path: Path, separator: str) -> None:
    sheet = read_sheet(written(tmp_path, LINES.replace(",", separator).encode()))

    assert sheet.frame.columns == ["school", "wave", "safe"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (LINES.encode("utf-16"), "Save it again as CSV UTF-8"),
        (b"school,wave\nelm,\x81\xff\n", "line 2: the text is neither UTF-8 nor Windows-1252"),
        (b"school,wave\nelm,baseline,4\n", "line 2: 3 values for 2 columns"),
        (b'school,wave\n"elm\ntree",baseline\nelm,baseline,4\n', "line 4: 3 values for 2 columns"),
        (b"school,school\nelm,oak\n", "'school' is there twice"),
        (b"school, school\nelm,oak\n", "'school' is there twice"),
        (b"school,wave\n", "has no rows"),
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b'school,wave\nelm,"baseline\noak,endline\n', "line 2: A quotation mark is not closed"),
        (b'school,wave\nelm,baseline\noak,"end"line\n', "line 3: A quotation mark is not closed"),
        (b"PK\x03\x04\x00\x00", "an Excel workbook or a zip file, whatever its name says"),
        (b"PAR1....PAR1", "Give its name the ending .parquet"),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_with_place_and_remedy(tmp_path: Path, raw: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=r"answers\.csv") as refused:
        read_sheet(written(tmp_path, raw))

    assert says in str(refused.value)


def test_rows_are_found_by_the_files_own_lines(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b'school,wave\r\nelm,baseline\r\n\r\n"oak\r\nhill",endline\r\nash,x\r\n'))

    assert sheet.frame["school"].to_list() == ["elm", "oak\r\nhill", "ash"]
    assert [sheet.place(row) for row in (1, 2, 3)] == [
        "answers.csv, line 2",
        "answers.csv, line 4",
        "answers.csv, line 6",
    ]


def test_a_blank_line_of_a_file_with_one_column_is_an_answer_left_out(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b"safe\n4\n\n3\n"))

    assert sheet.frame["safe"].to_list() == ["4", None, "3"]
    assert sheet.place(3) == "answers.csv, line 4"


@pytest.mark.parametrize("mark", ["sep=;\r\n", '"sep=;"\n', "sep=;\n\n"])
def test_excels_own_first_line_is_no_header(tmp_path: Path, mark: str) -> None:
    sheet = read_sheet(written(tmp_path, (mark + LINES.replace(",", ";")).encode()))

    assert sheet.frame.columns == ["school", "wave", "safe"]
    assert sheet.place(1) == f"answers.csv, line {mark.count(chr(10)) + 2}"


def test_lines_may_end_as_on_old_macs(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b"school,wave\relm,baseline\roak,endline\r"))

    assert sheet.frame["wave"].to_list() == ["baseline", "endline"]


def test_names_are_taken_without_spaces_and_a_column_without_one_by_its_place(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b",school , wave\n1,elm,baseline\n"))

    assert sheet.frame.columns == ["column 1", "school", "wave"]


def test_files_without_lines_count_rows(tmp_path: Path) -> None:
    pl.DataFrame({"school": ["elm"]}).write_parquet(tmp_path / "answers.parquet")

    assert read_sheet(tmp_path / "answers.parquet").place(1) == "answers.parquet, row 1"


def test_parquet_and_spss_keep_their_values(tmp_path: Path) -> None:
    frame = pl.DataFrame({"school": ["elm", "oak"], "safe": [4, 9]})
    frame.write_parquet(tmp_path / "answers.parquet")
    pyreadstat.write_sav(
        frame,
        tmp_path / "answers.sav",
        variable_value_labels={"safe": {4: "All of the time", 9: "I don't want to say"}},
        missing_ranges={"safe": [9]},
    )

    assert read_sheet(tmp_path / "answers.parquet").frame.rows() == [("elm", 4), ("oak", 9)]
    assert read_sheet(tmp_path / "answers.sav").frame.rows() == [("elm", 4.0), ("oak", 9.0)]


@pytest.mark.parametrize("name", ["answers.parquet", "answers.sav"])
def test_a_file_that_is_not_what_its_ending_says_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="Export it again"):
        read_sheet(written(tmp_path, b"nothing of the kind", name))


def test_other_endings_and_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"Use one of \.csv"):
        read_sheet(written(tmp_path, b"x", "answers.xlsx"))
    with pytest.raises(UnreadableFile, match="not a file"):
        read_sheet(tmp_path / "nowhere.csv")
