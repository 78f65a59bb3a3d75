"""TOML files that people write by hand, asked for part by part: what is wrong is said with file, place and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any


class UnusableToml(ValueError):
    """A mapping or plan file that cannot be used; the message names file, place and remedy."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file holds, under the file's name."""

    name: str
    content: Mapping[str, Any]

    def refuse_unknown(self, known: Iterable[str], what: str) -> None:
        """Raise UnusableToml for a key that is not `known`; `what` is how a key is called: "part"."""
        for key in self.content:
            if key not in known:
                raise UnusableToml(f"{self.name}: there is no {what} {key!r}. {use(key, known)}")

    def table(self, name: str) -> Mapping[str, Any]:
        """A part of the file; empty where it is left out."""
        return self.inside(self.content, name, f"[{name}]")

    def inside(self, table: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
        """A part of a part; `where` is how it is written: "[values.gender]"."""
        part = table.get(name, {})
        if not isinstance(part, Mapping):
            raise UnusableToml(
                f"{self.name}: {name} is {part!r}. Write it as a part of its own, {where}, with a line each."
            )
        return part

    def texts(self, table: Mapping[str, Any], where: str) -> dict[str, str]:
        """Each value as text; numbers are taken as they are written."""
        for key, value in table.items():
            if isinstance(value, (Mapping, list)):
                raise UnusableToml(f"{self.name}, {where}: {key} is {value!r}. Give it one text in quotation marks.")
        return {str(key): str(value) for key, value in table.items()}

    def whole_numbers(self, table: Mapping[str, Any], where: str) -> dict[str, int]:
        return {str(key): self.whole_number(value, f"{where}: {key}") for key, value in table.items()}

    def whole_number(self, value: object, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise UnusableToml(f"{self.name}, {where} is {value!r}. Give it a whole number, without quotation marks.")
        return value


def read_toml(path: Path) -> TomlFile:
    """Raises UnusableToml."""
    try:
        return TomlFile(path.name, tomllib.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise UnusableToml(f"{path} cannot be read ({error.strerror or error}). Check the name.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableToml(
            f"{path.name} is not TOML in UTF-8: {error}. docs/examples/ has some to start from."
        ) from error
    except RecursionError as error:
        raise UnusableToml(
            f"{path.name} has brackets within brackets hundreds deep, which no mapping or plan needs. Write it anew; "
            "docs/examples/ has some to start from."
        ) from error


def use(word: str, known: Iterable[str]) -> str:
    """The remedy for an unknown word: what was meant, as far as that can be guessed, and what there is."""
    words = tuple(known)
    near = get_close_matches(word, words, n=1)
    return f"{f'Did you mean {near[0]!r}? ' if near else ''}Use {', '.join(words)}."
