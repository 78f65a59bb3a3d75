"""What is planted would be run or counted by a careless page or table, and is seen where it is."""

from __future__ import annotations

import io

import openpyxl
import pytest

from belonging.web.ui.tables import csv_text
from tests.scans.payloads import FORMULAS, MARK, MARKUP, active_cells, markup_in


def test_there_are_as_many_as_are_promised() -> None:
    assert len(set(MARKUP)) >= 30
    assert len(set(FORMULAS)) >= 40


@pytest.mark.parametrize(
    "page",
    [f"<{MARK}>", f"<a href='java\tscript:{MARK}()'>", f"<img onerror={MARK}()>", f"<a href='//{MARK}.example/'>",
     f"<p {MARK}=1>", f"<script>{MARK}</script>"],
)  # fmt: skip
def test_control_markup_that_is_run_is_seen(page: str) -> None:
    assert markup_in(page)


@pytest.mark.parametrize(
    "page", [f"<p>&lt;{MARK}&gt;</p>", f'<input value="<{MARK}> onx={MARK}">', f'<a href="?q={MARK}">']
)
def test_text_is_no_markup(page: str) -> None:
    assert markup_in(page) == []


def test_each_formula_is_seen_and_is_inert_in_our_tables() -> None:
    said = [each for each in FORMULAS if "\0" not in each]
    plain = "\r\n".join('"' + each.replace('"', '""') + '"' for each in said).encode()
    assert active_cells(plain, "text/csv") == said
    assert active_cells(csv_text(FORMULAS, [FORMULAS]).encode(), "text/csv") == []


def test_control_a_workbook_with_a_formula_is_seen() -> None:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "=1+1"
    book.create_sheet("b").sheet_state = "hidden"
    book.save(kept)
    assert active_cells(kept.getvalue(), "spreadsheetml") == ["b", "=1+1"]
