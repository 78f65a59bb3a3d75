"""Files as survey tools export them, for the tests of what comes in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pyreadstat
from openpyxl import Workbook

from belonging.instruments.load import load

SAMPLES = Path(__file__).parent / "samples"
PUPILS = "pupil_v1"
ITEMS = load(PUPILS).items
MOST, RARELY = "Most of the time", "Rarely"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def workbook(rows: list[list[object]], *, merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def microsoft_forms() -> bytes:
    """The sample as the workbook that Microsoft Forms gives: numbers are numbers."""
    rows: list[list[object]] = [list(row) for row in csv.reader(io.StringIO(sample("microsoft_forms.csv").decode()))]
    return workbook([rows[0], *[[int(str(row[0])), *row[1:]] for row in rows[1:]]])


def spss(folder: Path, *, pupils: int = 12) -> bytes:
    """Numbers under labels, as SPSS keeps them; 9 is declared as missing."""
    frame = pl.DataFrame(
        {"year": [5.0 + at % 2 for at in range(pupils)], **{f"q{at}": [4.0, 9.0] * (pupils // 2) for at in range(12)}}
    )
    path = folder / "made.sav"
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=["Year group", *[str(item.wording["standard"]) for item in ITEMS]],
        variable_value_labels={
            f"q{at}": {option.code: str(option.label) for option in ITEMS[0].scale.options} for at in range(12)
        },
        missing_ranges={f"q{at}": [9.0] for at in range(12)},
    )
    return path.read_bytes()


def answers(*, rows: int = 12, school: str = "Maple Tree School", wave: str = "baseline", answer: str = MOST) -> bytes:
    """A plain table: school, wave, year, gender, then our items by their keys."""
    lines = [",".join(["school", "wave", "year", "gender", *[item.key for item in ITEMS]])]
    lines += [",".join([school, wave, f"Year {5 + at % 2}", "Girl", *[answer] * len(ITEMS)]) for at in range(rows)]
    return "\n".join(lines).encode()
