"""Reading a TOML file by asking for what should be there; whatever else is there is an error."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.positions import Path, Positions

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


def parse(source: str, file: str) -> Table:
    """The root table of a TOML text; `file` is the name that errors call it by."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else max(1, len(source.splitlines()))
        problem = "this is not TOML: " + _PLACE.sub("", str(error))
        raise InvalidInstrument(file=file, line=line, problem=problem, remedy="correct it here") from error
    return Table(file, Positions(source), (), values)


def meant(wrong: str, known: Iterable[str], otherwise: str = "use one of") -> str:
    """A remedy for a misspelt name: the nearest known one, or the list of them."""
    names = sorted(known)
    near = get_close_matches(wrong, names, n=1)
    return f"did you mean '{near[0]}'?" if near else f"{otherwise}: {', '.join(names)}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file, and where it stands. Data that came from no file have no positions."""

    file: str
    positions: Positions | None
    path: Path
    values: dict[str, Any]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def error(self, problem: str, remedy: str, *where: str | int) -> InvalidInstrument:
        """An error at `where` inside this table (at the table itself when that is not there)."""
        if self.positions is None:
            return InvalidInstrument(file=self.file, line=0, problem=self._place(where) + problem, remedy=remedy)
        line = self.positions.line_of((*self.path, *where))
        return InvalidInstrument(file=self.file, line=line, problem=problem, remedy=remedy)

    def _place(self, where: Path) -> str:
        """A path in words, rows counted from 1: "areas 2, statements 4, wording: "."""
        words = ""
        for step in (*self.path, *where):
            words += f" {step + 1}" if isinstance(step, int) else f", {step}"
        return f"{words.removeprefix(', ')}: " if words else ""

    def only(self, *known: str) -> None:
        """Refuse every key that nobody reads: most are misspelt."""
        for key in self.values:
            if key not in known:
                raise self.error(f"nothing is called '{key}' here", meant(key, known), key)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, '"…"', default)
        if not isinstance(value, str):
            raise self.error(f"'{key}' is not text", f'write {key} = "…", in quotation marks', key)
        if not value.strip() and default is None:
            raise self.error(f"'{key}' is empty", "write its text between the quotation marks", key)
        return value

    def name(self, key: str = "key") -> str:
        """A text that other files hang on: small letters, digits and underscores."""
        value = self.text(key)
        if not _KEY.fullmatch(value):
            remedy = "use small letters, digits and underscores, beginning with a letter"
            raise self.error(f"{key} '{value}' cannot be used as a column name", remedy, key)
        return value

    def one_of(self, key: str, known: Iterable[str]) -> str:
        value = self.text(key)
        names = tuple(known)
        if value not in names:
            raise self.error(f"{key} '{value}' is unknown", meant(value, names), key)
        return value

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self._value(key, str(low), default)
        if type(value) is not int or not low <= value <= high:
            remedy = f"write {key} = {low} or another whole number up to {high}"
            raise self.error(f"'{key}' is not a whole number from {low} to {high}", remedy, key)
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._value(key, "true", default)
        if not isinstance(value, bool):
            remedy = f"write {key} = true or {key} = false, without quotation marks"
            raise self.error(f"'{key}' is neither true nor false", remedy, key)
        return value

    def table(self, key: str) -> Table:
        value = self._value(key, "{ … }", None)
        if not isinstance(value, dict):
            raise self.error(f"'{key}' is not a table", f"write {key} = {{ … }} or [{key}]", key)
        return Table(self.file, self.positions, (*self.path, key), value)

    def tables(self, key: str, default: tuple[()] | None = None) -> tuple[Table, ...]:
        value = self._value(key, "[{ … }]", default)
        if value != () and (not isinstance(value, list) or not all(isinstance(row, dict) for row in value)):
            raise self.error(f"'{key}' is not a list of tables", f"begin each with [[{key}]]", key)
        return tuple(
            Table(self.file, self.positions, (*self.path, key, row), values) for row, values in enumerate(value)
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts with no repeats; may not be empty."""
        value = self._value(key, '["…"]', None)
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise self.error(f"'{key}' is not a list of texts", f'write {key} = ["…", "…"]', key)
        for row, each in enumerate(value):
            if each in value[:row]:
                raise self.error(f"'{key}' names '{each}' twice", "take one of them out", key, row)
        return tuple(value)

    def _value(self, key: str, example: str, default: Any) -> Any:
        if key in self.values:
            return self.values[key]
        if default is None:
            raise self.error(f"'{key}' is missing", f"add {key} = {example}")
        return default
