"""A survey tool's file is recognised, and what nobody needs is thrown away while it is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from belonging.instruments.load import load
from belonging.web.imports.engine.reading import CSV, SAV, XLSX, read_table
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.mapping import first_guess
from belonging.web.imports.rules.tables import SurveyTable
from tests.web.imports.given import ITEMS, PUPILS, answers, microsoft_forms, sample, spss, workbook


def read(content: bytes, kind: str = CSV) -> SurveyTable:
    return read_table(content, kind, PUPILS)


def headings(table: SurveyTable) -> set[str]:
    return {column.heading for column in table.columns}


class TestEachTool:
    def test_limesurvey_with_question_codes(self) -> None:
        table = read(sample("limesurvey_codes.csv"))

        assert table.tool == "limesurvey"
        assert len(table.rows) == 28
        assert [(each.number, each.why) for each in table.left] == [
            (5, "begun and never sent"),
            (18, "begun and never sent"),
        ]
        assert {each.heading: each.why for each in table.dropped}.items() >= {
            "id": "numbers that point at one person",
            "submitdate": "dates and times",
            "ipaddr": "addresses of computers",
            "anything": "words of people’s own",
            "anything[other]": "words of people’s own",
        }.items()
        guess = first_guess(table, load(PUPILS))
        assert set(guess.items) == {item.key for item in ITEMS}
        assert guess.groups == {"school": "school", "year_group": "yeargroup", "gender": "gender", "sen": "send"}

    def test_limesurvey_with_the_questions_in_full_between_semicolons(self) -> None:
        table = read(sample("limesurvey_full_text.csv"))
        guess = first_guess(table, load(PUPILS))

        assert (table.tool, len(table.rows)) == ("limesurvey", 12)
        assert len(guess.items) == 12
        assert guess.groups["school"] == "Which school do you go to?"
        assert guess.values["gender"] == {"A girl": "girl", "A boy": "boy"}

    def test_microsoft_forms(self) -> None:
        table = read(microsoft_forms(), XLSX)
        guess = first_guess(table, load(PUPILS))

        assert table.tool == "microsoft_forms"
        assert {each.heading for each in table.dropped} >= {"ID", "Start time", "Completion time", "Email", "Name"}
        assert len(guess.items) == 12
        assert guess.values["year_group"] == {"Year 5": "5", "Year 6": "6"}

    def test_google_forms(self) -> None:
        table = read(sample("google_forms.csv"))
        guess = first_guess(table, load(PUPILS))

        assert table.tool == "google_forms"
        assert "Email address" not in headings(table)
        assert guess.values["wave"] == {"Before": "baseline", "After": "endline"}
        assert guess.answers["frequency"] == {str(each.label): each.code for each in ITEMS[0].scale.options}

    def test_spss_is_read_by_its_labels_and_keeps_what_it_calls_missing(self, tmp_path: Path) -> None:
        table = read(spss(tmp_path), SAV)
        guess = first_guess(table, load(PUPILS))

        assert table.tool == "spss"
        assert guess.groups == {"year_group": "year"}
        assert table.values(["q0"]) == {"All of the time": 6, "I don't want to say": 6}
        assert len(guess.items) == 12


class TestWhatIsNeverKept:
    def test_no_name_mail_time_or_own_word_of_the_samples_is_in_what_is_packed(self) -> None:
        files = [
            (sample("limesurvey_codes.csv"), CSV),
            (sample("google_forms.csv"), CSV),
            (microsoft_forms(), XLSX),
        ]
        for content, kind in files:
            kept = str(SurveyTable.unpacked(read(content, kind).packed()).rows)
            for secret in ("@", "Pupil Number", "203.0.113", "2024", "Zoe", "Mr Brown", "too loud"):
                assert secret not in kept

    def test_an_address_in_a_column_of_any_name_is_thrown_away(self) -> None:
        lines = answers().decode().splitlines()
        content = "\n".join([f"{lines[0]},contact", *[f"{line},a{at}@x.example" for at, line in enumerate(lines[1:])]])

        assert "contact" not in headings(read(content.encode()))

    def test_a_number_of_its_own_for_each_row_is_thrown_away(self) -> None:
        lines = answers().decode().splitlines()
        content = "\n".join([f"{lines[0]},ref", *[f"{line},{7000 + at}" for at, line in enumerate(lines[1:])]])

        assert "ref" not in headings(read(content.encode()))


class TestOtherEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_the_curly_apostrophe_of_a_choice_is_read(self, encoding: str) -> None:
        content = answers(answer="I don’t want to say").decode().encode(encoding)

        assert first_guess(read(content), load(PUPILS)).answers["frequency"] == {"I don’t want to say": 9}

    def test_utf_16_that_breaks_off(self) -> None:
        with pytest.raises(ImportRefused, match="breaks off in the middle of a letter"):
            read(answers().decode().encode("utf-16")[:-1])


class TestRefused:
    def test_a_formula(self) -> None:
        with pytest.raises(ImportRefused, match="Row 2, column 2: the cell holds a formula"):
            read(workbook([["school", "safe"], ["Maple", '=HYPERLINK("http://x.example","4")']]), XLSX)

    def test_a_heading_merged_over_columns(self) -> None:
        content = workbook([["school", "How true?", None], ["Maple", "Rarely", "Never"]], merged="B1:C1")
        with pytest.raises(ImportRefused, match="Column 3 has answers and no heading"):
            read(content, XLSX)

    def test_a_heading_that_is_there_twice(self) -> None:
        for content, kind in ((workbook([["safe", "Safe"], ["Rarely", "Never"]]), XLSX), (b"safe,safe\n1,2\n", CSV)):
            with pytest.raises(ImportRefused, match="is there twice"):
                read(content, kind)

    @pytest.mark.parametrize("columns", [401, 1_000_000])
    def test_too_many_columns(self, columns: int) -> None:
        content = "\n".join([",".join(f"c{at}" for at in range(columns)), ",".join("1" * columns)]).encode()
        with pytest.raises(ImportRefused, match="400 is the most"):
            read(content)

    def test_a_workbook_with_too_many_columns(self) -> None:
        with pytest.raises(ImportRefused, match="400 is the most"):
            read(workbook([[f"c{at}" for at in range(500)], ["1"] * 500]), XLSX)

    def test_a_workbook_that_unpacks_to_far_too_much(self) -> None:
        content = io.BytesIO(workbook([["school", "safe"], ["Maple", "Rarely"]]))
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet2.xml", b" " * 20_000_000)
        with pytest.raises(ImportRefused, match="unpacks to far too much"):
            read(content.getvalue(), XLSX)

    def test_more_rows_than_a_person_can_look_through(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("belonging.web.imports.engine.reading.MOST_ROWS", 20)
        for content, kind in ((answers(rows=21), CSV), (workbook([["safe"] for _ in range(23)]), XLSX)):
            with pytest.raises(ImportRefused, match="more than 20 rows"):
                read(content, kind)

    @pytest.mark.parametrize(
        ("content", "kind", "said"),
        [
            (b"", CSV, "is empty"),
            (b"school,safe\n", CSV, "has no rows"),
            (b'school,safe\nMaple,"Rarely\n', CSV, "quotation mark"),
            (b"PK\x03\x04 broken", XLSX, "damaged"),
            (b"$FL2 broken", SAV, "not a whole SPSS file"),
            (b"\x00\x01\x02\x03", CSV, "not text"),
        ],
    )
    def test_files_that_are_not_whole(self, content: bytes, kind: str, said: str) -> None:
        with pytest.raises(ImportRefused, match=said):
            read(content, kind)
