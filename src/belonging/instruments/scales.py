"""Reading scales and the choices of about-me questions."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.instruments.model import Option, Part, Scale
from belonging.instruments.tables import Table
from belonging.instruments.wording import read_text

HIGHEST_CODE = 99
PARTS = (Part.POSITIVE, Part.NEITHER, Part.NEGATIVE, Part.DECLINED)
"""What a choice can count as; "unanswered" is the absence of one."""


def read_scales(root: Table, languages: tuple[str, ...]) -> dict[str, Scale]:
    table = root.table("scales")
    return {key: _scale(key, table.table(key), languages) for key in table.values}


def _scale(key: str, table: Table, languages: tuple[str, ...]) -> Scale:
    table.only("options")
    rows = table.tables("options")
    options = tuple(_scale_option(row, languages) for row in rows)
    refuse_repeats(rows, "code", [option.code for option in options])
    refuse_repeats(rows, "value", [option.value for option in options])
    for part in (Part.POSITIVE, Part.NEGATIVE):
        if not any(option.part is part for option in options):
            remedy = f'give at least one of its options part = "{part}"'
            raise table.error(f"scale '{key}' has no {part} option", remedy, "options")
    declined = [row for row, option in enumerate(options) if option.part is Part.DECLINED]
    if declined and declined != [len(options) - 1]:
        remedy = "keep one, as the last option"
        raise table.error(f"scale '{key}' declines before its end", remedy, "options", declined[0])
    return Scale(key, options)


def _scale_option(table: Table, languages: tuple[str, ...]) -> Option:
    table.only("code", "value", "part", "label")
    return Option(
        code=table.number("code", 1, HIGHEST_CODE),
        value=table.name("value"),
        label=read_text(table, "label", languages),
        part=Part(table.one_of("part", PARTS)),
    )


def read_choices(question: Table, values: tuple[str, ...], languages: tuple[str, ...]) -> tuple[Option, ...]:
    """The options of an about-me question; each value is one that its fact can have."""
    rows = question.tables("options")
    options = []
    for row in rows:
        row.only("code", "value", "label")
        options.append(
            Option(
                code=row.number("code", 1, HIGHEST_CODE),
                value=row.one_of("value", values),
                label=read_text(row, "label", languages),
            )
        )
    refuse_repeats(rows, "code", [option.code for option in options])
    refuse_repeats(rows, "value", [option.value for option in options])
    return tuple(options)


def refuse_repeats(rows: Sequence[Table], key: str, values: Sequence[str | int]) -> None:
    """An error at the second row that gives `key` a value already taken."""
    for row, value in enumerate(values):
        if value in values[:row]:
            raise rows[row].error(f"{key} '{value}' is used twice", "give one of them another", key)
