"""Lists that an audit and a library of practices both have: texts in several languages, studies, items asked."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType

from belonging.instruments.audit import Pairing
from belonging.instruments.framework import Reference
from belonging.instruments.model import SCHOOL_AUDIENCES, Text
from belonging.instruments.tables import Table, meant


@dataclass(frozen=True, slots=True)
class Known:
    """What statements may name: keys of constructs, and of items by audience."""

    constructs: Set[str]
    items: Mapping[str, Set[str]]


def read_parallel(table: Table, key: str, languages: tuple[str, ...]) -> tuple[Text, ...]:
    """`KEY.en` is a list; another language has as many, in the same order."""
    listed, what = table.table(key), key.replace("_", " ")
    listed.only(*languages)
    english = listed.texts("en")
    by_language = {tag: listed.texts(tag) for tag in listed.values}
    for tag, told in by_language.items():
        if len(told) != len(english):
            problem = f"'{tag}' has {len(told)} {what}, and English {len(english)}"
            raise listed.error(problem, "write each of them", tag)
    return tuple(
        Text(MappingProxyType({tag: told[place] for tag, told in by_language.items()})) for place in range(len(english))
    )


def read_cited(table: Table, references: Mapping[str, Reference]) -> tuple[Reference, ...]:
    """The studies it names; none where it has no such list."""
    keys = table.texts("references") if "references" in table else ()
    for place, key in enumerate(keys):
        if key not in references:
            raise table.error(f"reference '{key}' is unknown", meant(key, references), "references", place)
    return tuple(references[key] for key in keys)


def read_pairings(table: Table, known: Known | None) -> tuple[Pairing, ...]:
    """None where no questionnaire asks about the same thing; items are checked when `known` is given."""
    if "pairings" not in table:
        return ()
    pairings = table.table("pairings")
    pairings.only(*SCHOOL_AUDIENCES)
    asked = [(audience.value, pairings.texts(audience)) for audience in SCHOOL_AUDIENCES if audience.value in pairings]
    for audience, items in asked:
        for place, item in enumerate(items):
            if known is not None and item not in known.items[audience]:
                remedy = meant(item, known.items[audience])
                raise pairings.error(f"no {audience} is asked '{item}'", remedy, audience, place)
    return tuple(Pairing(audience, item) for audience, items in asked for item in items)
