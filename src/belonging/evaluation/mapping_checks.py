"""What a mapping file may not say of two things at once."""

from __future__ import annotations

from belonging.evaluation.adhoc import InvalidMapping
from belonging.evaluation.mapping import Mapped
from belonging.instruments.model import Instrument


def check_mapped(mapped: Mapped, instrument: Instrument) -> None:
    """Raise InvalidMapping where one column is two items, or one answer both has a code and counts as missing."""
    item_of: dict[str, str] = {}
    for item in instrument.items:
        column = mapped.items.get(item.key, item.key)
        other = item_of.setdefault(column, item.key)
        if other != item.key:
            raise InvalidMapping(
                f"{mapped.name}, [items]: {other} and {item.key} are both the column {column!r}. Give each item a "
                "column of its own; an item without a line here is the column of its own name."
            )
    parts = {"[answers]": mapped.answers}
    parts |= {f"[answers_of.{key}]": recoded for key, recoded in mapped.answers_of.items()}
    for where, recoded in parts.items():
        for answer in recoded:
            if answer in mapped.missing:
                raise InvalidMapping(
                    f"{mapped.name}, {where}: {answer!r} is given a code and also counts as not answered (under "
                    "[missing], or as every file's mark for it). Leave it out in one place, or write the answer in "
                    "the file another way."
                )
