"""Open data: the DfE's layout and symbols, and the stored findings behind each number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import PARTS, Refusal, ReleasedTable, Rung
from belonging.instruments.load import load
from belonging.web.api.presenters.open_data import METADATA, open_data_csv, open_data_metadata
from belonging.web.api.rules.open_data import (
    AUDIENCES,
    COLUMNS,
    ENDS,
    FILTERS,
    IDENTIFIERS,
    INDICATORS,
    TOPICS,
    WAVES,
    Place,
    academic_year,
    half_up,
    rows_of,
)
from belonging.web.base.scope import programme_scope
from belonging.web.home.services.publishing import publish_results
from belonging.web.programme.models import Cohort
from tests.web.api.conftest import a_key, read, released
from tests.web.reports.conftest import RELEASED_AT

PLACE = Place(frozenset({"england"}), {"baseline": date(2025, 9, 15), "endline": date(2026, 6, 8)}, date(2025, 9, 1))
FILES = "/programme/pilot-2026/report/open-data"
SYMBOLS = {"z", "c", "u", "x", "low"}
NO_MIDDLE = [f"neither_percent_{end}" for end in ENDS]
Rows = list[dict[str, str]]


def parsed(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def data() -> Rows:
    return parsed(open_data_csv([released(audience) for audience in AUDIENCES], PLACE))


@pytest.fixture(scope="module")
def meta() -> Rows:
    return parsed(open_data_metadata([released(audience) for audience in AUDIENCES], PLACE))


def test_the_layout_is_that_of_the_dfes_open_data(data: Rows) -> None:
    assert tuple(data[0]) == COLUMNS == (*IDENTIFIERS, *FILTERS, *INDICATORS)
    assert all(name == name.lower() and " " not in name and len(name) <= 50 for name in COLUMNS)
    assert {(row["geographic_level"], row["country_code"], row["country_name"]) for row in data} == {
        ("National", "E92000001", "England")
    }
    assert {(row["time_period"], row["time_identifier"]) for row in data} == {("202526", "Academic year")}
    assert not [name for row in data for name in (*IDENTIFIERS, *FILTERS) if not row[name].strip()]
    assert max(len(row[name]) for row in data for name in FILTERS) <= 120


def test_each_group_has_one_row_and_each_statement_a_total(data: Rows) -> None:
    keys = [tuple(row[name] for name in ("time_period", *FILTERS)) for row in data]
    assert len(set(keys)) == len(keys)
    told = {(row["respondents"], row["wave"], row["statement"]) for row in data}
    totals = {key for key in told if any(_is_total(row, key) for row in data)}
    assert totals == told
    for row in data:
        assert (row["breakdown_topic"] == "Total") == (row["breakdown"] == "Total")


def _is_total(row: dict[str, str], key: tuple[str, str, str]) -> bool:
    return row["breakdown"] == "Total" and (row["respondents"], row["wave"], row["statement"]) == key


def test_indicators_are_numbers_or_the_symbols_of_the_standard(data: Rows) -> None:
    values = {row[name] for row in data for name in INDICATORS}
    odd = {value for value in values if not value.isdigit()}
    assert odd <= SYMBOLS
    assert {"z", "u", "low", "c"} <= odd


def test_a_scale_without_a_middle_has_no_share_of_it(data: Rows) -> None:
    """Pupils choose among four: 0 would say that they could have chosen a middle and nobody did."""
    assert {row[name] for row in data for name in NO_MIDDLE} == {"z"}
    table = next(each for each in released("pupil").tables if each.by == "all")
    told = next(rows_of([replace(released("pupil"), instrument="staff_v1", tables=(_of_staff(table),))], PLACE))
    assert "z" not in told.values(), "staff have a middle choice"


def _of_staff(table: ReleasedTable) -> ReleasedTable:
    return replace(table, item=load("staff_v1").items[0].key)


def test_an_interval_that_was_not_worked_out_is_not_available() -> None:
    found = released("pupil")
    table = next(each for each in found.tables if each.by == "all")
    cells = tuple(replace(cell, interval=None, schools=None) for cell in table.cells)
    told = next(rows_of([replace(found, tables=(replace(table, cells=cells),))], PLACE))
    absent = {name for name in INDICATORS if told[name] == "x"}
    assert absent == {"school_count", "positive_percent_interval_low", "positive_percent_interval_high"}


def test_the_metadata_describe_every_column_once(data: Rows, meta: Rows) -> None:
    assert tuple(meta[0]) == METADATA
    grouping = [row["filter_grouping_column"] for row in meta if row["filter_grouping_column"]]
    described = [row["col_name"] for row in meta]
    assert sorted([*described, *grouping]) == sorted({*FILTERS, *INDICATORS})
    assert not set(described) & {*IDENTIFIERS, *grouping}
    labels = [row["label"] for row in meta]
    assert len(set(labels)) == len(labels)
    assert all(0 < len(label) <= 80 for label in labels)
    for row in meta:
        if row["col_type"] == "Filter":
            assert (row["indicator_grouping"], row["indicator_unit"], row["indicator_dp"]) == ("", "", "")
            assert row["filter_default"] in {each[row["col_name"]] for each in data}
        else:
            assert row["col_type"] == "Indicator"
            assert (row["filter_hint"], row["filter_grouping_column"], row["filter_default"]) == ("", "", "")
            assert row["indicator_unit"] in ("", "%")
            assert row["indicator_dp"] == "0"


def expected() -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Each stored cell by its filters, as numbers that stand in the file."""
    for audience in AUDIENCES:
        for table in released(audience).tables:
            for cell in table.cells:
                if cell.parts is None:
                    continue
                label = "Total" if table.by == "all" else cell.group_label
                key = (AUDIENCES[audience], WAVES[cell.wave], table.wording, TOPICS[table.by], label)
                values = {"respondent_count": str(cell.n), "school_count": str(cell.schools)}
                for part, end in product(PARTS, ENDS):
                    number = getattr(cell.parts[part], end)
                    whole = "z" if part == "neither" else "u" if cell.rung == Rung.WORDS else str(int(number))
                    assert whole in ("u", "z") or number == int(number)
                    values[f"{part}_percent_{end}"] = whole
                yield key, values


