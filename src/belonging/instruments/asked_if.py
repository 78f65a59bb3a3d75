"""Items that are asked only of some: read once all items of the file are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from belonging.instruments.model import PROFESSIONAL_AUDIENCES, AskedIf, Item, Section
from belonging.instruments.tables import Table, meant


def read_asked_if(root: Table, sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, each item with its `asked_if`. The condition is an earlier item that everybody is asked."""
    earlier: dict[str, Item] = {}
    whole = []
    for table, section in zip(root.tables("sections"), sections, strict=True):
        items = []
        for row, item in zip(table.tables("items"), section.items, strict=True):
            items.append(replace(item, asked_if=_asked_if(root, row, earlier)) if "asked_if" in row else item)
            if "asked_if" not in row:
                earlier[item.key] = item
        whole.append(replace(section, items=tuple(items)))
    return tuple(whole)


def _asked_if(root: Table, row: Table, earlier: Mapping[str, Item]) -> AskedIf:
    """How many were asked tells how many chose that answer, so that only forms of a professional role may have it."""
    if root.text("audience") not in PROFESSIONAL_AUDIENCES:
        raise row.error(
            "an item may depend on an earlier answer only where people answer in a professional role",
            "ask it of everybody, or take asked_if out",
            "asked_if",
        )
    table = row.table("asked_if")
    table.only("item", "answers")
    key = table.text("item")
    if key not in earlier:
        raise table.error(f"'{key}' is no earlier item that everybody is asked", meant(key, earlier), "item")
    codes = {option.value: option.code for option in earlier[key].scale.options}
    values = table.texts("answers")
    for place, value in enumerate(values):
        if value not in codes:
            raise table.error(f"'{key}' has no answer '{value}'", meant(value, codes), "answers", place)
    return AskedIf(key, tuple(codes[value] for value in values))
