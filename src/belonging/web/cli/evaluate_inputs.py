"""What the terminal evaluates: a file of answers with its mapping, questionnaire and plan."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.files import read_sheet
from belonging.evaluation.mapped_rows import apply_mapping
from belonging.evaluation.mapping import Mapped, read_mapping
from belonging.evaluation.plan import BREAKDOWNS, InvalidPlan, Scope
from belonging.evaluation.plan_file import read_plan
from belonging.evaluation.run import InvalidRequest
from belonging.evaluation.sheet import Sheet, UnreadableFile
from belonging.evaluation.toml_parts import UnusableToml
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load, published
from belonging.instruments.model import Instrument


class NotInPlan(ValueError):
    """Tables were asked for that the plan does not have."""


UNUSABLE: Final = (
    InvalidAnswers,
    InvalidPlan,
    InvalidRequest,
    NotInPlan,
    UnknownInstrument,
    UnreadableFile,
    UnusableToml,
)
"""What is wrong with what somebody gave us; each says what to change."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """`source` names the file and how it was read. `by`: the breakdowns that are printed."""

    source: str
    answers: AnswerSet
    plan: Plan
    rolls: dict[tuple[str, str], int]
    by: tuple[str, ...]
    remarks: tuple[str, ...]


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """The options that say what the file means."""
    parser.add_argument("--instrument", metavar="NAME", help="the questionnaire; without it the columns tell")
    parser.add_argument("--map", type=Path, metavar="MAP.toml", help="what the file's columns and values mean")
    parser.add_argument("--plan", type=Path, metavar="PLAN.toml", help="what is shown; without it the default plan")


def read_inputs(file: Path, arguments: argparse.Namespace) -> Inputs:
    """Raises one of UNUSABLE."""
    sheet = read_sheet(file)
    mapped = read_mapping(arguments.map) if arguments.map else Mapped()
    instrument = mapped.questionnaire or load(arguments.instrument or _asked_in(sheet, mapped))
    applied = apply_mapping(sheet, mapped, instrument)
    scope: Scope = "programme" if len(applied.answers.schools) > 1 else "school"
    plan = read_plan(arguments.plan, instrument, scope) if arguments.plan else Plan.default(instrument, scope)
    wanted = tuple(getattr(arguments, "by", None) or ())
    plan = _with_breakdowns(plan, wanted, arguments.plan)
    left_out = [item.key for item in instrument.items if item.key not in applied.answers.items]
    remarks = (
        (f"Columns not used: {', '.join(applied.ignored)}", bool(applied.ignored)),
        (f"Not in the file: {', '.join(left_out)}", bool(left_out)),
        (f"On the roll, without answers: {', '.join(applied.rolls_unused)}", bool(applied.rolls_unused)),
    )
    return Inputs(
        source=f"{sheet.name} ({sheet.read_as}), questionnaire {instrument.name}",
        answers=applied.answers,
        plan=plan,
        rolls=mapped.rolls,
        by=wanted or plan.by,
        remarks=tuple(remark for remark, needed in remarks if needed),
    )


def default_plan(arguments: argparse.Namespace) -> Plan:
    """The plan to start from: that of the file, or where none is given of several schools. Raises one of UNUSABLE."""
    if arguments.file:
        return read_inputs(arguments.file, arguments).plan
    mapped = read_mapping(arguments.map) if arguments.map else Mapped()
    instrument: Instrument = mapped.questionnaire or load(arguments.instrument or "pupil_v1")
    return _with_breakdowns(Plan.default(instrument, "programme"), tuple(arguments.by or ()), None)


def _with_breakdowns(plan: Plan, wanted: tuple[str, ...], file: Path | None) -> Plan:
    """The default plan takes up what is asked for; one that somebody wrote is kept to. Raises NotInPlan."""
    more = [by for by in BREAKDOWNS if by in wanted and by not in plan.by]
    if not more:
        return plan
    if file is not None:
        raise NotInPlan(
            f'{file.name} has no table by {more[0]!r}. Add it to its line "by", or leave out --by {more[0]}.'
        )
    return replace(plan, by=(*plan.by, *more))


def _asked_in(sheet: Sheet, mapped: Mapped) -> str:
    """The published questionnaire with most of its items among the columns; pupil_v1 where none has any."""
    names = set(sheet.frame.columns) | set(mapped.items)
    found = {name: sum(item.key in names for item in load(name).items) for name in published()}
    best = max(found, key=lambda name: found[name])
    return best if found[best] else "pupil_v1"
