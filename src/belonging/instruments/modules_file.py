"""A file of a module, read into a Module; and the file that says who reviewed which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from belonging.instruments.framework import Reference
from belonging.instruments.framework_file import read_references
from belonging.instruments.lists import read_cited, read_parallel
from belonging.instruments.modules import Choice, Module, Page, Question, Review
from belonging.instruments.scales import refuse_repeats
from belonging.instruments.tables import Table, meant
from belonging.instruments.wording import read_languages, read_optional_text, read_text

PAGES, QUESTIONS, CHOICES = range(6, 10), range(4, 7), range(2, 7)
MOST_WORDS = 120
"""On one page: a phone's screen or two."""
_DAY = re.compile(r"20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_ROOT = (
    *("key", "version", "languages", "title", "summary", "audience", "minutes", "constructs", "checked"),
    *("pages", "questions", "references"),
)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    languages: tuple[str, ...]
    references: Mapping[str, Reference]


def read_module(root: Table, digest: str, *, constructs: Set[str]) -> Module:
    """Raise InvalidInstrument unless the file is whole; `constructs` are the framework's keys."""
    root.only(*_ROOT)
    vocabulary = _Vocabulary(read_languages(root), read_references(root))
    words = vocabulary.languages
    return Module(
        key=root.name(),
        version=root.number("version", 1, 9999),
        title=read_text(root, "title", words),
        summary=read_text(root, "summary", words),
        audience=read_text(root, "audience", words),
        minutes=root.number("minutes", 5, 60),
        constructs=_known(root, "constructs", constructs),
        pages=_pages(root, vocabulary),
        questions=_questions(root, words),
        references=tuple(vocabulary.references.values()),
        checked=frozenset(_known(root, "checked", vocabulary.references) if "checked" in root else ()),
        digest=digest,
    )


def read_reviews(root: Table, *, modules: Set[str]) -> dict[str, Review]:
    """By the name of the module's version; the last word of each."""
    root.only("reviews")
    reviews = {}
    for row in root.tables("reviews"):
        row.only("module", "by", "on")
        on = row.text("on")
        if not _DAY.fullmatch(on):
            raise row.error("'on' is not a day", 'write it as in on = "2026-12-04"', "on")
        reviews[row.one_of("module", modules)] = Review(row.text("module"), row.text("by"), on)
    return reviews


def _pages(root: Table, vocabulary: _Vocabulary) -> tuple[Page, ...]:
    rows = root.tables("pages")
    _refuse_number(root, "pages", len(rows), PAGES)
    pages = tuple(_page(row, vocabulary) for row in rows)
    refuse_repeats(rows, "key", [page.key for page in pages])
    return pages


def _page(table: Table, vocabulary: _Vocabulary) -> Page:
    table.only("key", "title", "body", "points", "picture", "alt", "think", "references")
    languages = vocabulary.languages
    page = Page(
        key=table.name(),
        title=read_text(table, "title", languages),
        body=read_parallel(table, "body", languages),
        points=read_parallel(table, "points", languages) if "points" in table else (),
        picture=table.text("picture"),
        alt=read_text(table, "alt", languages),
        think=read_optional_text(table, "think", languages),
        references=read_cited(table, vocabulary.references),
    )
    words = sum(len(str(each).split()) for each in (*page.body, *page.points))
    if words > MOST_WORDS:
        raise table.error(f"this page has {words} words", f"say it in {MOST_WORDS}, or make two pages of it", "body")
    return page


def _questions(root: Table, languages: tuple[str, ...]) -> tuple[Question, ...]:
    rows = root.tables("questions")
    _refuse_number(root, "questions", len(rows), QUESTIONS)
    questions = tuple(_question(row, languages) for row in rows)
    refuse_repeats(rows, "key", [question.key for question in questions])
    return questions


def _question(table: Table, languages: tuple[str, ...]) -> Question:
    table.only("key", "text", "choices", "why")
    rows = table.tables("choices")
    _refuse_number(table, "choices", len(rows), CHOICES)
    question = Question(
        key=table.name(),
        text=read_text(table, "text", languages),
        choices=tuple(_choice(row, languages) for row in rows),
        why=read_text(table, "why", languages),
    )
    if not 0 < len(question.right) < len(rows):
        raise table.error("not both right and wrong choices", "write right = true at some and not at all", "choices")
    return question


def _choice(table: Table, languages: tuple[str, ...]) -> Choice:
    table.only("text", "right")
    return Choice(text=read_text(table, "text", languages), right=table.flag("right", default=False))


def _known(table: Table, key: str, known: Set[str] | Mapping[str, object]) -> tuple[str, ...]:
    texts = table.texts(key)
    for place, text in enumerate(texts):
        if text not in known:
            raise table.error(f"'{text}' in '{key}' is unknown", meant(text, known), key, place)
    return texts


def _refuse_number(table: Table, key: str, found: int, wanted: range) -> None:
    if found not in wanted:
        remedy = f"make it {wanted.start} to {wanted.stop - 1}"
        raise table.error(f"there are {found} {key}", remedy, key)
