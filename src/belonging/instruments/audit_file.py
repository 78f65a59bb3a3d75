"""An audit file, read into an AuditInstrument; and the same as plain data, for versions kept in a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belonging.instruments.audit import Area, AuditInstrument, Link, Pairing, Statement
from belonging.instruments.framework import Reference
from belonging.instruments.framework_file import read_references
from belonging.instruments.lists import Known, read_cited, read_pairings, read_parallel
from belonging.instruments.model import Text
from belonging.instruments.scales import refuse_repeats
from belonging.instruments.tables import Table, meant
from belonging.instruments.wording import read_languages, read_optional_text, read_text

LONGEST_MINUTES = 600
_STATEMENT_KEYS = (
    *("key", "wording", "fully", "partially", "not_yet", "why", "send", "tips", "example"),
    *("references", "links", "constructs", "pairings", "themes"),
)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    languages: tuple[str, ...]
    references: Mapping[str, Reference]
    known: Known | None


def read_audit(root: Table, digest: str, known: Known | None = None) -> AuditInstrument:
    """Raise InvalidInstrument unless the file is whole; constructs and items are checked when `known` is given."""
    root.only("key", "version", "framework", "title", "introduction", "minutes", "languages", "areas", "references")
    references = read_references(root) if "references" in root else {}
    vocabulary = _Vocabulary(read_languages(root), references, known)
    return AuditInstrument(
        key=root.name(),
        version=root.number("version", 1, 9999),
        title=read_text(root, "title", vocabulary.languages),
        introduction=read_text(root, "introduction", vocabulary.languages),
        minutes=root.number("minutes", 1, LONGEST_MINUTES),
        framework=root.name("framework"),
        areas=_areas(root, vocabulary),
        references=tuple(references.values()),
        digest=digest,
    )


def audit_from_data(data: Mapping[str, object], *, name: str, known: Known | None = None) -> AuditInstrument:
    """What `audit_to_data` gave, read and checked like a file. Raises InvalidInstrument, which says where."""
    root = Table(name, None, (), dict(data))
    audit = read_audit(root, digest_of_data(data), known)
    if audit.name != name:
        raise root.error(f"this is {audit.name}, not {name}", "give it the version of its name", "version")
    return audit


def digest_of_data(data: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def canonical_json(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def audit_to_data(audit: AuditInstrument) -> dict[str, object]:
    """The audit in the shape of its file, in types that JSON has; numbers of statements follow from their order."""
    return {
        "key": audit.key,
        "version": audit.version,
        "framework": audit.framework,
        "title": _words(audit.title),
        "introduction": _words(audit.introduction),
        "minutes": audit.minutes,
        "languages": _languages(audit),
        "areas": [_area_data(area) for area in audit.areas],
        "references": [_reference_data(reference) for reference in audit.references],
    }


def _areas(root: Table, vocabulary: _Vocabulary) -> tuple[Area, ...]:
    rows = root.tables("areas")
    if not rows:
        raise root.error("there are no areas", "begin one with [[areas]]", "areas")
    areas = tuple(_area(row, number, vocabulary) for number, row in enumerate(rows, start=1))
    refuse_repeats(rows, "key", [area.key for area in areas])
    statements = [row for area in rows for row in area.tables("statements")]
    refuse_repeats(statements, "key", [row.name() for row in statements])
    return areas


def _area(table: Table, number: int, vocabulary: _Vocabulary) -> Area:
    table.only("key", "title", "description", "statements")
    key = table.name()
    rows = table.tables("statements")
    if not rows:
        raise table.error(f"area '{key}' has no statements", "add one with [[areas.statements]]", "statements")
    return Area(
        key=key,
        number=number,
        title=read_text(table, "title", vocabulary.languages),
        description=read_text(table, "description", vocabulary.languages),
        statements=tuple(
            _statement(row, f"{number}.{place}", key, vocabulary) for place, row in enumerate(rows, start=1)
        ),
    )


def _statement(table: Table, number: str, area: str, vocabulary: _Vocabulary) -> Statement:
    table.only(*_STATEMENT_KEYS)
    languages = vocabulary.languages
    fully, partially, not_yet = (read_text(table, met, languages) for met in ("fully", "partially", "not_yet"))
    if len({str(fully), str(partially), str(not_yet)}) < 3:
        remedy = "say what is to be seen for each of fully, partially and not yet"
        raise table.error("two of its descriptors are the same", remedy, "fully")
    return Statement(
        key=table.name(),
        number=number,
        area=area,
        wording=read_text(table, "wording", languages),
        fully=fully,
        partially=partially,
        not_yet=not_yet,
        why=read_optional_text(table, "why", languages),
        send=read_optional_text(table, "send", languages),
        tips=read_parallel(table, "tips", languages) if "tips" in table else (),
        example=read_optional_text(table, "example", languages),
        references=read_cited(table, vocabulary.references),
        links=_links(table),
        constructs=_constructs(table, vocabulary.known),
        pairings=read_pairings(table, vocabulary.known),
        themes=table.texts("themes") if "themes" in table else (),
    )


def _links(table: Table) -> tuple[Link, ...]:
    links = []
    for row in table.tables("links", default=()):
        row.only("text", "href")
        href = row.text("href")
        if not href.startswith("https://") or " " in href:
            raise row.error(f"'{href}' is not a safe link", "write a whole address that begins with https://", "href")
        links.append(Link(text=row.text("text"), href=href))
    return tuple(links)


def _constructs(table: Table, known: Known | None) -> tuple[str, ...]:
    constructs = table.texts("constructs") if "constructs" in table else ()
    for place, construct in enumerate(constructs):
        if known is not None and construct not in known.constructs:
            remedy = meant(construct, known.constructs)
            raise table.error(f"construct '{construct}' is unknown", remedy, "constructs", place)
    return constructs


def _words(text: Text) -> dict[str, str]:
    return dict(text.by_language)


def _languages(audit: AuditInstrument) -> list[str]:
    texts = [audit.title, audit.introduction]
    for area in audit.areas:
        texts += [area.title, area.description]
    for statement in audit.statements:
        optional = (statement.why, statement.send, statement.example)
        texts += [statement.wording, statement.fully, statement.partially, statement.not_yet, *statement.tips]
        texts += [text for text in optional if text is not None]
    others = {tag for text in texts for tag in text.by_language} - {"en"}
    return ["en", *sorted(others)]


def _reference_data(reference: Reference) -> dict[str, object]:
    return {
        "key": reference.key,
        "authors": reference.authors,
        "year": reference.year,
        "title": reference.title,
        "where": reference.where,
    }


def _area_data(area: Area) -> dict[str, object]:
    return {
        "key": area.key,
        "title": _words(area.title),
        "description": _words(area.description),
        "statements": [_statement_data(statement) for statement in area.statements],
    }


def _statement_data(statement: Statement) -> dict[str, object]:
    """What a statement does not have is left out."""
    optional = {"why": statement.why, "send": statement.send, "example": statement.example}
    whole: dict[str, object] = {
        "key": statement.key,
        "wording": _words(statement.wording),
        "fully": _words(statement.fully),
        "partially": _words(statement.partially),
        "not_yet": _words(statement.not_yet),
        **{key: _words(text) for key, text in optional.items() if text is not None},
        "tips": _tips_data(statement.tips),
        "references": [reference.key for reference in statement.references],
        "links": [{"text": link.text, "href": link.href} for link in statement.links],
        "constructs": list(statement.constructs),
        "pairings": _pairings_data(statement.pairings),
        "themes": list(statement.themes),
    }
    return {key: value for key, value in whole.items() if value}


def _tips_data(tips: Iterable[Text]) -> dict[str, list[str]]:
    by_language: dict[str, list[str]] = {}
    for tip in tips:
        for tag, words in tip.by_language.items():
            by_language.setdefault(tag, []).append(words)
    return by_language


def _pairings_data(pairings: Iterable[Pairing]) -> dict[str, list[str]]:
    by_audience: dict[str, list[str]] = {}
    for pairing in pairings:
        by_audience.setdefault(pairing.audience, []).append(pairing.item)
    return by_audience
