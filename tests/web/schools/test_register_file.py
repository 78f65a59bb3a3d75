"""Reading the register's CSV."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from belonging.web.schools.errors import UnreadableRegister
from belonging.web.schools.rules.register_file import REQUIRED, RegisterFile, read_register
from belonging.web.schools.rules.register_sample import sample_register

HEADER = "URN,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),PhaseOfEducation (code)"
GOOD = "900001,Maple School,01,1,2"


def read(*lines: str, encoding: str = "cp1252") -> RegisterFile:
    return read_register("\r\n".join(lines).encode(encoding))


def test_the_sample_is_read_whole_with_every_kind_of_school() -> None:
    sample = read_register(sample_register())
    rows = sample.rows.values()
    assert sample.faults == ()
    assert 60 <= len(rows) <= 70
    assert {row.setting for row in rows} == {
        "",
        "primary",
        "secondary",
        "all_through",
        "special",
        "alternative_provision",
    }
    assert {row.status_name for row in rows} >= {"Open", "Closed", "Proposed to open"}
    assert len({row.trust for row in rows}) == 3
    assert all(row.urn.startswith("9") for row in rows)
    by_name = {row.name: row for row in rows}
    assert len(rows) - len(by_name) == 2, "two names stand in two towns"
    vital = by_name["Élan Vital Free School"]
    assert (vital.setting, vital.has_sixth_form, vital.opened_on) == ("all_through", True, date(2019, 9, 1))
    kite = by_name["Paper Kite School"]
    assert (kite.phase_code, kite.setting, kite.trust) == ("0", "special", "Lantern & Kite Learning Trust")
    assert by_name["Old Foundry Primary School"].closed_on == date(2019, 8, 31)
    assert by_name["Tamarind Row Primary School"].has_send_unit


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-8"])
def test_three_character_sets_are_told_apart(encoding: str) -> None:
    found = read(HEADER, "900001,Élan – “Café” School,01,1,2", encoding=encoding)
    assert found.rows["900001"].name == "Élan – “Café” School"


def test_headers_drift_and_optional_columns_may_be_missing() -> None:
    found = read(
        "PostCode,Inspectorate (name),establishmentname,URN,TypeOfEstablishment(code),"
        "EstablishmentStatus (Code),PhaseOfEducation (code),Something new",
        'a1 2bc,Ofsted,"Maple, the School",900001,2,1,02,?',
    )
    row = found.rows["900001"]
    assert (row.postcode, row.name, row.type_code, row.setting) == ("A1 2BC", "Maple, the School", "2", "primary")
    assert (row.town, row.pupils, row.opened_on) == ("", None, None)


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_missing_column_is_named(missing: str) -> None:
    header = ",".join(name for name in REQUIRED if name != missing)
    with pytest.raises(UnreadableRegister) as refusal:
        read(header, "1,2,3,4")
    assert f"no column “{missing}”" in str(refusal.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("90001,Maple School,01,1,2", "six digits"),
        (",Maple School,01,1,2", "six digits"),
        ("٩٠٠٠٠١,Maple School,01,1,2", "six digits"),
        ("900002,,01,1,2", "EstablishmentName is empty"),
        (f"900002,{'x' * 121},01,1,2", "longer than 120"),
        ("900002,Maple School,,1,2", "TypeOfEstablishment (code)"),
        ("900002,Maple School,01,open,2", "EstablishmentStatus (code)"),
        ("900002,Maple School,01,1", "4 columns where the header has 5"),
        ("900001,Another School,01,1,2", "earlier row"),
    ],
)
def test_a_bad_row_is_refused_with_its_number_and_the_others_are_kept(row: str, reason: str) -> None:
    found = read(HEADER, GOOD, "", row, "900009,Last School,01,1,2", encoding="utf-8")
    assert list(found.rows) == ["900001", "900009"]
    (fault,) = found.faults
    assert (fault.row, fault.refused) == (4, True)
    assert reason in fault.reason


def test_a_value_that_cannot_be_read_is_left_empty_and_said() -> None:
    found = read(f"{HEADER},OpenDate,NumberOfPupils", f"{GOOD},31-02-2020,about 200", "900002,Elm School,01,1,2,,")
    assert (found.rows["900001"].opened_on, found.rows["900001"].pupils) == (None, None)
    assert [(fault.row, fault.refused) for fault in found.faults] == [(2, False), (2, False)]
    assert "“31-02-2020”, not a date" in found.faults[1].reason


@pytest.mark.parametrize("day", ["1-1-10000", "1-1-99999999999999999999", "1-9-²", "--"])
def test_nor_is_a_day_in_a_year_that_no_calendar_has(day: str) -> None:
    found = read(f"{HEADER},OpenDate", f"{GOOD},{day}")
    assert found.rows["900001"].opened_on is None
    assert "not a date" in found.faults[0].reason


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("edubasealldata.csv", "URN")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no column “URN”"),
        (_zipped(), "unpack it"),
        ("URN,Name".encode("utf-16"), "download the CSV again"),
        (f"{HEADER}\r\n{GOOD}\r\n900002,".encode() + b"\x81\xe9,01,1,2", "Line 3 has a character"),
        (HEADER.encode(), "nothing below it"),
        (f"{HEADER}\r\n1,Maple,01,1,2".encode(), "Row 2: URN is “1”"),
        (f"{HEADER}\r\n".encode() + b"900001," + b"x" * 200_000 + b",01,1,2", "stopped at line 2"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "download the CSV again"),
    ],
)
def test_what_is_no_register_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableRegister) as refusal:
        read_register(content)
    assert sentence in str(refusal.value)
