"""Questionnaires go out as XLSForm and come back the same; what a questionnaire cannot hold is refused by its row."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from belonging.instruments.load import load, load_file
from belonging.web.imports.engine.forms import read_form
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.services.forms import workbook_of


def changed(sheet: str, cell: str, value: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(instrument="pupil_v1", edition="standard", language="en")))
    book[sheet][cell] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pupil_v1", "parent_v1", "staff_v1"])
def test_out_and_in_again_is_the_same_questionnaire(name: str, tmp_path: Path) -> None:
    asked = load(name)
    read = read_form(workbook_of(instrument=name, edition="standard", language="en"))
    file = tmp_path / "back.toml"
    file.write_text(read["instrument"], encoding="utf-8")
    back = load_file(file)

    assert [(each.key, each.construct, each.reverse, str(each.wording["standard"])) for each in back.items] == [
        (each.key, each.construct, each.reverse, str(each.wording["standard"])) for each in asked.items
    ]
    assert [each.scale for each in back.items] == [each.scale for each in asked.items]
    assert [(each.key, each.fact, each.options) for each in back.about_me] == [
        (each.key, each.fact, each.options) for each in asked.about_me
    ]
    assert [box.key for box in back.comment_boxes] == [box.key for box in asked.comment_boxes]
    assert (back.audience, back.minutes, str(back.introduction)) == (
        asked.audience,
        asked.minutes,
        str(asked.introduction),
    )


@pytest.mark.django_db
def test_another_language_stands_beside_english() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_of(instrument="pupil_v1", edition="younger", language="pl")), read_only=True
    )
    headings = [cell.value for cell in next(book["survey"].iter_rows())]

    assert headings[:4] == ["type", "name", "label::English (en)", "label::Polish (pl)"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("survey", "A4", "calculate", "works something out"),
        ("survey", "A4", "begin_repeat", "repeats questions"),
        ("survey", "A4", "select_multiple frequency", "several choices"),
        ("survey", "A4", "image", "does not have"),
        ("survey", "A4", "select_one nowhere", "not on the sheet"),
        ("survey", "B4", "Not a name", "small letters"),
        ("survey", "J1", "relevant", "is not taken"),
        ("survey", "D1", "hint::Polish (pl)", "the hint of .* is not there in English"),
        ("choices", "C2", "=1+1", "formula"),
    ],
)
def test_what_is_not_taken_is_named_with_its_row(sheet: str, cell: str, value: str, said: str) -> None:
    content = changed(sheet, cell, value)
    if value == "relevant":
        book = openpyxl.load_workbook(io.BytesIO(content))
        book["survey"]["J4"] = "${safe} = 'never'"
        kept = io.BytesIO()
        book.save(kept)
        content = kept.getvalue()
    with pytest.raises(ImportRefused, match=said):
        read_form(content)


@pytest.mark.django_db
def test_a_form_without_constructs_still_serves_the_terminal() -> None:
    read = read_form(changed("survey", "F4", ""))

    assert read["instrument"] == ""
    assert "Add a column “construct”" in read["lacks"]
    assert "[questionnaire]" in read["mapping"]
