"""What a column and a value probably are. The person sees every guess and can change it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from belonging.instruments.model import Instrument, Option, Scale
from belonging.web.imports.rules.tables import Column, folded

GROUPS_OF: Mapping[str, tuple[str, ...]] = {
    "pupil": ("school", "wave", "year_group", "gender", "sen"),
    "parent": ("school", "wave", "phase", "sen"),
    "staff": ("school", "wave", "role"),
}
"""By audience, the columns about a person that may come in."""

LABELS: Mapping[str, str] = {
    "school": "School",
    "wave": "Wave",
    "year_group": "Year group",
    "gender": "Gender",
    "sen": "SEND",
    "phase": "Phase",
    "role": "Work at the school",
}

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "school": (
        "school", "school name", "name of school", "your school", "name of your school",
        "what is the name of your school", "urn", "school urn", "site",
        "which school do you go to", "which school are you at", "what school do you go to", "what is your school",
        "which school do you work at", "which school does your child go to", "academy", "school code",
    ),
    "wave": ("wave", "survey wave", "time point", "timepoint", "round", "survey round", "phase of survey", "pre post"),
    "year_group": (
        "year", "year group", "yeargroup", "nc year", "school year", "which year are you in", "what year are you in",
        "what year group are you in", "which year group are you in", "year of pupil", "your year group",
    ),
    "gender": ("gender", "sex", "are you", "which of these are you", "what is your gender", "are you a", "boy or girl"),
    "sen": (
        "sen", "send", "sen status", "send status", "sen support", "special educational needs", "do you have send",
        "do you have sen", "does your child have send", "extra help", "do you get extra help",
    ),
    "phase": ("phase", "school phase", "part of the school"),
    "role": ("role", "job", "job role", "your role", "what is your role", "post"),
}  # fmt: skip

_VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "wave": {
        "baseline": ("baseline", "pre", "before", "start", "wave 1", "time 1", "t1", "autumn", "first"),
        "midpoint": ("midpoint", "mid", "middle", "interim"),
        "endline": ("endline", "post", "after", "end", "wave 2", "time 2", "t2", "summer", "second", "follow up"),
    },
    "gender": {
        "girl": ("girl", "girls", "female", "f", "a girl", "woman"),
        "boy": ("boy", "boys", "male", "m", "a boy", "man"),
        "another": ("another", "other", "non binary", "nonbinary", "in another way", "prefer to self describe"),
        "undisclosed": ("undisclosed", "prefer not to say", "rather not say", "i dont want to say", "dont want to say"),
    },
    "sen": {
        "yes": ("yes", "y", "send", "sen", "true"),
        "no": ("no", "none", "false", "no send", "no sen"),
        "N": ("n", "no sen n"),
        "K": ("k", "sen support", "sen support k"),
        "E": ("e", "ehcp", "ehc plan", "ehc plan e"),
        "undisclosed": ("undisclosed", "prefer not to say", "rather not say", "i dont want to say", "not sure"),
    },
}
_YEAR = re.compile(r"(?:year |yr |y)?(1[0-3]|[1-9])(?: \w)?")
_BRACKET = re.compile(r"\[([^\[\]]+)\]\s*$")
_CODE = re.compile(r"^\w+(?:\[\w+\])?\s*[.:]\s+")


def group_of(column: Column, instrument: Instrument) -> str:
    """Which column about the person this is; empty where nothing says so."""
    said = {folded(column.heading), folded(column.question)}
    for role in GROUPS_OF[instrument.audience.value]:
        if said & {role, folded(role), *_HEADINGS[role]}:
            return role
    asked = {folded(str(each.wording)): each.fact for each in instrument.about_me}
    return next((fact for text, fact in asked.items() if text in said), "")


def item_of(column: Column, instrument: Instrument) -> str:
    """Which statement this is, by its key or its words in any edition; empty where neither is there."""
    said = {folded(each) for text in (column.heading, column.question) for each in _parts(text)}
    for item in instrument.items:
        words = {folded(str(text)) for text in item.wording.values()}
        keys = {item.key.casefold(), item.key.replace("_", ""), folded(item.key)}
        if said & (words | keys):
            return item.key
    return ""


def guessed_columns(columns: Iterable[Column], instrument: Instrument) -> tuple[dict[str, str], dict[str, str]]:
    """(group columns, items), each to the heading of the first column that seems to be it."""
    groups, items = dict[str, str](), dict[str, str]()
    for column in columns:
        if key := item_of(column, instrument):
            items.setdefault(key, column.heading)
        elif role := group_of(column, instrument):
            groups.setdefault(role, column.heading)
    return groups, items


def guessed_value(role: str, value: str, instrument: Instrument) -> str:
    """Ours for a value of a column about the person; empty where it is not plain."""
    said = folded(value)
    if role == "year_group":
        found = _YEAR.fullmatch(said)
        if found:
            return found.group(1)
        return {"r": "R", "reception": "R", "not by year": "X", "x": "X"}.get(said, "")
    for ours, spellings in _VALUES.get(role, {}).items():
        if said in spellings:
            return ours
    asked = next((each for each in instrument.about_me if each.fact == role), None)
    options = asked.options if asked else ()
    return next((option.value for option in options if said in _spellings(option)), "")


def labelled_groups(instrument: Instrument) -> tuple[str, ...]:
    """Columns about a person whose labels are known: all but the school's."""
    return tuple(role for role in GROUPS_OF[instrument.audience.value] if role != "school")


def guessed_code(scale: Scale, answer: str) -> int | None:
    """The code of the choice with this name. A number is nobody's guess: 1 is the best answer in one tool, the worst
    in the next."""
    said = folded(answer)
    return next((option.code for option in scale.options if said in _spellings(option)), None)


def _spellings(option: Option) -> set[str]:
    return {folded(str(option.label)), folded(option.value)} - {str(option.code)}


def _parts(text: str) -> list[str]:
    """The heading whole; what stands in brackets at its end, as grids have it; and without a code before it."""
    found = [text, _CODE.sub("", text)]
    inside = _BRACKET.search(text)
    return [*found, inside.group(1)] if inside else found
