"""A text in another language, part by part: what a translation has to keep of the English, and the shipped drafts."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from belonging.instruments.words import draft, english
from belonging.web.enrolment.rules.documents import (
    ENGLISH,
    LANGUAGES,
    Document,
    document_of,
    latest,
    root_of,
)
from belonging.web.enrolment.rules.wordings import QUESTIONNAIRES

TRANSLATED = ("letter_parent", "notice_parent", "notice_child")
"""What families and pupils get."""
HOME = "translations"
HEAD = ("key", "English", "Translation", "Note")
FORMULA = "\x00formula"
"""What files.rules.workbooks puts where a cell holds a formula."""
MOST_FAULTS = 20
DRAFT = "Draft translation, not checked yet. What counts is the English text."
DRAFT_WORDS = {
    "pl": "Tłumaczenie robocze, jeszcze niesprawdzone. Obowiązuje tekst angielski.",
    "ro": "Traducere provizorie, încă neverificată. Este valabil textul în limba engleză.",
}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LISTED = re.compile(r"^\s*- ", re.MULTILINE)
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Controls, and marks that turn the direction of what stands beside them. Joiners are letters of some languages."""
Texts = Mapping[str, str]
"""A text's parts by key, in the order in which they are read: {"title": "…", "sections.1.heading": "…"}."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a spreadsheet that came back; `number` as the spreadsheet counts."""

    number: int
    key: str
    english: str
    words: str


def letter_names() -> tuple[str, ...]:
    return tuple(latest(key) for key in TRANSLATED)


def translated_names() -> tuple[str, ...]:
    """What is translated: letters and notices, then all that people are asked."""
    return (*letter_names(), *QUESTIONNAIRES)


@cache
def english_texts(name: str) -> Texts:
    """All but the warning to adults that stands above a template. Raises UnknownDocument."""
    if name in QUESTIONNAIRES:
        return english(name)
    return {key: words for key, words in _texts(root_of(name)) if key != "warning"}


@cache
def shipped(name: str, language: str) -> Texts | None:
    """The draft that comes with the service; of a questionnaire it may lack lines."""
    if language not in LANGUAGES or language == ENGLISH:
        return None
    if name in QUESTIONNAIRES:
        drafted = draft(name, language)
        return None if drafted is None else {key: drafted[key] for key in english(name) if key in drafted}
    file = files("belonging.web.enrolment").joinpath(HOME, f"{name}.{language}.toml")
    if not file.is_file():
        return None
    texts: dict[str, str] = tomllib.loads(file.read_bytes().decode("utf-8"))["texts"]
    return {key: texts[key].strip() for key in english_texts(name)}


def completed(name: str, language: str, texts: Texts) -> Texts:
    """What somebody brought in, with the shipped draft of lines that the English has got since, in their order."""
    drafted = shipped(name, language) or {}
    kept = {key: words for key, words in texts.items() if not _UNSEEN.search(words)}
    both = {key: kept.get(key) or drafted.get(key, "") for key in english_texts(name)}
    return {key: words for key, words in both.items() if words}


def digest_to_sign(name: str, texts: Texts) -> str:
    """By which a reviewed translation is known. Of a questionnaire it is of the English, too: a sign-off is of both.

    The English of a letter never changes under its name (documents.py).
    """
    return digest_of_texts({"": digest_of_english(name), **texts} if name in QUESTIONNAIRES else texts)


@cache
def digest_of_english(name: str) -> str:
    return digest_of_texts(english_texts(name))


def digest_of_texts(texts: Texts) -> str:
    return hashlib.sha256(json.dumps(dict(texts), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def document_in(name: str, language: str, texts: Texts, *, draft: bool) -> Document:
    """The English document with these words in its places."""
    root = copy.deepcopy(dict(root_of(name)))
    for key, words in texts.items():
        _put(root, key.split("."), words)
    made = document_of(root, name, language, digest_of_texts(texts))
    return replace(made, draft=draft_words(language)) if draft else made


def draft_words(language: str) -> str:
    """In the language where we have it, and in English."""
    return " ".join(filter(None, (DRAFT_WORDS.get(language, ""), DRAFT)))


def faults_of(name: str, rows: Sequence[Row]) -> list[str]:
    """What is wrong with a translation that came back, each as a sentence; the first MOST_FAULTS."""
    english = english_texts(name)
    found = [fault for row in rows for fault in _faults_of_row(english, row)]
    keys = [row.key for row in rows]
    found += [
        f"“{key}” is there {keys.count(key)} times. Please keep one row." for key in english if keys.count(key) > 1
    ]
    found += [f"The row “{key}” is missing. Please put it back." for key in english if key not in keys]
    more = len(found) - MOST_FAULTS
    return found if more <= 0 else [*found[:MOST_FAULTS], f"And {more} more. Please put these right first."]


def rows_from(sheet: Sequence[Sequence[str]]) -> list[Row]:
    """The rows under the heading; empty where the sheet has not the columns that were downloaded."""
    if not sheet or [words.strip().casefold() for words in sheet[0][:3]] != [words.casefold() for words in HEAD[:3]]:
        return []
    padded = ((number, [*cells, "", "", ""]) for number, cells in enumerate(sheet[1:], start=2))
    return [Row(number, cells[0].strip(), cells[1].strip(), _clean(cells[2])) for number, cells in padded if any(cells)]


def _clean(words: str) -> str:
    return words.replace("\r\n", "\n").replace("_x000D_", "").strip()


def _faults_of_row(english: Texts, row: Row) -> Iterator[str]:
    at = f"Row {row.number}"
    if row.key not in english:
        yield f"{at}: “{row.key[:60]}” is no part of this text. Please keep the first column as it was downloaded."
        return
    original = english[row.key]
    if row.english.split() != original.split():
        yield f"{at}: the English is not what it is now. Please download the spreadsheet again, and copy your words in."
    if row.words == FORMULA:
        yield f"{at}: the translation is a formula. Please type it as words."
    elif not row.words:
        yield f"{at}: the translation is empty. Please fill it in."
    elif unseen := _UNSEEN.search(row.words):
        yield f"{at}: the translation holds a character that nobody sees (U+{ord(unseen[0]):04X}). Please take it out."
    else:
        yield from (f"{at}: {fault}" for fault in _unkept(original, row.words))


def _unkept(original: str, words: str) -> Iterator[str]:
    wanted, there = set(_PLACEHOLDER.findall(original)), set(_PLACEHOLDER.findall(words))
    for gap in sorted(wanted - there):
        yield f"{gap} is missing. Please put it where the English has it, exactly so."
    for gap in sorted(there - wanted):
        yield f"{gap} is not in the English. Please take it out, and leave the words in {{ }} untranslated."
    if "{" in _PLACEHOLDER.sub("", words) or "}" in _PLACEHOLDER.sub("", words):
        yield "a { or } stands alone. Please write the words in { } exactly as in the English."
    if len(_LISTED.findall(original)) != len(_LISTED.findall(words)):
        yield "the English has a list. Please begin each line of it with “- ”, and keep as many lines."
    if len(words) > 4 * len(original) + 200:
        yield "the translation is far longer than the English. Please look whether it is in the right row."


def _texts(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every string of the document that holds words."""
    if isinstance(node, str):
        if node.strip():
            yield ".".join(path), node.strip()
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _texts(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node, start=1):
            yield from _texts(value, (*path, str(number)))


def _put(node: Any, path: Sequence[str], words: str) -> None:
    here = int(path[0]) - 1 if isinstance(node, list) else path[0]
    if len(path) == 1:
        node[here] = words
    else:
        _put(node[here], path[1:], words)
