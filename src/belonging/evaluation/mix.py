"""The mix that figures come from, in sentences: editions, help, paper. Counts of questionnaires alone, never answers.

A number is told where it is ten or more and so is the rest, or nobody; in a programme it comes from three schools at
least. What is smaller is told together with what is next to it, or as "a few". Each wave is told by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.choices import KINDS, MIX, kind_of
from belonging.evaluation.disclosure.coding import rounded_n
from belonging.evaluation.groups import PROGRAMME, STANDARD, WAVES, people
from belonging.evaluation.printed import Refusal
from belonging.instruments.model import Instrument

FORMS: Final = " forms"
"""In cells that were counted elsewhere, the column of their questionnaires."""

LEAST: Final = 10
LEAST_SCHOOLS: Final = 3

_LEFT_OUT: Final = (
    "some answers are left out, as it was not kept in which edition they were given: with two choices and with three "
    "they look the same."
)

_HELPED: Final[Mapping[str, str]] = {
    "read": "somebody read it to them",
    "explained": "somebody explained words",
    "pressed": "somebody pressed or wrote for them",
    "signed": "somebody signed or translated",
    "other": "somebody helped in another way",
}

_FRACTIONS: Final = (
    (0.07, "a few"),
    (0.15, "1 in 10"),
    (0.225, "1 in 5"),
    (0.29, "1 in 4"),
    (0.365, "1 in 3"),
    (0.45, "2 in 5"),
    (0.55, "half"),
    (0.635, "3 in 5"),
    (0.71, "2 in 3"),
    (0.775, "3 in 4"),
    (0.85, "4 in 5"),
    (0.93, "9 in 10"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of one split: numbers rounded to 5 by value, and whether some are left in a rest."""

    parts: Mapping[str, int]
    rest: int
    has_rest: bool

    @property
    def everybody(self) -> int:
        return sum(self.parts.values()) + self.rest


def told(counts: Mapping[str, int], schools: Mapping[str, int] | None = None) -> Told:
    """Small values join one rest of ten or more; the smallest of the others joins it until it is."""
    present = sorted(((number, value) for value, number in counts.items() if number), reverse=True)
    big = [(n, value) for n, value in present if n >= LEAST and (schools is None or schools[value] >= LEAST_SCHOOLS)]
    rest = sum(n for n, _ in present) - sum(n for n, _ in big)
    while 0 < rest < LEAST and big:
        rest += big.pop()[0]
    return Told({value: rounded_n(n) for n, value in big}, rounded_n(rest), rest > 0)


def fraction(number: int, whole: int) -> str:
    """About how many of all: "3 in 4"; of rounded numbers, so that it says no more than they do."""
    return next((words for most, words in _FRACTIONS if number <= most * whole), "nearly all")


def mix_notes(answers: AnswerSet, waves: tuple[str, ...], scope: str) -> Iterator[Refusal]:
    """What is to be said of each wave that is shown; nothing of one that was all standard, on a screen, unhelped."""
    ours = answers.frame.filter(pl.col("arm") == PROGRAMME)
    noun = people(answers.instrument.audience)
    for wave in WAVES:
        if wave in answers.left_out:
            yield Refusal(f"{MIX}left-out-{wave}", f"{wave.capitalize()}: {_LEFT_OUT}")
    for wave in waves:
        rows = ours.filter(pl.col("wave").is_in(wave.split("+")))
        for column, say in _SAID.items():
            if column not in rows.columns:
                continue
            schools = _counted(rows.unique(["school", column]).select(column), column) if scope == "programme" else None
            counts = _counted(rows, column)
            sentence = say(answers.instrument, noun, counts, schools)
            if sentence:
                yield Refusal(f"{MIX}{column}-{wave}", f"{wave.capitalize()}: {sentence}")


