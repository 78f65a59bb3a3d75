"""`belonging evaluate FILE`: the engine in the terminal, with no web app and no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from belonging.evaluation import AnswerSet, Plan, Policy, evaluate
from belonging.evaluation.adhoc import InvalidMapping
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.files import Sheet, UnreadableFile, read_sheet
from belonging.evaluation.mapping import Mapped, apply_mapping, read_mapping
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.plan import BREAKDOWNS
from belonging.evaluation.run import InvalidRequest
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load, published
from belonging.web.cli.findings_tables import show_findings

_DESCRIPTION = """\
Shares, changes and intervals from a file of answers: one row per questionnaire sent.

Our own columns are school, setting, wave, year_group, gender, sen and one column per item. A file from
another survey tool needs a small mapping file (--map); docs/examples/ has some, docs/methods/files.md
says what they can hold.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "evaluate",
        help="shares, changes and intervals from a CSV, Parquet or SPSS file",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="answers: .csv, .parquet or .sav")
    parser.add_argument("--instrument", metavar="NAME", help="the questionnaire; without it the columns tell")
    parser.add_argument("--map", type=Path, metavar="MAP.toml", help="what the file's columns and values mean")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write everything as JSON")
    parser.add_argument(
        "--policy",
        choices=("own-data", "release"),
        default="own-data",
        help="own-data: exact figures, for you who hold the rows; release: what others could be shown",
    )
    parser.add_argument("--by", choices=BREAKDOWNS, action="append", help="print these tables only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 0, or 2 with a sentence when the file or the mapping cannot be used."""
    try:
        _evaluate(arguments)
    except (UnreadableFile, InvalidMapping, InvalidAnswers, InvalidRequest, UnknownInstrument) as error:
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"belonging evaluate: {error}")
        return 2
    return 0


def _evaluate(arguments: argparse.Namespace) -> None:
    sheet = read_sheet(arguments.file)
    mapped = read_mapping(arguments.map) if arguments.map else Mapped()
    instrument = mapped.questionnaire or load(arguments.instrument or _asked_in(sheet, mapped))
    answers, ignored = apply_mapping(sheet, mapped, instrument)
    policy = Policy.release() if arguments.policy == "release" else OwnData()
    findings = evaluate(answers, _plan(answers), policy, mapped.rolls)
    console = Console(highlight=False, markup=False)
    console.print(f"{sheet.name} ({sheet.read_as}), questionnaire {instrument.name}", style="bold")
    if ignored:
        console.print(f"Columns not used: {', '.join(ignored)}")
    show_findings(console, findings, tuple(arguments.by or BREAKDOWNS))
    if arguments.json:
        arguments.json.write_text(findings.to_json() + "\n", "utf-8")
        console.print(f"Everything as JSON: {arguments.json}")


def _asked_in(sheet: Sheet, mapped: Mapped) -> str:
    """The published questionnaire with most of its items among the columns; pupil_v1 where none has any."""
    names = set(sheet.frame.columns) | set(mapped.items)
    found = {name: sum(item.key in names for item in load(name).items) for name in published()}
    best = max(found, key=lambda name: found[name])
    return best if found[best] else "pupil_v1"


def _plan(answers: AnswerSet) -> Plan:
    return Plan.default(answers.instrument, "programme" if len(answers.schools) > 1 else "school")
