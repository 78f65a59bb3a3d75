"""Writing a version of the audit: its statements as plain data, one changed at a time; numbers follow from order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from typing import Any, Final

from belonging.instruments.audit import AuditInstrument, Statement

Content = dict[str, Any]
"""A version in the shape of its file, as `instruments.audit_file.audit_to_data` gives it."""

TEXTS: Final = ("wording", "fully", "partially", "not_yet", "why", "send", "example")
LISTS: Final = ("references", "constructs", "themes")
NEEDED: Final = {
    "why": "why it matters",
    "send": "what to look at for pupils with SEND",
    "example": "an example",
    "tips": "a tip",
    "references": "a reference",
    "constructs": "a side of belonging",
}
"""Beside the wording and the descriptors, without which it cannot be kept at all."""


@dataclass(frozen=True, slots=True)
class StatementWords:
    """A statement as the team writes it. `place` counts from 1 within the area. An empty text is left out."""

    key: str
    area: str
    place: int
    wording: str
    fully: str
    partially: str
    not_yet: str
    why: str = ""
    send: str = ""
    example: str = ""
    tips: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    constructs: tuple[str, ...] = ()
    pairings: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Differs when anything but its place differs: a form says which one it began from."""
        said = {name: value for name, value in asdict(self).items() if name != "place"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class FrameWords:
    """What stands around the statements. `areas`: title and description by key."""

    introduction: str
    minutes: int
    areas: dict[str, tuple[str, str]]

    @property
    def mark(self) -> str:
        """Differs when anything differs: a form says which one it began from."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def frame_of(audit: AuditInstrument) -> FrameWords:
    areas = {area.key: (str(area.title), str(area.description)) for area in audit.areas}
    return FrameWords(str(audit.introduction), audit.minutes, areas)


def words_in(content: Content, key: str) -> StatementWords | None:
    for area, place, row in _placed(content):
        if row["key"] == key:
            return _words(area["key"], place, row)
    return None


def with_words(content: Content, words: StatementWords) -> Content:
    """The statement of that key changed, moved or added. A text that stays as it was keeps its translations."""
    changed = deepcopy(content)
    old = _taken_out(changed, words.key)
    area = next(area for area in changed["areas"] if area["key"] == words.area)
    area["statements"].insert(words.place - 1, _row(words, old))
    return changed


def without(content: Content, key: str) -> Content:
    changed = deepcopy(content)
    _taken_out(changed, key)
    return changed


def sizes(content: Content) -> dict[str, int]:
    """How many statements each area has, by key."""
    return {area["key"]: len(area["statements"]) for area in content["areas"]}


def key_from(name: str) -> str:
    """A key from a few words: "Quiet rooms" gives "quiet_rooms"; empty where nothing of them can stand in one."""
    return re.sub(r"^[^a-z]+|_+$", "", re.sub(r"[^a-z0-9]+", "_", name.lower()))[:40]


def missing_parts(statement: Statement) -> tuple[str, ...]:
    return tuple(words for part, words in NEEDED.items() if not getattr(statement, part))


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement in two versions. `parts` are the names of what differs in it; either may be None, not both."""

    then: Statement | None
    now: Statement | None
    moved: bool = False
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return (self.now or self.then).key  # type: ignore[union-attr]  # one of them is there


PART_WORDS: Final = {
    "wording": "the statement",
    "fully": "“fully met”",
    "partially": "“partially met”",
    "not_yet": "“not yet met”",
    "why": "why it matters",
    "send": "what to look at for pupils with SEND",
    "tips": "tips",
    "example": "the example",
    "references": "references",
    "links": "links",
    "constructs": "sides of belonging",
    "pairings": "the questions that stand beside it",
    "themes": "themes",
}


def differences(then: AuditInstrument, now: AuditInstrument) -> list[Difference]:
    """Added, changed and moved ones in the order of now, then those taken out. A new number alone is no difference."""
    before = {statement.key: statement for statement in then.statements}
    found = []
    for statement in now.statements:
        old = before.pop(statement.key, None)
        if old is None:
            found.append(Difference(None, statement))
            continue
        parts = tuple(part for part in PART_WORDS if getattr(old, part) != getattr(statement, part))
        if parts or old.area != statement.area:
            found.append(Difference(old, statement, moved=old.area != statement.area, parts=parts))
    return [*found, *(Difference(old, None) for old in before.values())]


def renumbered(then: AuditInstrument, now: AuditInstrument) -> list[tuple[Statement, Statement]]:
    """Statements of both that stand under another number now, each as then and as now, in the order of now."""
    before = {statement.key: statement for statement in then.statements}
    both = ((before[statement.key], statement) for statement in now.statements if statement.key in before)
    return [(old, statement) for old, statement in both if old.number != statement.number]


def _placed(content: Content) -> Iterator[tuple[Mapping[str, Any], int, Mapping[str, Any]]]:
    for area in content["areas"]:
        for place, row in enumerate(area["statements"], start=1):
            yield area, place, row


def _taken_out(content: Content, key: str) -> Mapping[str, Any]:
    """Empty where it was not there."""
    for area in content["areas"]:
        for row in area["statements"]:
            if row["key"] == key:
                area["statements"].remove(row)
                return dict(row)
    return {}


def _words(area: str, place: int, row: Mapping[str, Any]) -> StatementWords:
    pairings = row.get("pairings", {})
    texts: dict[str, Any] = {text: row.get(text, {}).get("en", "") for text in TEXTS}
    lists: dict[str, Any] = {each: tuple(row.get(each, ())) for each in LISTS}
    return StatementWords(
        key=row["key"],
        area=area,
        place=place,
        **texts,
        **lists,
        tips=tuple(row.get("tips", {}).get("en", ())),
        links=tuple((link["text"], link["href"]) for link in row.get("links", ())),
        pairings=tuple((audience, item) for audience, items in pairings.items() for item in items),
    )


def _row(words: StatementWords, old: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"key": words.key}
    for text in TEXTS:
        row[text] = _worded(old.get(text, {}), getattr(words, text))
    for each in LISTS:
        row[each] = list(getattr(words, each))
    row["tips"] = _worded(old.get("tips", {}), list(words.tips))
    row["links"] = [{"text": text, "href": href} for text, href in words.links]
    row["pairings"] = _by_audience(words.pairings)
    return {part: value for part, value in row.items() if value}


def _worded(old: Mapping[str, Any], english: str | list[str]) -> dict[str, Any]:
    if old.get("en") == english:
        return dict(old)
    return {"en": english} if english else {}


def _by_audience(pairings: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    by_audience: dict[str, list[str]] = {}
    for audience, item in pairings:
        by_audience.setdefault(audience, []).append(item)
    return by_audience
