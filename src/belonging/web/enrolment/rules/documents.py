"""Agreements, notices and letters as versioned text: one file a version and language, read and checked once.

A published version never changes: people signed it. `documents/published.toml` holds the SHA-256 of every file,
and a file that differs from it is refused. Placeholders such as {school} are filled when a document is shown.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from belonging.instruments.words import LANGUAGES as SPOKEN

HOME = "documents"
ENGLISH = "en"
LANGUAGES: dict[str, str] = {
    code: each.own_name if each.own_name == each.english else f"{each.own_name} ({each.english})"
    for code, each in SPOKEN.items()
}
RIGHT_TO_LEFT = frozenset(code for code, each in SPOKEN.items() if each.direction == "rtl")
TYPEFACES = frozenset({"Latn", "Arab", "Beng", "Cyrl", "Gujr", "Guru", "Taml"})
PRINTED = frozenset(code for code, each in SPOKEN.items() if each.script in TYPEFACES)
"""The languages whose letters are in the typefaces of our PDFs (ui/fonts). Any other is printed from Word."""
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_NAME = re.compile(r"(?P<key>[a-z_]+)_v(?P<version>[0-9]+)(?:\.(?P<language>[a-z]{2,3}))?")


class DocumentChanged(RuntimeError):
    """A published file is not what it was when it was published. Always a fault of ours."""


class UnknownDocument(LookupError):
    """No document has this name, or not in this language."""


@dataclass(frozen=True, slots=True)
class Block:
    """`items` make a list, `rows` (with `head`) a table; otherwise `text` is a paragraph."""

    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """`number` is empty where the document's sections are not counted (letters)."""

    heading: str
    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`digest` is the SHA-256 of its file; `about` one sentence on what it is for; `size` of its type in points.

    `draft`: what a reader is told of a translation that nobody has checked yet; empty for every other text.
    """

    key: str
    version: int
    language: str
    title: str
    about: str
    warning: str
    sections: tuple[Section, ...]
    digest: str
    size: int = 11
    draft: str = ""

    @property
    def name(self) -> str:
        return f"{self.key}_v{self.version}"

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(_PLACEHOLDER.findall(plain_text(self)))

    def filled(self, values: Mapping[str, str]) -> Document:
        """With every placeholder replaced. KeyError names one that has no value."""

        def fill(text: str) -> str:
            return _PLACEHOLDER.sub(lambda found: values[found[1]], text)

        sections = tuple(
            replace(
                section, heading=fill(section.heading), blocks=tuple(_fill(block, fill) for block in section.blocks)
            )
            for section in self.sections
        )
        return replace(self, title=fill(self.title), about=fill(self.about), sections=sections)


def plain_text(document: Document) -> str:
    """The whole wording as plain text: what is kept when somebody accepts it."""
    parts = [document.title, document.about, document.warning]
    for section in document.sections:
        parts.append(f"{section.number} {section.heading}".strip())
        for block in section.blocks:
            parts.append(block.text)
            parts.extend(f"- {item}" for item in block.items)
            parts.extend(" | ".join(row) for row in ((block.head, *block.rows) if block.rows else ()))
    return "\n\n".join(part for part in parts if part)


@cache
def load_document(name: str, language: str = ENGLISH) -> Document:
    """The published document of that name ("letter_parent_v1"). Raises UnknownDocument, DocumentChanged."""
    file = _file(name, language)
    if file not in _published():
        raise UnknownDocument(f"No document is called '{name}' in the language '{language}'")
    source = _text(f"{file}.toml")
    if digest_of(source) != _published()[file]:
        raise DocumentChanged(f"{file}.toml is published and was changed. Put it back, and make a new version.")
    return document_of(tomllib.loads(source), name, language, digest_of(source))


@cache
def root_of(name: str) -> Mapping[str, Any]:
    """The published English file as it is written. Raises UnknownDocument, DocumentChanged."""
    load_document(name)
    return MappingProxyType(tomllib.loads(_text(f"{name}.toml")))


def latest(key: str) -> str:
    """The name of the newest published version: "school_programme_v1". Raises UnknownDocument."""
    versions = [int(found["version"]) for found in _names() if found["key"] == key]
    if not versions:
        raise UnknownDocument(f"No document is called '{key}'")
    return f"{key}_v{max(versions)}"


def version_of(name: str) -> int:
    return int(name.rpartition("_v")[2])


def languages_of(name: str) -> tuple[str, ...]:
    """The languages in which a reviewed text of this document is published, English first."""
    found = {str(each["language"] or ENGLISH) for each in _names() if f"{each['key']}_v{each['version']}" == name}
    return tuple(sorted(found, key=lambda code: (code != ENGLISH, code)))


def published_files() -> tuple[str, ...]:
    return tuple(_published())


def digest_of(source: str) -> str:
    """SHA-256 of the text in UTF-8, whatever line ends a checkout gave it."""
    return hashlib.sha256(source.replace("\r\n", "\n").encode()).hexdigest()


def _fill(block: Block, fill: Callable[[str], str]) -> Block:
    return Block(
        text=fill(block.text),
        items=tuple(map(fill, block.items)),
        head=tuple(map(fill, block.head)),
        rows=tuple(tuple(map(fill, row)) for row in block.rows),
    )


def document_of(root: Mapping[str, Any], name: str, language: str, digest: str) -> Document:
    key, _, version = name.rpartition("_v")
    counted = bool(root.get("counted", False))
    return Document(
        key=key,
        version=int(version),
        language=language,
        title=root["title"],
        about=root["about"],
        warning=root.get("warning", ""),
        sections=tuple(
            Section(each["heading"], tuple(_blocks(each)), f"{number}." if counted else "")
            for number, each in enumerate(root["sections"], start=1)
        ),
        digest=digest,
        size=int(root.get("size", 11)),
    )


def _blocks(section: Mapping[str, Any]) -> Iterator[Block]:
    """Paragraphs and lists in the order written (a blank line between two), then the table if there is one."""
    for part in re.split(r"\n\s*\n", section.get("text", "").strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            yield Block(items=tuple(line.removeprefix("- ") for line in lines))
        elif lines:
            yield Block(text=" ".join(lines))
    if "rows" in section:
        yield Block(head=tuple(section["head"]), rows=tuple(map(tuple, section["rows"])))


def _names() -> list[re.Match[str]]:
    return [found for found in map(_NAME.fullmatch, _published()) if found]


def _file(name: str, language: str) -> str:
    return name if language == ENGLISH else f"{name}.{language}"


@cache
def _published() -> Mapping[str, str]:
    return MappingProxyType(tomllib.loads(_text("published.toml"))["documents"])


def _text(file: str) -> str:
    return files("belonging.web.enrolment").joinpath(HOME, file).read_bytes().decode("utf-8")
