"""What stands at a page's public address, kept word for word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownLine:
    said: str
    did: str
    stage: str
    what_came: str
    item: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """`revision` is the page's own that it was taken from; `as_built` where nobody had approved it."""

    opening: str
    closing: str
    lines: tuple[ShownLine, ...]
    revision: int
    as_built: bool

    def to_data(self) -> dict[str, object]:
        return {**asdict(self), "lines": [asdict(line) for line in self.lines]}


def shown_from(data: Mapping[str, Any]) -> Shown:
    """What `to_data` gave, as it comes out of the database."""
    lines: Iterable[Mapping[str, Any]] = data["lines"]
    return Shown(
        opening=data["opening"],
        closing=data["closing"],
        lines=tuple(ShownLine(**line) for line in lines),
        revision=data["revision"],
        as_built=data["as_built"],
    )
