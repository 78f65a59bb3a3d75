"""What a survey's columns and values mean, and what stands against bringing it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from belonging.instruments.model import Instrument, Item, Scale
from belonging.web.imports.rules.guessing import GROUPS_OF, LABELS, guessed_code, guessed_columns, guessed_value
from belonging.web.imports.rules.tables import MOST_VALUES, SurveyTable, folded

LEAVE = "-leave"
"""Of a school or wave: its rows do not come in."""
UNSAID = "-unsaid"
"""Of any other column about the person: as if it had not been stated."""
FOREIGN = "-foreign"
"""An answer that none of our choices means."""


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """`groups` and `items`: our name to the file's heading. `values`: by group column, the file's value to ours (of
    schools the id, as text). `answers`: by scale, the file's answer to a code, None for "not answered".
    `one_school` and `one_wave`: all rows are of this one; empty where a column says it."""

    groups: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    one_school: str = ""
    one_wave: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)

    def columns_of(self, scale: str, instrument: Instrument) -> list[str]:
        """The headings of the items that are answered on this scale."""
        return [self.items[item.key] for item in items_on(scale, instrument) if item.key in self.items]


def scales_of(instrument: Instrument) -> dict[str, Scale]:
    return {item.scale.key: item.scale for item in instrument.items}


def items_on(scale: str, instrument: Instrument) -> list[Item]:
    return [item for item in instrument.items if item.scale.key == scale]


def first_guess(table: SurveyTable, instrument: Instrument) -> SurveyMapping:
    """What headings and words say by themselves."""
    groups, items = guessed_columns(table.columns, instrument)
    return with_values(SurveyMapping(groups, items), table, instrument)


def reused(saved: SurveyMapping, table: SurveyTable, instrument: Instrument) -> SurveyMapping:
    """A mapping that was kept, as far as this file has its columns; what it does not say is guessed."""
    guess = first_guess(table, instrument)
    kept = replace(
        saved,
        groups={**guess.groups, **{role: said for role, said in saved.groups.items() if table.has(said)}},
        items={**guess.items, **{key: said for key, said in saved.items.items() if table.has(said)}},
    )
    return with_values(kept, table, instrument)


def with_values(mapping: SurveyMapping, table: SurveyTable, instrument: Instrument) -> SurveyMapping:
    """With a guess for every value that has no meaning yet; schools are looked up elsewhere."""
    values = {role: dict(mapping.values.get(role, {})) for role in mapping.groups}
    for role, heading in mapping.groups.items():
        for value in table.values([heading]):
            if role != "school" and (ours := guessed_value(role, value, instrument)):
                values[role].setdefault(value, ours)
    answers = {key: dict(mapping.answers.get(key, {})) for key in scales_of(instrument)}
    for key, scale in scales_of(instrument).items():
        for answer in table.values(mapping.columns_of(key, instrument)):
            if (code := guessed_code(scale, answer)) is not None:
                answers[key].setdefault(answer, code)
    return replace(mapping, values=values, answers=answers)


def column_faults(mapping: SurveyMapping, table: SurveyTable, instrument: Instrument) -> Iterator[str]:
    """What has to be said before values can be looked at, in sentences."""
    if not mapping.one_school and "school" not in mapping.groups:
        yield "Say which column names the school, or which school all rows are of."
    if not mapping.one_wave and "wave" not in mapping.groups:
        yield "Say which column names the wave, or which wave all rows are of."
    yield from _missing(mapping, instrument)
    yield from _shared(mapping)
    for name, heading in {**mapping.groups, **mapping.items}.items():
        if not table.has(heading):
            yield f"The file has no column “{heading}”. Choose another for {LABELS.get(name, name)}."


def _missing(mapping: SurveyMapping, instrument: Instrument) -> Iterator[str]:
    missing = [item for item in instrument.items if item.key not in mapping.items]
    if missing:
        named = ", ".join(f"“{item.wording['standard']}”" for item in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        yield (
            f"No column is chosen for {named}{more}. A survey that did not ask every statement cannot come in here: "
            "its reports would say that nobody answered them. It can be evaluated in the terminal "
            "(belonging evaluate --map)."
        )


def _shared(mapping: SurveyMapping) -> Iterator[str]:
    used: dict[str, str] = {}
    for name, heading in {**mapping.groups, **mapping.items}.items():
        if heading in used:
            yield f"“{heading}” is chosen twice. One column can be one thing only."
        used[heading] = name


def value_faults(mapping: SurveyMapping, table: SurveyTable, instrument: Instrument) -> Iterator[str]:
    """What still has no meaning, and scales that are not ours, in sentences."""
    for role, heading in mapping.groups.items():
        if role not in GROUPS_OF[instrument.audience.value]:
            continue
        found = table.values([heading])
        if len(found) > MOST_VALUES and role != "school":
            yield f"“{heading}” holds {len(found)} different values, so it is not the {LABELS[role].lower()}."
            continue
        unknown = [value for value in found if not mapping.values.get(role, {}).get(value)]
        if unknown:
            yield f"{LABELS[role]}: say what {_quoted(unknown)} means."
    for key, scale in scales_of(instrument).items():
        yield from _scale_faults(mapping, table, instrument, scale, key)


def _scale_faults(
    mapping: SurveyMapping, table: SurveyTable, instrument: Instrument, scale: Scale, key: str
) -> Iterator[str]:
    said = mapping.answers.get(key, {})
    found = table.values(mapping.columns_of(key, instrument))
    unknown = [answer for answer in found if answer not in said]
    if len(unknown) > MOST_VALUES:
        yield f"The statements’ columns hold {len(found)} different answers. Look again at which column is which."
    elif unknown:
        yield f"Answers: say which of our choices {_quoted(unknown)} means."
    alike: dict[int, str] = {}
    for answer in found:
        code = said.get(answer)
        if code is None:
            continue
        other = alike.setdefault(code, answer)
        if folded(other) != folded(answer):
            choice = next(str(option.label) for option in scale.options if option.code == code)
            yield (
                f"Both “{other}” and “{answer}” are given as “{choice}”. Two different answers of theirs cannot be one "
                "of ours: the survey used another scale, and its figures would not be comparable. It can be evaluated "
                "in the terminal with a questionnaire of its own."
            )


def foreign_scale(answer: str) -> str:
    """What is said where somebody says that an answer is none of ours."""
    return (
        f"“{answer}” means none of our choices, so the survey used another scale and cannot be brought in as ours. "
        "It can be evaluated in the terminal with a questionnaire of its own (docs/methods/files.md)."
    )


def _quoted(values: list[str]) -> str:
    named = ", ".join(f"“{value[:60]}”" for value in values[:4])
    return f"{named} and {len(values) - 4} more" if len(values) > 4 else named
