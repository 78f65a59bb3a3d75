"""Reading wordings: one text per language, checked against the languages that the file declares."""

from __future__ import annotations

import re
from types import MappingProxyType

from belonging.instruments.model import Text
from belonging.instruments.tables import Table, meant

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def read_languages(root: Table) -> tuple[str, ...]:
    """The declared language tags, English first."""
    languages = root.texts("languages")
    for row, tag in enumerate(languages):
        if not _TAG.fullmatch(tag):
            remedy = 'write it as in "en", "pl" or "zh-Hant"'
            raise root.error(f"'{tag}' is not a language tag", remedy, "languages", row)
    if languages[0] != "en":
        raise root.error("languages do not begin with English", 'put "en" first', "languages")
    return languages


def read_text(holder: Table, key: str, languages: tuple[str, ...]) -> Text:
    """The wording under `key`; English must be there, other declared languages may follow later."""
    table = holder.table(key)
    for tag in table.values:
        if tag not in languages:
            raise table.error(f"language '{tag}' is not declared", meant(tag, languages), tag)
    if "en" not in table:
        raise table.error(f"'{key}' has no English wording", f'add {key}.en = "…"')
    return Text(MappingProxyType({tag: table.text(tag) for tag in table.values}))


def read_optional_text(holder: Table, key: str, languages: tuple[str, ...]) -> Text | None:
    return read_text(holder, key, languages) if key in holder else None
