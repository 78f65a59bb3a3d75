"""The whole numbers that a programme's released figures follow from, and none that they do not need.

A breakdown stands by itself: nobody can be looked up by gender and SEND at once unless a table crosses them. Answers
are there of what is printed only, and of a single school only how many were positive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from belonging.evaluation.answers import HOW_COLUMNS, AnswerSet
from belonging.evaluation.cells import Tally, only, tally
from belonging.evaluation.choices import kind_of
from belonging.evaluation.disclosure.audited import RECORDED
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.groups import ONCE, PROGRAMME
from belonging.evaluation.kinds import main_part, other_kinds
from belonging.evaluation.plan import Plan
from belonging.evaluation.professional import items_with_conditions
from belonging.evaluation.released import Findings
from belonging.evaluation.request import Request, Rolls
from belonging.evaluation.run import decided
from belonging.evaluation.supplements.movers import LEAST_JOINERS
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Part

SENT: Final = "sent:"
"""Begins the breakdowns that count questionnaires alone: by edition, help and way of answering."""

SCHEMA: Final = {
    **dict.fromkeys(("kind", "by", "wave", "school", "group", "item", "answer"), pl.String),
    "n": pl.Int64,
}
"""A count a row. `item` empty: questionnaires. `school` empty: all schools of the programme together. `answer`: a
part ("positive"), or a choice's code where people answered in a professional role."""

Row = tuple[str, str, str, str, str, str, str, int]
Printed = frozenset[tuple[str, str, str]]
"""(breakdown, item, wave)."""
Keep = Callable[[str, int], bool]
"""Whether answers to an item in a wave (by place) are needed."""


class SchoolsAlone(ValueError):
    """Findings of one school: what was left out of them depends on groups together, which is not kept apart here."""


@dataclass(frozen=True)
class Counts:
    """`schools` in the order in which the engine takes them, `arms` beside; `left_out`: waves without their rows.

    `recorded`: what was left out for a reason that only whole answers show, as (breakdown, item, wave), and its code.
    """

    frame: pl.DataFrame
    schools: tuple[str, ...]
    arms: tuple[str, ...]
    items: tuple[str, ...]
    recorded: Mapping[tuple[str, str, str], str]
    left_out: frozenset[str]


def counts_of(answers: AnswerSet, plan: Plan, policy: Policy, rolls: Rolls, findings: Findings) -> Counts:
    """The counts behind `findings`, which were made from exactly these. Raises SchoolsAlone."""
    if plan.scope != "programme":
        raise SchoolsAlone("Only a programme's findings can be had from counts. Use 'belonging verify' for a school's.")
    request = Request(answers, plan, policy, rolls)
    rows = _of_forms(request, printed_in(findings)) if request.is_professional else _of_waves(request, findings)
    pairs = answers.frame.select("school", "arm").unique().sort("school")
    single = request.is_professional
    return Counts(
        frame=pl.DataFrame(sorted(rows), schema=SCHEMA, orient="row"),
        schools=() if single else tuple(pairs.get_column("school")),
        arms=() if single else tuple(pairs.get_column("arm")),
        items=answers.items,
        recorded=recorded_in(findings),
        left_out=answers.left_out,
    )


def printed_in(findings: Findings) -> Printed:
    """Every (breakdown, item, wave) of which a share is printed."""
    return frozenset((table.by, table.item, cell.wave) for table in findings.tables for cell in table.cells)


def recorded_in(findings: Findings) -> dict[tuple[str, str, str], str]:
    """What the findings leave out for a reason that counts cannot show."""
    return {
        (table.by, table.item, held.wave): held.refusal.code
        for table in findings.tables
        for held in table.withheld
        if held.refusal.code in RECORDED
    }


def _of_waves(request: Request, findings: Findings) -> Iterator[Row]:
    yield from _of_main(main_part(request), printed_in(findings))
    for kind in other_kinds(request):
        part = Request(request.answers.of_kind(kind), request.plan, request.policy, {})
        yield from _of_everyone(part, kind)
    for column in ("edition", *HOW_COLUMNS):
        yield from _sent(request, column)


