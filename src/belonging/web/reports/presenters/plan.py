"""What a school will be shown, before anybody has answered: each table, where, to whom, and how exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation.plan import SHOWN_ON, Plan
from belonging.evaluation.released import Rung
from belonging.instruments.load import load
from belonging.web.findings.models import FixedPlan
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, VOICES, british_date, inside
from belonging.web.schools.models import School
from belonging.web.ui.components import Table

LADDER = ((300, Rung.WHOLE), (60, Rung.FIVES), (30, Rung.TENS), (10, Rung.WORDS))
"""From so many answers in the smallest group of a table, how finely it speaks (docs/methods/disclosure.md)."""

EXAMPLES = {
    Rung.WHOLE: "to one in 100 (“71 in 100”)",
    Rung.FIVES: "as a range of five (“between 70 and 75 in 100”)",
    Rung.TENS: "as a range of ten (“between 70 and 80 in 100”)",
    Rung.WORDS: "in words (“few”, “about half”, “most”), and no change is worked out",
}
NOTHING = "not on its own: counted in the programme's results only"
ANSWERING = 0.7
"""The part of a roll that is taken to answer where nobody has yet."""

FACTS_OF = {"gender": {"gender"}, "send": {"sen"}, "sen": {"sen"}, "phase": {"phase", "year_group"}}
"""The facts that a breakdown is made from."""

PAGES = {"packs": "evaluator's pack", "reports": "school and programme report", "audit beside the voices": "360° audit"}
"""How a plan's names of pages are said."""

READERS = {
    "lead": "the school's own lead, head, SENCO and adviser, and beside the audit by colleagues who work on it. "
    "The school tells pupils and families from the same tables",
    "programme": "the programme team and the evaluator",
}


@dataclass(frozen=True, slots=True)
class PlannedVoice:
    """One questionnaire. `rows`: breakdown, what it will say at this school, where it stands."""

    title: str
    fixed: str
    rows: tuple[tuple[str, str, str], ...]
    not_asked: str
    statements: tuple[str, ...]
    readers: str

    @property
    def table(self) -> Table:
        return Table("", ("Table", "How exactly at your school", "Where it stands"), self.rows)


@dataclass(frozen=True, slots=True)
class PlanPage:
    title: str
    lead: str
    size: str
    voices: tuple[PlannedVoice, ...]

    @property
    def ladder(self) -> Table:
        rows = [(words, EXAMPLES[rung]) for words, rung in _LADDER_WORDS]
        return Table("", ("Answers in the smallest group", "What you read"), [*rows, ("Fewer than 10", NOTHING)])


_LADDER_WORDS = (
    ("300 or more", Rung.WHOLE),
    ("60 to 299", Rung.FIVES),
    ("30 to 59", Rung.TENS),
    ("10 to 29", Rung.WORDS),
)


def plan_page(school: School, plans: Sequence[tuple[str, FixedPlan | None]], roll: int | None) -> PlanPage:
    """`plans`: each questionnaire of the school with the plan that is fixed for it; `roll`: pupils, where known."""
    size = (
        f"{roll:,} pupils are on roll. We reckon with about {_expected(roll):,} answers, {ANSWERING:.0%} of them."
        if roll
        else "We do not know yet how many pupils are on roll, so the table below says what decides."
    )
    return PlanPage(
        f"What you will be shown: {school.name}",
        "This is settled before anybody answers, so that no table is chosen for what it says. Nothing is added "
        "later. A table is left out where too few answered. Now and then one more is: where it might, beside the "
        "others, give an answer away, and sometimes where it could not, so that its absence tells nothing.",
        size,
        tuple(_voice(instrument, fixed, roll) for instrument, fixed in plans),
    )


def rung_at(answers: int) -> Rung | None:
    """How finely a table speaks whose smallest group has so many answers."""
    return next((rung for floor, rung in LADDER if answers >= floor), None)


def _expected(roll: int) -> int:
    return round(roll * ANSWERING / 5) * 5


def _voice(instrument: str, fixed: FixedPlan | None, roll: int | None) -> PlannedVoice:
    asked = load(instrument)
    plan = Plan.from_json(fixed.plan) if fixed else Plan.default(asked, "school")
    audience = asked.audience.value
    readers = dict.fromkeys(READERS[reader] for table in plan.tables for reader in table.readers)
    known = roll if audience == "pupil" else None
    facts = {question.fact for question in asked.about_me}
    made = [by for by in plan.by if by not in FACTS_OF or facts & FACTS_OF[by]]
    return PlannedVoice(
        title=VOICES[audience],
        fixed=_fixed(fixed),
        rows=tuple(_row(by, audience, known) for by in made),
        not_asked=_not_asked([by for by in plan.by if by not in made]),
        statements=tuple(str(next(iter(asked.item(key).wording.values()))) for key in plan.items),
        readers=" and ".join(readers),
    )


def _not_asked(left_out: Sequence[str]) -> str:
    if not left_out:
        return ""
    named = "; ".join(inside(BREAKDOWNS[by]) for by in left_out)
    return f"Not asked in this questionnaire, so there is no table of it: {named}."


def _fixed(fixed: FixedPlan | None) -> str:
    if fixed is None:
        return "It is fixed and signed as soon as the first round of this questionnaire is planned."
    when = f"Fixed and signed on {british_date(fixed.fixed_at)}"
    return f"{when}, before any answers were sealed." if fixed.before_sealing else f"{when}."


def _row(by: str, audience: str, roll: int | None) -> tuple[str, str, str]:
    pages = ", ".join(PAGES.get(name, name) for name in SHOWN_ON.get(by, ("reports", "packs")))
    if by == "all":
        everyone = f"All {PEOPLE[audience]} together"
        return everyone, _said_at(_expected(roll)) if roll else "by the number of answers, as below", pages
    return BREAKDOWNS[by], _of_groups(by, roll), pages


def _said_at(answers: int) -> str:
    rung = rung_at(answers)
    return EXAMPLES[rung] if rung else NOTHING


GROUP_SHARES = {"gender": 0.45, "send": 0.17}
"""The part of a school's pupils in the smaller group: SEND as in state-funded schools in England, and in special
schools nearly all, so that there the others are few. Gender: a little under half."""


def _of_groups(by: str, roll: int | None) -> str:
    smallest = GROUP_SHARES.get(by)
    if roll is None or smallest is None:
        return "by the number of answers of its smallest group, as below; below 10 the whole table is left out"
    answers = int(_expected(roll) * smallest)
    rung = rung_at(answers)
    if rung is None:
        return f"probably not: {inside(BREAKDOWNS[by])} would have a group of fewer than 10 answers"
    return f"probably {EXAMPLES[rung]}; if a group has fewer than 10 answers, not at all"
