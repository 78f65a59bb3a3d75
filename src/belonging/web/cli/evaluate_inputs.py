"""What the terminal evaluates: a file of answers with its mapping, questionnaire and plan."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.files import read_sheet
from belonging.evaluation.mapped_rows import apply_mapping
from belonging.evaluation.mapping import Mapped, read_mapping
from belonging.evaluation.mapping_checks import check_mapped
from belonging.evaluation.movers import Roll
from belonging.evaluation.plan import BREAKDOWNS, InvalidPlan, Scope
from belonging.evaluation.plan_file import read_plan
from belonging.evaluation.roster import InvalidRoster, Roster
from belonging.evaluation.roster_file import read_roster
from belonging.evaluation.roster_fit import check_fit, misfits
from belonging.evaluation.run import InvalidRequest
from belonging.evaluation.sheet import Sheet, UnreadableFile
from belonging.evaluation.toml_parts import UnusableToml
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load, published
from belonging.instruments.model import Instrument
from belonging.web.cli.engine_setting import POLARS, UnusableEngine, engine_setting
from belonging.web.cli.evaluate_scan import NeedsRows, Tell, counted, from_counts, is_big


class NotInPlan(ValueError):
    """Tables were asked for that the plan does not have."""


UNUSABLE: Final = (
    InvalidAnswers,
    InvalidPlan,
    InvalidRequest,
    InvalidRoster,
    NeedsRows,
    NotInPlan,
    UnknownInstrument,
    UnreadableFile,
    UnusableEngine,
    UnusableToml,
)
"""What is wrong with what somebody gave us; each says what to change."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """`source` names the file and how it was read. `by`: the breakdowns that are printed."""

    source: str
    answers: AnswerSet
    plan: Plan
    rolls: Mapping[tuple[str, str], Roll]
    by: tuple[str, ...]
    remarks: tuple[str, ...]
    roster: Roster | None = None


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """The options that say what the file means."""
    parser.add_argument("--instrument", metavar="NAME", help="the questionnaire; without it the columns tell")
    parser.add_argument("--map", type=Path, metavar="MAP.toml", help="what the file's columns and values mean")
    parser.add_argument(
        "--roster", type=Path, metavar="ROSTER.csv", help="how many are on roll, by year group, sex and SEN status"
    )
    parser.add_argument("--plan", type=Path, metavar="PLAN.toml", help="what is shown; without it the default plan")


def read_inputs(file: Path | None, arguments: argparse.Namespace, tell: Tell = str) -> Inputs:
    """`tell` is told how far it is; without a file the answers are where the engine's setting says.

    Raises one of UNUSABLE.
    """
    mapped = read_mapping(arguments.map) if arguments.map else Mapped()
    engine = getattr(arguments, "engine", None) or engine_setting()
    if file is not None and (engine != POLARS or not is_big(file, mapped)):
        return _from_rows(_sheet(file, engine), mapped, arguments)
    if file is None and engine == POLARS:
        raise UnreadableFile("Give the file of answers: belonging evaluate FILE. --help says what it may hold.")
    instrument = mapped.questionnaire or load(arguments.instrument or "pupil_v1")
    answers = counted((file,) if file else (), instrument, engine, tell)
    plan, lost = from_counts(_planned(instrument, answers, arguments), is_default=not arguments.plan)
    name = file.name if file else "The engine's table"
    remarks = [f"Not worked out from counts alone: {', '.join(lost)}"] if lost else []
    if getattr(arguments, "roster", None):
        remarks.append("The roster was not used: weights need each pupil's answers, and these are counted.")
    return _inputs(f"{name} (counted), questionnaire {instrument.name}", answers, plan, mapped, (arguments, remarks))


def _sheet(file: Path, engine: str) -> Sheet:
    if engine != POLARS:
        raise UnusableEngine(f"The engine names a table, and {file} is a file. Leave one of them out.")
    return read_sheet(file)


def _from_rows(sheet: Sheet, mapped: Mapped, arguments: argparse.Namespace) -> Inputs:
    instrument = mapped.questionnaire or load(arguments.instrument or _asked_in(sheet, mapped))
    check_mapped(mapped, instrument)
    applied = apply_mapping(sheet, mapped, instrument)
    plan = _planned(instrument, applied.answers, arguments)
    source = f"{sheet.name} ({sheet.read_as}), questionnaire {instrument.name}"
    remarks = [f"Columns not used: {', '.join(applied.ignored)}"] if applied.ignored else []
    return _fitting(_inputs(source, applied.answers, plan, mapped, (arguments, remarks)), arguments)


def _planned(instrument: Instrument, answers: AnswerSet, arguments: argparse.Namespace) -> Plan:
    scope: Scope = "programme" if len(answers.schools) > 1 else "school"
    plan = read_plan(arguments.plan, instrument, scope) if arguments.plan else Plan.default(instrument, scope)
    return _with_breakdowns(plan, _wanted(arguments), arguments.plan)


def _inputs(
    source: str, answers: AnswerSet, plan: Plan, mapped: Mapped, asked: tuple[argparse.Namespace, list[str]]
) -> Inputs:
    arguments, remarks = asked
    left_out = [item.key for item in answers.instrument.items if item.key not in answers.items]
    if left_out:
        remarks.append(f"Not in the file: {', '.join(left_out)}")
    idle = sorted({school for school, _ in mapped.movers} - set(answers.schools))
    if idle:
        remarks.append(f"On the roll, without answers: {', '.join(idle)}")
    roster = read_roster(arguments.roster) if getattr(arguments, "roster", None) else None
    return Inputs(source, answers, plan, mapped.movers, _wanted(arguments) or plan.by, tuple(remarks), roster)


def _fitting(inputs: Inputs, arguments: argparse.Namespace) -> Inputs:
    """What of the roster does not fit the answers is refused or remarked upon. Raises InvalidRoster."""
    if inputs.roster is None:
        return inputs
    try:
        check_fit(inputs.roster, inputs.answers, inputs.rolls)
    except InvalidRoster as error:
        raise InvalidRoster(f"{arguments.roster.name}: {error}") from error
    return replace(inputs, remarks=(*inputs.remarks, *misfits(inputs.roster, inputs.answers)))


def _wanted(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The breakdowns that are to be printed; none says all."""
    return tuple(getattr(arguments, "by", None) or ())


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
