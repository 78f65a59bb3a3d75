"""The little markup of a resource's body, read into blocks. Everything else is text, and is shown as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_HEADING: Final = re.compile(r"(#{2,3}) +(.+)")
_BULLET: Final = re.compile(r"[-•*] +(.+)")
_NUMBER: Final = re.compile(r"\d{1,2}[.)] +(.+)")
_INLINE: Final = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<words>[^\]\n]+)\]\((?P<href>https?://[^\s()<>\"\\]+(?:\([^\s()<>\"\\]*\)[^\s()<>\"\\]*)*)\)"
)


class Kind(StrEnum):
    TITLE = "title"
    SUBTITLE = "subtitle"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of letters: plain, bold, or a link to another site."""

    text: str
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph has one line; a list has a line for each entry."""

    kind: Kind
    lines: tuple[tuple[Span, ...], ...]


def blocks_of(body: str) -> list[Block]:
    found: list[tuple[Kind, list[str]]] = []
    fresh = True
    for line in body.splitlines():
        words = line.strip()
        if not words:
            fresh = True
            continue
        kind, said = _kind_of(words)
        last = found[-1] if found else None
        if last and last[0] is kind and kind in (Kind.BULLETS, Kind.NUMBERS):
            last[1].append(said)
        elif last and not fresh and kind is Kind.PARAGRAPH and last[0] not in (Kind.TITLE, Kind.SUBTITLE):
            last[1][-1] += f" {said}"
        else:
            found.append((kind, [said]))
        fresh = False
    return [Block(kind, tuple(tuple(_spans(line)) for line in lines)) for kind, lines in found]


def text_of(body: str) -> tuple[str, str]:
    """What searching weighs: the words of the headings, and all others."""
    headings: list[str] = []
    others: list[str] = []
    for block in blocks_of(body):
        into = headings if block.kind in (Kind.TITLE, Kind.SUBTITLE) else others
        into.extend("".join(span.text for span in line) for line in block.lines)
    return "\n".join(headings), "\n".join(others)


def _kind_of(line: str) -> tuple[Kind, str]:
    if heading := _HEADING.fullmatch(line):
        return (Kind.TITLE if len(heading[1]) == 2 else Kind.SUBTITLE), heading[2]
    if bullet := _BULLET.fullmatch(line):
        return Kind.BULLETS, bullet[1]
    if number := _NUMBER.fullmatch(line):
        return Kind.NUMBERS, number[1]
    return Kind.PARAGRAPH, line


def _spans(line: str) -> Iterator[Span]:
    at = 0
    for found in _INLINE.finditer(line):
        if found.start() > at:
            yield Span(line[at : found.start()])
        yield Span(found["bold"], bold=True) if found["bold"] else Span(found["words"], href=found["href"])
        at = found.end()
    if at < len(line):
        yield Span(line[at:])
