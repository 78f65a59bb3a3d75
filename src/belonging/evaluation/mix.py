"""The mix that figures come from, in sentences: editions, help, paper. Counts of questionnaires alone, never answers.

A number is told where the policy's smallest group or more have it and as many do not, or nobody; in a programme it
comes from the policy's least number of schools, too. What is smaller joins the smallest of the others, or is told
without a number. Each wave is told by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from belonging.evaluation.choices import KINDS, MIX, kind_of
from belonging.evaluation.disclosure.coding import rounded_n
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.engines.raw_cells import FORMS
from belonging.evaluation.groups import PROGRAMME, WAVES, listed, people
from belonging.evaluation.printed import Refusal
from belonging.evaluation.request import Request
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Instrument

_LEFT_OUT: Final = (
    "some answers are left out, as it was not kept in which edition they were given: with two choices and with three "
    "they look the same."
)

HELPED: Final[Mapping[str, str]] = {
    "read": "somebody read it to them",
    "explained": "somebody explained words",
    "pressed": "somebody pressed or wrote for them",
    "signed": "somebody signed or translated",
    "other": "somebody helped in another way",
}
"""By what rows say of help; whatever else they say is told as another way."""

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


Counted = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of one split: numbers rounded to 5 by value, and whether some are left in a rest."""

    parts: Mapping[str, int]
    rest: int
    has_rest: bool

    @property
    def everybody(self) -> int:
        return sum(self.parts.values()) + self.rest


def told(counts: Counted, policy: Policy, schools: Counted | None = None) -> Told:
    """Small values join one rest that is no small group; the smallest of the others joins it until it is none.

    `schools`: how many answered each value, where several did.
    """
    least = policy.smallest_group
    present = sorted(((number, value) for value, number in counts.items() if number), reverse=True)
    big = [
        (n, value)
        for n, value in present
        if n >= least and (schools is None or schools[value] >= policy.smallest_schools)
    ]
    rest = sum(n for n, _ in present) - sum(n for n, _ in big)
    while 0 < rest < least and big:
        rest += big.pop()[0]
    return Told({value: rounded_n(n) for n, value in big}, rounded_n(rest), rest > 0)


def fraction(number: int, whole: int) -> str:
    """About how many of all: "3 in 4"; of rounded numbers, so that it says no more than they do."""
    return next((words for most, words in _FRACTIONS if number <= most * whole), "nearly all")


def mix_notes(request: Request, waves: tuple[str, ...]) -> Iterator[Refusal]:
    """What is to be said of each wave that is shown; nothing of one that was all standard, on a screen, unhelped."""
    several = request.plan.scope == "programme"
    for wave in WAVES:
        if wave in request.answers.left_out:
            yield Refusal(f"{MIX}left-out-{wave}", f"{wave.capitalize()}: {_LEFT_OUT}")
    for wave in waves:
        together = wave.split("+")
        here = (pl.col("arm") == PROGRAMME) & pl.col("wave").is_in(together)
        for column, say in _SAID.items():
            told = request.answers.told_by(column)
            if told is None:
                continue
            rows = told.filter(here)
            schools = _counted(rows.unique(["school", column]).select(column), column) if several else None
            sentence = say(request, _counted(rows, column), schools)
            if sentence:
                yield Refusal(f"{MIX}{column}-{wave}", f"{listed(together).capitalize()}: {sentence}")


def _counted(rows: pl.DataFrame, column: str) -> dict[str, int]:
    number = pl.col(FORMS).sum() if FORMS in rows.columns else pl.len()
    return dict(rows.group_by(column).agg(number.alias("n")).sort(column).iter_rows())


def _editions(request: Request, counts: Counted, schools: Counted | None) -> str:
    """By edition; by number of choices where an edition is too small to be told by itself."""
    if set(counts) <= {STANDARD}:
        return ""
    instrument, noun = request.answers.instrument, _noun(request)
    split = told(counts, request.policy, schools)
    names = {key: f"in {_edition(instrument, key)}" for key in split.parts}
    if split.has_rest:
        kinds = schools and _most_by_kind(instrument, schools)
        split = told(_by_kind(instrument, counts), request.policy, kinds)
        names = {kind: f"with {KINDS[kind]} ({_of_kind(instrument, kind, counts)})" for kind in split.parts}
    if not names:
        return f"{noun} answered in more than one edition of the questionnaire."
    if len(names) == 1 and not split.has_rest:
        return f"all {noun} answered {next(iter(names.values()))}."
    parts = [f"{_about(number, split.everybody)} answered {names[key]}" for key, number in split.parts.items()]
    if split.has_rest:
        parts.append("the others with other numbers of choices")
    return f"{listed(parts)}."


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


def _help(request: Request, counts: Counted, schools: Counted | None) -> str:
    """By kind of help; with or without any where a kind is too small to be told by itself."""
    if set(counts) <= {""}:
        return ""
    split = told(counts, request.policy, schools)
    helped = {value: number for value, number in split.parts.items() if value}
    if helped and not split.has_rest:
        parts = [
            f"{_about(number, split.everybody)} said that {HELPED.get(key, HELPED['other'])}"
            for key, number in helped.items()
        ]
        return f"{listed(parts)}."
    either = {"": counts.get("", 0), "any": sum(number for value, number in counts.items() if value)}
    any_help = told(either, request.policy)
    if schools is None and "any" in any_help.parts:
        return f"{_about(any_help.parts['any'], any_help.everybody)} had help in answering."
    return f"some {_noun(request)} had help in answering."


def _ways(request: Request, counts: Counted, schools: Counted | None) -> str:
    split = told(counts, request.policy, schools)
    if "paper" not in counts:
        return ""
    if "paper" not in split.parts:
        return f"some {_noun(request)} answered on paper."
    return f"{_about(split.parts['paper'], split.everybody)} answered on paper."


Say = Callable[[Request, Counted, Counted | None], str]
_SAID: Final[Mapping[str, Say]] = {"edition": _editions, "help": _help, "way": _ways}


def _about(number: int, whole: int) -> str:
    words = fraction(number, whole)
    return words if words in ("a few", "nearly all") else f"about {words}"


def _noun(request: Request) -> str:
    return people(request.answers.instrument.audience)
