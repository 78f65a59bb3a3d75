"""On which line of a TOML file each value stands.

The standard reader tells values, not lines, and an error that names no line sends its reader hunting.
So the text is walked a second time, for places alone. It has been parsed before: it is known to be valid.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter

Path = tuple[str | int, ...]
"""The way to a value: ("sections", 0, "items", 3, "wording")."""

_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}\n#]+")


class Positions:
    """Line numbers, counted from 1, by path."""

    def __init__(self, source: str) -> None:
        self._lines = _Walk(source.replace("\r\n", "\n")).lines()

    def line_of(self, path: Path) -> int:
        """The line of that value or, where it is missing, of the nearest table that should hold it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]


class _Walk:
    """One pass over the text; `_at` is the next character to read."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._lines: dict[Path, int] = {(): 1}
        self._rows: Counter[Path] = Counter()

    def lines(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_GAP)
        while self._at < len(self._source):
            if self._source[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_GAP)
        return self._lines

    def _header(self) -> Path:
        start = self._at
        repeated = self._source.startswith("[[", self._at)
        self._at += 2 if repeated else 1
        keys = self._keys()
        self._at += 2 if repeated else 1
        path: Path = ()
        for key in keys[:-1]:
            path = self._latest((*path, key))
        path = (*path, keys[-1])
        if repeated:
            self._mark(path, start)
            self._rows[path] += 1
            path = self._latest(path)
        self._mark(path, start)
        return path

    def _latest(self, path: Path) -> Path:
        """Of a repeated table, the row that was begun last."""
        return (*path, self._rows[path] - 1) if path in self._rows else path

    def _pair(self, table: Path) -> None:
        start = self._at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._mark(path, start)
        self._at += 1  # the equals sign
        self._skip(_GAP)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._source[self._at]
        if opening == "[":
            self._members(path, "]")
        elif opening == "{":
            self._members(path, "}")
        else:
            self._skip(_STRING if opening in "\"'" else _PLAIN)

    def _members(self, path: Path, closing: str) -> None:
        self._at += 1
        row = 0
        self._skip(_GAP)
        while self._source[self._at] != closing:
            if closing == "]":
                self._mark((*path, row), self._at)
                self._value((*path, row))
            else:
                self._pair(path)
            row += 1
            self._skip(_GAP)
            if self._source[self._at] == ",":
                self._at += 1
                self._skip(_GAP)
        self._at += 1

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_GAP)
            token = self._take(_KEY)
            keys.append(tomllib.loads(f"key = {token}")["key"] if token[0] in "\"'" else token)
            self._skip(_GAP)
            if self._source[self._at] != ".":
                return keys
            self._at += 1

    def _mark(self, path: Path, at: int) -> None:
        self._lines.setdefault(path, self._source.count("\n", 0, at) + 1)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self._at)
        if match is None:
            raise AssertionError(f"valid TOML has something else at character {self._at}")
        self._at = match.end()
        return match.group()
