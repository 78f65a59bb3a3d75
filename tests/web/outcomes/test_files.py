"""Files: a school's own in any order of columns, and published ones of which only our schools are kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from belonging.web.outcomes.errors import UnreadableFile
from belonging.web.outcomes.presenters.files import template_csv
from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.published_file import read_published
from belonging.web.outcomes.rules.school_file import LARGEST_FILE, MOST_ROWS, read_school_file
from belonging.web.outcomes.rules.symbols import number_of
from belonging.web.outcomes.rules.terms import Period, Term, period_of, term_of_key, terms_until, year_of
from tests.web.conftest import NOW

AUTUMN = Term.of(2025, Period.AUTUMN)
OWN = """Suspensions;Pupils;Roll;Term;Academic year;Form tutor
4;All;210;autumn;2025-26;Ms Lee
3;SEN;31;Autumn term;202526;
"""
ABSENCE = """time_period,time_identifier,geographic_level,school_urn,la_name,enrolments,sess_possible,sess_overall,\
enrolments_pa_10_exact
202425,Autumn term,School,900001,Ours,412,"57,000",3600,61
202425,Autumn term,National,,England,,1,1,
202425,Autumn term,School,123456,Another,400,56000,3000,50
202425,Academic year,School,900001,Ours,430,160000,11000,c
202425,Half-term 3,School,900001,Ours,430,1,1,1
"""


def test_a_file_in_the_schools_own_order_is_read() -> None:
    found = read_school_file(OWN.encode("cp1252"))
    assert found.terms == {
        AUTUMN: {Group.ALL: Counts(on_roll=210, suspensions=4), Group.SEND: Counts(on_roll=31, suspensions=3)}
    }
    assert not found.faults
    assert found.ignored == ("Form tutor",)


def test_the_file_to_fill_in_is_one_that_can_be_read() -> None:
    lines = template_csv(AUTUMN).splitlines()
    filled = "\r\n".join([lines[0], lines[1].removesuffix(",,,,,,,,") + ",198,27000,1500,31,0,0,0,12"])
    assert read_school_file(filled.encode()).terms[AUTUMN][Group.ALL].incidents == 12
    with pytest.raises(UnreadableFile, match="no row below"):
        read_school_file(template_csv(AUTUMN).encode())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025/27,Autumn,All,10,5", "“2025/27” is no school year"),
        ("2025/26,Winter,All,10,5", "“Winter” is no term"),
        ("2025/26,Autumn,Year 7,10,5", "none of the groups"),
        ("2025/26,Autumn,All,ten,5", "“ten” under “Pupils on roll” is no whole number"),
        ("2025/26,Autumn,All,10,11", "more than “Pupils on roll”"),
    ],
)
def test_every_fault_has_its_row(row: str, said: str) -> None:
    found = read_school_file(f"Year,Term,Group,Roll,PA\n2025/26,Spring,All,10,5\n{row}\n".encode())
    assert [fault.row for fault in found.faults] == [3]
    assert said in found.faults[0].sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"a\x00b", "not a CSV"),
        (b"Name,Class\nAda,4\n", "no column “School year” and “Term”"),
        (b"x" * (LARGEST_FILE + 1), "larger than"),
        (b"Year,Term,Roll,NOR\n", "Two columns"),
        (b"Year,Term,Roll\n" + b"2025/26,Autumn,9\n" * (MOST_ROWS + 1), "more than"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_school_file(content)


def test_only_our_schools_are_taken_from_a_published_file_row_by_row() -> None:
    read: list[str] = []

    def lines() -> Iterator[str]:
        for line in ABSENCE.splitlines(keepends=True):
            read.append(line)
            yield line

    found = read_published(lines(), {"900001"})
    assert found.kind == "absence"
    assert found.rows == 5
    assert list(found.terms) == ["900001"]
    assert found.terms["900001"] == {
        Term.of(2024, Period.AUTUMN): Counts(on_roll=412, possible=57_000, missed=3_600, persistent=61),
        Term.of(2024, Period.YEAR): Counts(on_roll=430, possible=160_000, missed=11_000),
    }
    assert "Half-term 3" in found.faults[0]


def test_other_files_are_refused_by_their_columns() -> None:
    with pytest.raises(UnreadableFile, match="time_period"):
        read_published(["URN,NAME\n"], {"900001"})
    with pytest.raises(UnreadableFile, match="neither absence"):
        read_published(["time_period,time_identifier,geographic_level,school_urn,headcount\n"], {"900001"})
    with pytest.raises(UnreadableFile, match="no CSV"):
        read_published(["PK\x03\x04\0\n"], {"900001"})


def test_signs_of_the_department_are_no_noughts() -> None:
    signs = ["z", "x", "c", "low", "u", ":", "~", ""]
    assert [number_of(sign) for sign in signs] == [None] * len(signs)
    assert [number_of("0"), number_of("1,204"), number_of("12.0")] == [0, 1204, 12]
    for wrong in ("-1", "1.5", "1e3", "٣", "12,34", "99999999"):
        with pytest.raises(ValueError, match=r".*"):
            number_of(wrong)


def test_terms_are_known_by_many_names() -> None:
    assert [year_of(words) for words in ("2025/26", "2025-2026", "202526", "2025", "2025/27", "soon")] == [2025] * 4 + [
        None
    ] * 2
    assert period_of("Autumn and Spring Terms") is Period.AUTUMN_SPRING
    assert [term.label for term in terms_until(NOW.date(), 4)] == [
        "Autumn term 2026", "Summer term 2026", "Spring term 2026", "Autumn term 2025",
    ]  # fmt: skip
    assert term_of_key("2025-autumn") == AUTUMN
    assert [term_of_key(key) for key in ("2025-winter", "autumn", "20251-autumn")] == [None] * 3
