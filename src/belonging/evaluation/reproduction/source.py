"""Findings from counts: the engine as it is, given counts where it has answers otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, cast

import numpy as np
import polars as pl

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Tally
from belonging.evaluation.choices import counted_as, kind_of, kinds_in
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.engines.raw_cells import FORMS
from belonging.evaluation.group_columns import GROUP_COLUMNS
from belonging.evaluation.groups import ANOTHER_OR_NOT_SAID, NOT_BOYS, NOT_SAID, ONCE, PROGRAMME, VALUES, WAVES
from belonging.evaluation.kinds import main_part
from belonging.evaluation.margins import Margins, first_of_programme
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction.counts import SENT, Counts
from belonging.evaluation.request import Request, Rolls
from belonging.evaluation.run import evaluate
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Instrument, Item, Part

_JOINED: Final[Mapping[str, tuple[str, str]]] = {
    ANOTHER_OR_NOT_SAID: ("another", NOT_SAID),
    **{name: (name.replace("not_boy", "girl"), name.replace("not_boy", "unsaid")) for name in NOT_BOYS},
}
"""Groups that a release joins, and of which each is made."""


def findings_from(counts: Counts, instrument: Instrument, plan: Plan, policy: Policy, rolls: Rolls) -> Findings:
    """What `evaluate` makes of the answers that were counted, without the further methods that need their rows."""
    # It is no AnswerSet, and what the engine asks of one under the policies of a release it has.
    return evaluate(cast(AnswerSet, _Source(instrument, counts)), plan, policy, rolls)


def main_margins(counts: Counts, instrument: Instrument, plan: Plan, policy: Policy) -> tuple[str, Margins]:
    """The kind of edition that fills the tables, and the counts of the programme's schools behind them."""
    part = main_part(Request(cast(AnswerSet, _Source(instrument, counts)), plan, policy, {}))
    source = cast(_Source, part.answers)
    kind = (*source.kinds, kind_of(instrument, STANDARD))[0]
    return kind, source.cells(part.items, part.waves).only("arm", (PROGRAMME,))


@dataclass(frozen=True)
class _Source:
    """What an AnswerSet says of itself. `kind`: one kind of edition alone."""

    instrument: Instrument
    counts: Counts
    kind: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        return self.counts.items

    @property
    def left_out(self) -> frozenset[str]:
        return self.counts.left_out

    @property
    def schools(self) -> tuple[str, ...]:
        return self.counts.schools

    @property
    def is_linked(self) -> bool:
        """Who answered twice is nowhere in counts."""
        return False

    @property
    def digest(self) -> str:
        """None: whoever holds the answers has one of them."""
        return ""

    @cached_property
    def waves(self) -> tuple[str, ...]:
        present = set(self.counts.frame.get_column("wave"))
        return tuple(wave for wave in (*WAVES, ONCE) if wave in present)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        return kinds_in(self.instrument, self.frame.get_column("edition").unique())

    @cached_property
    def frame(self) -> pl.DataFrame:
        """How many questionnaires of each school, wave and edition."""
        if self.instrument.audience in PROFESSIONAL_AUDIENCES:
            return pl.DataFrame({"school": ["-"], "wave": [ONCE], "arm": [PROGRAMME], "edition": [STANDARD]})
        return self._sent("edition")

    def told_by(self, column: str) -> pl.DataFrame | None:
        if column == "edition":
            return self.frame
        told = self._sent(column)
        return told if told.height else None

    def of_kind(self, kind: str) -> _Source:
        return replace(self, instrument=counted_as(self.instrument, kind), kind=kind)

    def cells(
        self,
        items: tuple[str, ...],
        waves: tuple[str, ...],
        by: tuple[str, ...] = GROUP_COLUMNS,  # noqa: ARG002  # an AnswerSet takes it; here all breakdowns are counted
    ) -> Margins:
        """The same numbers as the rows' cells have, each breakdown by itself."""
        place = _Place(self.instrument, self._schools(), self._arms(), waves, items)
        rows = self._rows()
        tallies = {name: place.tally(rows, name) for name in rows.get_column("by").unique().sort()}
        everyone = tallies.setdefault("all", place.tally(rows, "all"))
        return Margins(
            audience=self.instrument.audience,
            labels={**VALUES, "school": place.schools, "wave": waves},
            places={},
            forms=everyone.forms.reshape(-1),
            items=everyone.items,
            answers={},
            tallies=tallies,
            arms=place.arms,
            recorded=self.counts.recorded,
        )

    def _rows(self) -> pl.DataFrame:
        """The counts of one kind; of several together only how many answered, by edition added up."""
        frame = self.counts.frame
        if self.instrument.audience in PROFESSIONAL_AUDIENCES:
            return frame
        if self.kind or len(self.kinds) < 2:
            kind = self.kind or (*self.kinds, "")[0]
            return frame.filter((pl.col("kind") == kind) & ~pl.col("by").str.starts_with(SENT))
        sent = frame.filter(pl.col("by") == f"{SENT}edition").group_by("wave", "school").agg(pl.col("n").sum())
        named = {"kind": "", "by": "all", "group": "all", "item": "", "answer": ""}
        return sent.with_columns(pl.lit(value).alias(name) for name, value in named.items()).select(frame.columns)

    def _schools(self) -> tuple[str, ...]:
        """In the engine's order; those alone that answered this kind."""
        if self.instrument.audience in PROFESSIONAL_AUDIENCES:
            return ("",)
        there = set(self._rows().get_column("school"))
        return tuple(school for school in self.counts.schools if school in there)

    def _arms(self) -> tuple[str, ...]:
        arm_of = dict(zip(self.counts.schools, self.counts.arms, strict=True))
        return tuple(arm_of.get(school, PROGRAMME) for school in self._schools())

    def _sent(self, column: str) -> pl.DataFrame:
        arms = {"school": self.counts.schools, "arm": self.counts.arms}
        rows = self.counts.frame.filter(pl.col("by") == f"{SENT}{column}")
        told = rows.select("school", "wave", pl.col("group").alias(column), pl.col("n").alias(FORMS))
        told = told.join(pl.DataFrame(arms, schema=dict.fromkeys(arms, pl.String)), on="school", how="left")
        if column == "edition" and self.kind:
            kinds = [kind_of(self.instrument, edition) for edition in told.get_column("edition")]
            return told.filter(pl.Series([kind == self.kind for kind in kinds], dtype=pl.Boolean))
        return told


