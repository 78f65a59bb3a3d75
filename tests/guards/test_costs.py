"""docs/costs.md says what the forecast and the printed sheet say today."""

from __future__ import annotations

import re

from belonging.web.programme.rules.forecast import Size, forecast
from tests.guards.test_sizes import ROOT

PAGE = (ROOT / "docs/costs.md").read_text()


def stated(row: str) -> list[int]:
    [cells] = re.findall(rf"^\| {re.escape(row)} \| (.+?) \| (.+?) \|", PAGE, re.MULTILINE)
    return [int(cell.replace(",", "")) for cell in cells]


def test_the_hours_are_those_of_the_forecast() -> None:
    sizes = [Size(schools=schools, waves=2, months=10, languages=0, comments_on=True) for schools in (10, 24_000)]
    needed = [{need.kind: need.hours for need in forecast(size, changed={}, stated={})} for size in sizes]

    for row, kind in {
        "advisers": "advisers", "comment readers, each wave": "readers", "safeguarding": "safeguarding",
    }.items():  # fmt: skip
        assert stated(row) == [need[kind] for need in needed], kind
    a_school = (needed[0]["advisers"] + 2 * needed[0]["readers"] + needed[0]["safeguarding"]) / 10
    assert f"| {a_school:.0f} hours |" in PAGE


def test_slips_are_printed_as_many_to_a_page_as_it_says() -> None:
    [sheet] = (ROOT / "src").rglob("slip-sheets.typ")
    [large, plain] = re.findall(r"let a-page\(data\) = if data\.large \{ (\d) \} else \{ (\d) \}", sheet.read_text())[0]

    assert f"{plain} to a page, two waves | {2 * 120 // int(plain)} |" in PAGE
    assert f"large print has {large} to a page" in PAGE
