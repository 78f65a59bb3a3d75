"""A file of practices, read into a Library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.instruments.framework import Reference
from belonging.instruments.framework_file import read_references
from belonging.instruments.lists import Known, read_cited, read_pairings, read_parallel
from belonging.instruments.model import Text
from belonging.instruments.practices import Cost, Effort, Evidence, Library, Practice
from belonging.instruments.scales import refuse_repeats
from belonging.instruments.tables import Table, meant
from belonging.instruments.wording import read_languages, read_text

SETTINGS = ("primary", "secondary", "special", "alternative_provision")
_KEYS = (
    *("key", "name", "what", "first_steps", "watch_out", "send", "cost", "cost_words", "effort", "effort_words"),
    *("evidence", "known", "references", "from_report", "settings", "constructs", "statements", "pairings"),
    *("for_pupils", "for_younger", "for_families"),
)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    languages: tuple[str, ...]
    references: Mapping[str, Reference]
    known: Known
    statements: frozenset[str]


def read_practices(root: Table, digest: str, *, known: Known, statements: frozenset[str]) -> Library:
    """Raise InvalidInstrument unless the file is whole; `statements` are the keys that an audit has."""
    root.only("key", "version", "languages", "practices", "references")
    references = read_references(root)
    vocabulary = _Vocabulary(read_languages(root), references, known, statements)
    rows = root.tables("practices")
    practices = tuple(_practice(row, vocabulary) for row in rows)
    refuse_repeats(rows, "key", [practice.key for practice in practices])
    return Library(
        key=root.name(),
        version=root.number("version", 1, 9999),
        practices=practices,
        references=tuple(references.values()),
        digest=digest,
    )


def _practice(table: Table, vocabulary: _Vocabulary) -> Practice:
    table.only(*_KEYS)

    def words(key: str) -> Text:
        return read_text(table, key, vocabulary.languages)

    evidence = Evidence(table.one_of("evidence", list(Evidence)))
    references = read_cited(table, vocabulary.references)
    if evidence is not Evidence.PRACTICE and not references:
        remedy = 'name the studies, or write evidence = "practice"'
        raise table.error(f"evidence is '{evidence}' and no study is named", remedy, "evidence")
    return Practice(
        key=table.name(),
        name=words("name"),
        what=words("what"),
        first_steps=read_parallel(table, "first_steps", vocabulary.languages),
        watch_out=words("watch_out"),
        send=words("send"),
        cost=Cost(table.one_of("cost", list(Cost))),
        cost_words=words("cost_words"),
        effort=Effort(table.one_of("effort", list(Effort))),
        effort_words=words("effort_words"),
        evidence=evidence,
        known=words("known"),
        references=references,
        from_report=table.flag("from_report", default=False),
        settings=_listed(table, "settings", frozenset(SETTINGS)),
        constructs=_listed(table, "constructs", frozenset(vocabulary.known.constructs)),
        statements=_listed(table, "statements", vocabulary.statements),
        pairings=read_pairings(table, vocabulary.known),
        for_pupils=words("for_pupils"),
        for_younger=words("for_younger"),
        for_families=words("for_families"),
    )


def _listed(table: Table, key: str, known: frozenset[str]) -> tuple[str, ...]:
    """A list of which every text is known."""
    texts = table.texts(key)
    for place, text in enumerate(texts):
        if text not in known:
            raise table.error(f"'{text}' in '{key}' is unknown", meant(text, known), key, place)
    return texts