def test_every_number_is_the_stored_finding(data: Rows) -> None:
    names = ("respondents", "wave", "statement", "breakdown_topic", "breakdown")
    read_back = {tuple(row[name] for name in names): row for row in data}
    stored = dict(expected())
    assert len(stored) > 100
    assert {row[name] for key, row in read_back.items() if key not in stored for name in INDICATORS} == {"c", "z"}
    for key, values in stored.items():
        got = {name: "0" if read_back[key][name] == "low" else read_back[key][name] for name in values}
        assert got == values, key


def test_what_may_not_be_shown_is_confidential_in_every_column() -> None:
    found = released("staff")
    table = next(each for each in found.tables if each.by == "all")
    cell = replace(table.cells[0], n=None, schools=None, parts=None, interval=None, refusal=Refusal("few", "Too few."))
    only = replace(found, tables=(replace(table, cells=(cell,)),))
    first, second = rows_of([only], PLACE)
    for row in (first, second):
        assert {row[name] for name in INDICATORS if name not in NO_MIDDLE} == {"c"}


def test_a_school_by_itself_is_no_open_data() -> None:
    found = released("staff")
    alone = tuple(replace(table, by="school") for table in found.tables)
    assert list(rows_of([replace(found, tables=alone)], PLACE)) == []


@given(st.integers(-1000, 1000))
def test_halves_go_up_as_the_dfe_rounds(whole: int) -> None:
    away = whole + 1 if whole >= 0 else whole
    assert half_up(whole + 0.5, places=0) == str(away) or (whole == -1 and half_up(-0.5, places=0) == "-1")


@pytest.mark.parametrize(
    ("day", "year"), [(date(2025, 9, 1), "202526"), (date(2026, 8, 31), "202526"), (date(1999, 10, 1), "199900")]
)
def test_an_academic_year_begins_in_september(day: date, year: str) -> None:
    assert academic_year(day) == year


def test_the_files_are_there_for_the_team_for_keys_and_once_published_for_all(
    manager: Client, programme_released: Cohort
) -> None:
    report = manager.get("/programme/pilot-2026/report/").content.decode()
    assert f"{FILES}.csv" in report
    file, described = manager.get(f"{FILES}.csv"), manager.get(f"{FILES}.meta.csv")
    assert file["Content-Disposition"].endswith('-simulated.csv"')
    assert next(row["col_name"] for row in parsed(described.content.decode())) == "respondents"
    assert Client().get("/results/pilot-2026/open-data.csv").status_code == 404
    with programme_scope("test"):
        publish_results(cohort=programme_released, read=RELEASED_AT.isoformat(), actor="test", now=RELEASED_AT)
    everyone = Client().get("/results/pilot-2026/open-data.csv")
    assert everyone.content == file.content == read("cohorts/pilot-2026/open-data.csv", a_key()).content
    assert "/results/pilot-2026/open-data.csv" in Client().get("/results/pilot-2026/").content.decode()
    assert Client().get("/results/pilot-2026/open-data.meta.csv").content == described.content


def test_before_a_release_there_is_no_file(manager: Client, cohort: Cohort) -> None:
    assert manager.get(f"{FILES}.csv").status_code == 404
    assert read("cohorts/pilot-2026/open-data.csv", a_key()).status_code == 404