@dataclass(frozen=True, slots=True)
class _Counting:
    """One breakdown of one kind of edition, being written down."""

    kind: str
    counted: Tally
    schools: tuple[str, ...]

    def forms(self) -> Iterator[Row]:
        for school, group, wave in zip(*self.counted.forms.nonzero(), strict=True):
            n = int(self.counted.forms[school, group, wave])
            yield self._row((self.schools[school], group, wave), ("", ""), n)

    def positive(self, keep: Keep) -> Iterator[Row]:
        for item in self.counted.items:
            positive = self.counted.part(item, Part.POSITIVE)
            for school, group, wave in zip(*positive.nonzero(), strict=True):
                if keep(item, wave):
                    n = int(positive[school, group, wave])
                    yield self._row((self.schools[school], group, wave), (item, Part.POSITIVE.value), n)

    def others(self, keep: Keep) -> Iterator[Row]:
        """All other parts, of all schools together; who left the item out is the rest."""
        for item in self.counted.items:
            for part in (Part.NEITHER, Part.NEGATIVE, Part.DECLINED):
                together = self.counted.part(item, part).sum(axis=0)
                for group, wave in zip(*together.nonzero(), strict=True):
                    if keep(item, wave):
                        yield self._row(("", group, wave), (item, part.value), int(together[group, wave]))

    def all(self, keep: Keep) -> Iterator[Row]:
        yield from self.forms()
        yield from self.positive(keep)
        yield from self.others(keep)

    def _row(self, place: tuple[str, int, int], answer: tuple[str, str], n: int) -> Row:
        school, group, wave = place
        return self.kind, self.counted.by, self.counted.waves[wave], school, self.counted.groups[group], *answer, n


def _of_main(part: Request, printed: Printed) -> Iterator[Row]:
    """Of the kind of edition that fills the tables."""
    kind = (*part.answers.kinds, kind_of(part.answers.instrument, STANDARD))[0]
    yield from _of_everyone(part, kind)
    made = decided(part, audit=False)
    counted = {breakdown.counted.by: breakdown.counted for breakdown in made.breakdowns}
    schools = made.counted.labels["school"]
    for by in (by for by in part.plan.by if by not in ("all", "school", "joined")):
        there = counted.get(by) or tally(made.shown.cells, by)
        yield from _Counting(kind, there, schools).all(_printed(by, there, printed))
    if "joined" in part.plan.by or "movers" in part.plan.supplements:
        yield from _of_joiners(part, kind, printed)


def _printed(by: str, there: Tally, printed: Printed) -> Keep:
    return lambda item, wave: (by, item, there.waves[wave]) in printed


def _of_everyone(part: Request, kind: str) -> Iterator[Row]:
    """Both arms; answers of a wave only where as many answered as anything may be shown of."""
    cells = part.answers.cells(part.items, part.waves)
    ours = tally(only(cells, "arm", (PROGRAMME,)), "all")
    enough = ours.totals[0] >= part.policy.smallest_group
    both = _Counting(kind, tally(cells, "all"), cells.labels["school"])
    yield from both.forms()
    yield from both.positive(lambda _, wave: bool(enough[wave]))
    yield from replace(both, counted=ours).others(lambda _, wave: bool(enough[wave]))


def _of_joiners(part: Request, kind: str, printed: Printed) -> Iterator[Row]:
    """Who joined since the baseline: answers of the last wave, where movers are set beside the others."""
    cells = only(part.answers.cells(part.items, part.waves), "arm", (PROGRAMME,))
    joined = tally(cells, "joined")
    last = [wave for wave in range(len(joined.waves)) if joined.totals[:, wave].any()][-1:]
    told = {wave for wave in last if min(joined.totals[:2, wave]) >= LEAST_JOINERS}
    told = told if "movers" in part.plan.supplements else set()
    counting = _Counting(kind, joined, cells.labels["school"])
    yield from counting.all(lambda item, wave: wave in told or ("joined", item, joined.waves[wave]) in printed)


def _sent(request: Request, column: str) -> Iterator[Row]:
    """How many questionnaires came in each edition, with which help, and on paper."""
    told = request.answers.told_by(column)
    if told is None:
        return
    ours = told if column == "edition" else told.filter(pl.col("arm") == PROGRAMME)
    counted = ours.group_by("wave", "school", column).len()
    for wave, school, value, n in counted.iter_rows():
        kind = kind_of(request.answers.instrument, value) if column == "edition" else ""
        yield kind, f"{SENT}{column}", wave, school, value, "", "", n


def _of_forms(request: Request, printed: Printed) -> Iterator[Row]:
    """Forms by choice and role, of the whole programme: nothing is shown or needed by school."""
    items = items_with_conditions(request)
    cells = request.answers.cells(items, (ONCE,), ("school", "wave", "role"))
    for by in request.plan.by:
        counted = tally(cells, by)
        for group, name in enumerate(counted.groups):
            yield "", by, ONCE, "", name, "", "", int(counted.totals[group, 0])
            for item in (item for item in items if (by, item, ONCE) in printed):
                by_code = counted.answers[item][:, :, group, 0].sum(axis=1).tolist()
                options = counted.items[item].scale.options
                for option, n in zip(options, by_code, strict=True):
                    yield "", by, ONCE, "", name, item, str(option.code), int(n)