@dataclass(frozen=True, slots=True)
class _Place:
    """Where each count goes in a tally."""

    instrument: Instrument
    schools: tuple[str, ...]
    arms: tuple[str, ...]
    waves: tuple[str, ...]
    items: tuple[str, ...]

    def tally(self, rows: pl.DataFrame, by: str) -> Tally:
        there = rows.filter((pl.col("by") == by) & pl.col("wave").is_in(self.waves))
        groups = self._groups(by, there)
        shape = (len(self.schools), len(groups), len(self.waves))
        items = {key: self.instrument.item(key) for key in self.items}
        answers = {key: np.zeros((len(item.scale.options), *shape), dtype=np.int64) for key, item in items.items()}
        forms = np.zeros(shape, dtype=np.int64)
        for school, group, wave, item, answer, n in there.select(
            "school", "group", "wave", "item", "answer", "n"
        ).iter_rows():
            at = (self._school(school), groups.index(group), self.waves.index(wave))
            if not item:
                forms[at] += n
            elif item in items:
                answers[item][(_option(items[item], answer), *at)] += n
        moved = {
            (wave, groups.index(own)): place
            for place, name in enumerate(groups)
            for own in _JOINED.get(name, ())
            for wave in np.flatnonzero(forms[:, place].any(axis=0)).tolist()
        }
        return Tally(self.instrument.audience, by, groups, self.waves, forms, items, answers, moved)

    def _school(self, school: str) -> int:
        return self.schools.index(school) if school in self.schools else first_of_programme(self.arms)

    def _groups(self, by: str, there: pl.DataFrame) -> tuple[str, ...]:
        """The engine's groups in its order; those that a release joins come last."""
        known: Sequence[str] = ("all",) if by == "all" else VALUES.get(by, ())
        if by == "edition":
            known = sorted(there.get_column("group").unique())
        present = set(there.get_column("group"))
        return (*known, *(group for group in _JOINED if group in present))


def _option(item: Item, answer: str) -> int:
    """The place of a choice by its code, or of the first that falls into a part."""
    options = item.scale.options
    if answer.isdigit():
        return next(place for place, option in enumerate(options) if option.code == int(answer))
    first = item.codes_of(Part(answer))[0]
    return next(place for place, option in enumerate(options) if option.code == first)