def _counted(rows: pl.DataFrame, column: str) -> dict[str, int]:
    number = pl.col(FORMS).sum() if FORMS in rows.columns else pl.len()
    return dict(rows.group_by(column).agg(number.alias("n")).sort(column).iter_rows())


Counted = Mapping[str, int]


def _editions(instrument: Instrument, noun: str, counts: Counted, schools: Counted | None) -> str:
    """By edition; by number of choices where an edition is too small to be told by itself."""
    if set(counts) <= {STANDARD}:
        return ""
    split = told(counts, schools)
    names = {key: f"in {_edition(instrument, key)}" for key in split.parts}
    if split.has_rest:
        split = told(_by_kind(instrument, counts), schools and _most_by_kind(instrument, schools))
        names = {kind: f"with {KINDS[kind]} ({_of_kind(instrument, kind, counts)})" for kind in split.parts}
    if not names:
        return f"{noun} answered in more than one edition of the questionnaire."
    if len(names) == 1 and not split.has_rest:
        return f"all {noun} answered {next(iter(names.values()))}."
    parts = [f"{_about(number, split.everybody)} answered {names[key]}" for key, number in split.parts.items()]
    if split.has_rest:
        parts.append("the others with numbers of choices that too few had to be told apart")
    return f"{_listed(parts)}."


def _by_kind(instrument: Instrument, counts: Counted) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for edition, number in counts.items():
        found[kind_of(instrument, edition)] += number
    return dict(found)


def _most_by_kind(instrument: Instrument, schools: Counted) -> dict[str, int]:
    """At least so many schools answered the kind: as many as its most widespread edition."""
    kinds = {kind_of(instrument, edition) for edition in schools}
    return {kind: max(n for key, n in schools.items() if kind_of(instrument, key) == kind) for kind in kinds}


def _edition(instrument: Instrument, key: str) -> str:
    return f"the {_name(instrument, key)} edition ({KINDS[kind_of(instrument, key)]})"


def _of_kind(instrument: Instrument, kind: str, counts: Counted) -> str:
    """The editions of the kind that anybody answered, in the questionnaire's order; others that rows name come last."""
    order = [*instrument.editions, *sorted(set(counts) - set(instrument.editions))]
    *first, last = (_name(instrument, key) for key in order if key in counts and kind_of(instrument, key) == kind)
    return f"{', '.join(first)} or {last}" if first else last


def _name(instrument: Instrument, key: str) -> str:
    return str(instrument.edition(key).name).lower() if key in instrument.editions else key.replace("_", " ")


def _help(_instrument: Instrument, noun: str, counts: Counted, schools: Counted | None) -> str:
    """By kind of help; with or without any where a kind is too small to be told by itself."""
    if set(counts) <= {""}:
        return ""
    split = told(counts, schools)
    helped = {value: number for value, number in split.parts.items() if value}
    if helped and not split.has_rest:
        parts = [
            f"{_about(number, split.everybody)} said that {_HELPED.get(key, _HELPED['other'])}"
            for key, number in helped.items()
        ]
        return f"{_listed(parts)}."
    any_help = told({"": counts.get("", 0), "any": sum(number for value, number in counts.items() if value)})
    if schools is None and "any" in any_help.parts:
        return f"{_about(any_help.parts['any'], any_help.everybody)} had help in answering."
    return f"some {noun} had help in answering."


def _ways(_instrument: Instrument, noun: str, counts: Counted, schools: Counted | None) -> str:
    split = told(counts, schools)
    if "paper" not in counts:
        return ""
    if "paper" not in split.parts:
        return f"some {noun} answered on paper."
    return f"{_about(split.parts['paper'], split.everybody)} answered on paper."


Say = Callable[[Instrument, str, Counted, Counted | None], str]
_SAID: Final[Mapping[str, Say]] = {"edition": _editions, "help": _help, "way": _ways}


def _about(number: int, whole: int) -> str:
    words = fraction(number, whole)
    return words if words in ("a few", "nearly all") else f"about {words}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
