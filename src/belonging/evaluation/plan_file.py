"""A plan as a file that people write and sign: TOML, with sensible defaults for what it leaves out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, get_args

from belonging.evaluation.groups import ONCE, WAVES
from belonging.evaluation.plan import (
    BREAKDOWNS,
    ONCE_BREAKDOWNS,
    SUPPLEMENTS,
    Correction,
    InvalidPlan,
    Plan,
    Recorded,
    Scope,
)
from belonging.evaluation.toml_parts import TomlFile, UnusableToml, read_toml, use
from belonging.instruments.model import Instrument

_ABOUT: Final[Mapping[str, str]] = {
    "instrument": "The questionnaire.",
    "scope": "school: one school's own page. programme: several schools together.",
    "items": "The statements, by key; each gives a table for every breakdown.",
    "by": f"The breakdowns: {', '.join(BREAKDOWNS)}.",
    "waves": f"In order: {', '.join(WAVES)}. Waves without answers are passed over.",
    "primary": 'The one main outcome, registered before any answer is looked at; "" for none.',
    "smallest_change": "The least change, in points, that is worth a sentence ...",
    "smallest_people": "... and in people.",
    "correction": f"How the other statements are read together: {' or '.join(get_args(Correction))}.",
    "supplements": f"Further methods: {', '.join(SUPPLEMENTS)}.",
    "allocation": "How comparison schools were chosen, written down before the baseline: "
    f"{', '.join(get_args(Recorded))} (drawn by lot).",
    "allocation_seed": "The seed of that draw.",
    "version": "Of this format.",
}


KEYS: Final = tuple(_ABOUT)


class InvalidPlanFile(UnusableToml):
    """A plan file that asks for something the engine does not make; the message names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class _Reader:
    file: TomlFile
    instrument: Instrument

    def texts(self, key: str, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of known words, each once."""
        found = self.file.content.get(key, list(default))
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise self.refused(key, f'is {found!r}. Write it as a list: ["{known[0]}"].')
        for place, word in enumerate(found):
            if word not in known:
                raise self.refused(key, f"has no {word!r}. {use(word, known)}")
            if word in found[:place]:
                raise self.refused(key, f"names {word!r} twice. Take one away.")
        return tuple(found)

    def some(self, key: str, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
        """As `texts`, and at least one."""
        found = self.texts(key, known, default)
        if not found:
            raise self.refused(key, f"is empty, so nothing would be shown. {use('', known)}")
        return found

    def word(self, key: str, known: tuple[str, ...], default: str) -> str:
        found = self.file.content.get(key, default)
        if found not in known:
            raise self.refused(key, f"is {found!r}. {use(str(found), known)}")
        return str(found)

    def number(self, key: str, default: float, most: float) -> Any:
        """Of the default's own type, from 0 to `most`."""
        found = self.file.content.get(key, default)
        right = isinstance(found, int) or (isinstance(found, float) and isinstance(default, float))
        if not right or isinstance(found, bool) or not 0 <= found <= most:
            whole = "" if isinstance(default, float) else "whole "
            raise self.refused(key, f"is {found!r}. Give a {whole}number from 0 to {most:g}.")
        return type(default)(found)

    def refused(self, key: str, says: str) -> InvalidPlanFile:
        return InvalidPlanFile(f"{self.file.name}: {key} {says}")


def read_plan(path: Path, instrument: Instrument, scope: Scope) -> Plan:
    """The plan in a file; `scope` where it says none. Raises InvalidPlanFile or UnusableToml."""
    file = read_toml(path)
    file.refuse_unknown(KEYS, "key")
    reader = _Reader(file, instrument)
    if file.content.get("instrument", instrument.name) != instrument.name:
        raise reader.refused(
            "instrument",
            f"is {file.content['instrument']!r}, and the answers are to {instrument.name}. Use the plan of the same "
            "questionnaire.",
        )
    return _plan(reader, reader.word("scope", get_args(Scope), scope))


def _plan(reader: _Reader, scope: str) -> Plan:
    default = Plan.default(reader.instrument, "school" if scope == "school" else "programme")
    breakdowns, waves = (ONCE_BREAKDOWNS, (ONCE,)) if default.is_of_an_occasion else (BREAKDOWNS, WAVES)
    version = reader.file.content.get("version", default.version)
    if version != default.version:
        raise reader.refused("version", f"is {version!r}. This program reads version {default.version}.")
    every = tuple(item.key for item in reader.instrument.items)
    items = reader.some("items", every, default.items)
    primary = reader.file.content.get("primary", default.primary if default.primary in items else "")
    if primary and primary not in items:
        raise reader.refused(
            "primary", f'is {primary!r}, which is not among the items. {use(str(primary), items)} Or "".'
        )
    correction = reader.word("correction", get_args(Correction), default.correction)
    try:
        return replace(
            default,
            items=items,
            by=reader.some("by", breakdowns, default.by),
            waves=tuple(sorted(reader.some("waves", waves, default.waves), key=waves.index)),
            primary=primary or None,
            smallest_change=reader.number("smallest_change", default.smallest_change, 100),
            smallest_people=reader.number("smallest_people", default.smallest_people, 10_000),
            correction="holm" if correction == "holm" else "westfall-young",
            supplements=reader.texts("supplements", SUPPLEMENTS, default.supplements),
            allocation=_recorded(reader.word("allocation", get_args(Recorded), default.allocation)),
            allocation_seed=reader.number("allocation_seed", default.allocation_seed, 2**53),
        )
    except InvalidPlan as error:
        raise InvalidPlanFile(f"{reader.file.name}: {error}") from error


def _recorded(word: str) -> Recorded:
    return "chance" if word == "chance" else "choice" if word == "choice" else "not-recorded"


def written_plan(plan: Plan) -> str:
    """The plan as TOML, with what each key means; `read_plan` gives the same plan back."""
    lines = ["# What will be shown, fixed before any answer is looked at. A key that is left out has this value,", ""]
    lines[0] += "\n# unless the questionnaire or the number of schools says otherwise."
    for key, about in _ABOUT.items():
        lines += [f"# {about}", f"{key} = {_toml(getattr(plan, key))}", ""]
    return "\n".join(lines)


def _toml(value: object) -> str:
    if value is None:
        return '""'
    if isinstance(value, tuple):
        one_line = f"[{', '.join(_toml(word) for word in value)}]"
        return one_line if len(one_line) < 90 else "[\n" + "".join(f"  {_toml(word)},\n" for word in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
