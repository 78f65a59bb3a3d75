"""A survey tool's file after it was read: headings, rows with their numbers, and what was left behind at the door."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self

MOST_ROWS = 50_000
MOST_COLUMNS = 400
MOST_VALUES = 60
"""Of one column that is mapped, value by value: more than a person can go through."""


@dataclass(frozen=True, slots=True)
class Column:
    """`question` is what the tool says the column asks: often the heading itself."""

    heading: str
    question: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column that was thrown away unread by anybody, and why ("names", "dates and times")."""

    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not come in; `number` as the file's own program counts."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """`rows` as (number in the file, cells), cells as text and empty where there was nothing."""

    read_as: str
    tool: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    dropped: tuple[Dropped, ...] = ()
    left: tuple[LeftOut, ...] = ()

    def place(self, heading: str) -> int:
        """Raises KeyError."""
        for at, column in enumerate(self.columns):
            if column.heading == heading:
                return at
        raise KeyError(heading)

    def has(self, heading: str) -> bool:
        return any(column.heading == heading for column in self.columns)

    def values(self, headings: Iterable[str]) -> Counter[str]:
        """How often each value stands in these columns, the empty ones left out."""
        places = [self.place(heading) for heading in headings]
        return Counter(cells[at] for _number, cells in self.rows for at in places if cells[at])

    def packed(self) -> bytes:
        return zlib.compress(json.dumps(asdict(self), ensure_ascii=False).encode(), 6)

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        return cls.from_plain(json.loads(zlib.decompress(content)))

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        return cls(
            read_as=plain["read_as"],
            tool=plain["tool"],
            columns=tuple(Column(**each) for each in plain["columns"]),
            rows=tuple((number, tuple(cells)) for number, cells in plain["rows"]),
            dropped=tuple(Dropped(**each) for each in plain["dropped"]),
            left=tuple(LeftOut(**each) for each in plain["left"]),
        )


def folded(text: str) -> str:
    """Letters and digits alone, in one case: "I don’t want to say." and "i dont want to say" are the same."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.casefold().replace("’", "").replace("'", "")).split())
