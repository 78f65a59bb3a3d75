"""A questionnaire that is not one of ours, described in a mapping file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from belonging.evaluation.answers import GROUP_COLUMNS, RAW_COLUMNS
from belonging.evaluation.toml_parts import UnusableToml
from belonging.instruments.model import (
    Audience,
    Instrument,
    Item,
    Option,
    Part,
    Rights,
    Scale,
    Section,
    Text,
)


class InvalidMapping(UnusableToml):
    """A mapping that cannot be used; the message names the place and the remedy."""


_PARTS = tuple(part.value for part in Part if part is not Part.UNANSWERED)


def read_questionnaire(raw: Mapping[str, Any]) -> Instrument:
    """From the [questionnaire] part: key, title, audience, scales (with options) and items."""
    scales = {_need(scale, "key", "a scale"): _scale(scale) for scale in _list(raw, "scales", "questionnaire.scales")}
    items = tuple(_item(item, scales) for item in _list(raw, "items", "questionnaire.items"))
    if not items:
        raise InvalidMapping("[questionnaire] has no items. Add [[questionnaire.items]] with key, wording and scale.")
    _refuse_taken([item.key for item in items])
    title = Text({"en": str(raw.get("title", "Answers"))})
    return Instrument(
        key=_need(raw, "key", "[questionnaire]"),
        version=_whole(raw.get("version", 1), "[questionnaire] version"),
        audience=_one_of(str(raw.get("audience", "pupil")), tuple(Audience), "audience"),
        title=title,
        introduction=Text({"en": ""}),
        rights=Rights(str(raw.get("licence", "")), str(raw.get("source", "")), "", permission_needed=False),
        editions=("standard",),
        languages=("en",),
        sections=(Section("items", title, items),),
        digest=hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest(),
    )


def _scale(raw: Mapping[str, Any]) -> Scale:
    key = _need(raw, "key", "a scale")
    options = tuple(_option(option, key) for option in _list(raw, "options", f"options of the scale {key!r}"))
    codes = [option.code for option in options]
    if len(set(codes)) != len(codes) or not codes:
        raise InvalidMapping(f"The scale {key!r} needs options, each with its own code.")
    if any(not -128 <= code <= 127 for code in codes):
        raise InvalidMapping(f"The scale {key!r}: codes lie between -128 and 127.")
    return Scale(key, options)


def _option(raw: Mapping[str, Any], scale: str) -> Option:
    code = _whole(raw.get("code"), f"The scale {scale!r}: every option needs a whole number as its code, and one")
    label = str(raw.get("label", code))
    part = _one_of(str(raw.get("part")), _PARTS, f"part of {label!r} in the scale {scale!r}")
    return Option(code, str(code), Text({"en": label}), Part(part))


def _item(raw: Mapping[str, Any], scales: Mapping[str, Scale]) -> Item:
    key = _need(raw, "key", "an item")
    scale = _one_of(str(raw.get("scale")), tuple(scales), f"scale of the item {key!r}")
    return Item(
        key=key,
        construct=str(raw.get("construct", "")),
        scale=scales[scale],
        wording={"standard": Text({"en": str(raw.get("wording", key))})},
        reverse=bool(raw.get("reverse", False)),
    )


def _refuse_taken(keys: list[str]) -> None:
    """Raise InvalidMapping for an item key that is there twice, or that names a column of ours."""
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise InvalidMapping(f"[questionnaire] has two items with the key {key!r}. Give one of them another.")
        if key in GROUP_COLUMNS + RAW_COLUMNS:
            raise InvalidMapping(
                f"[questionnaire]: the item key {key!r} is the name of a group column. Choose another."
            )


def _list(raw: Mapping[str, Any], name: str, where: str) -> list[Mapping[str, Any]]:
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, Mapping) for entry in found):
        raise InvalidMapping(f"{where} is not a list of tables. docs/examples/science.toml shows how it is written.")
    return found


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidMapping(f"{where} is {value!r}. Give it a whole number.")
    return value


def _need(raw: Mapping[str, Any], name: str, where: str) -> str:
    if not raw.get(name):
        raise InvalidMapping(f"{where} needs {name!r}.")
    return str(raw[name])


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> Any:
    if value not in allowed:
        raise InvalidMapping(f"The {what} is {value!r}. Use one of {', '.join(allowed)}.")
    return next(known for known in allowed if known == value)
