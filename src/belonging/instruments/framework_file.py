"""A framework file, read into a Framework."""

from __future__ import annotations

from collections.abc import Mapping

from belonging.instruments.framework import Construct, Definition, Framework, Reason, Reference
from belonging.instruments.scales import refuse_repeats
from belonging.instruments.tables import Table, meant
from belonging.instruments.wording import read_languages, read_text

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


def read_framework(root: Table, digest: str) -> Framework:
    """Raise InvalidInstrument unless the file is whole."""
    root.only("key", "version", "title", "languages", "definition", "constructs", "reasons", "references")
    languages = read_languages(root)
    references = read_references(root)
    constructs = _constructs(root, languages)
    return Framework(
        key=root.name(),
        version=root.number("version", 1, 9999),
        title=read_text(root, "title", languages),
        definition=_definition(root.table("definition"), references),
        constructs=constructs,
        reasons=_reasons(root, languages, {construct.key for construct in constructs}, references),
        references=tuple(references.values()),
        digest=digest,
    )


def read_references(root: Table) -> dict[str, Reference]:
    """By key, in the order of the file."""
    rows = root.tables("references")
    references = []
    for row in rows:
        row.only("key", "authors", "year", "title", "where")
        references.append(
            Reference(
                key=row.name(),
                authors=row.text("authors"),
                year=row.number("year", EARLIEST_YEAR, LATEST_YEAR),
                title=row.text("title"),
                where=row.text("where"),
            )
        )
    refuse_repeats(rows, "key", [reference.key for reference in references])
    return {reference.key: reference for reference in references}


def _constructs(root: Table, languages: tuple[str, ...]) -> tuple[Construct, ...]:
    rows = root.tables("constructs")
    constructs = []
    for row in rows:
        row.only("key", "title", "description")
        title, description = read_text(row, "title", languages), read_text(row, "description", languages)
        constructs.append(Construct(row.name(), title, description))
    refuse_repeats(rows, "key", [construct.key for construct in constructs])
    return tuple(constructs)


def _definition(table: Table, references: Mapping[str, Reference]) -> Definition:
    table.only("text", "reference", "note")
    key = table.one_of("reference", references)
    return Definition(text=table.text("text"), reference=references[key], note=table.text("note"))


def _reasons(
    root: Table, languages: tuple[str, ...], constructs: set[str], references: Mapping[str, Reference]
) -> tuple[Reason, ...]:
    rows = root.tables("reasons", default=())
    reasons = []
    for row in rows:
        row.only("item", "construct", "why", "references")
        for place, key in enumerate(row.texts("references")):
            if key not in references:
                remedy = meant(key, references)
                raise row.error(f"reference '{key}' is unknown", remedy, "references", place)
        reasons.append(
            Reason(
                item=row.name("item"),
                construct=row.one_of("construct", constructs),
                why=read_text(row, "why", languages),
                references=tuple(references[key] for key in row.texts("references")),
            )
        )
    refuse_repeats(rows, "item", [reason.item for reason in reasons])
    return tuple(reasons)
