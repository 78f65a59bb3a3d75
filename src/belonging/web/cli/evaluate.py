"""`belonging evaluate FILE`: the engine in the terminal, with no web app and no database."""

from __future__ import annotations

import argparse
import os
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


class UnwritableFile(ValueError):
    """The findings cannot be written where they were asked for."""


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the entry point: Rich would end with code 1 where `head` has seen enough."""
        raise BrokenPipeError


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
    except (UnreadableFile, InvalidMapping, InvalidAnswers, InvalidRequest, UnknownInstrument, UnwritableFile) as error:
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"belonging evaluate: {error}")
        return 2
    return 0


def _evaluate(arguments: argparse.Namespace) -> None:
    if arguments.json:
        _refuse_unwritable(arguments.json, arguments.file)
    sheet = read_sheet(arguments.file)
    mapped = read_mapping(arguments.map) if arguments.map else Mapped()
    instrument = mapped.questionnaire or load(arguments.instrument or _asked_in(sheet, mapped))
    answers, ignored = apply_mapping(sheet, mapped, instrument)
    policy = Policy.release() if arguments.policy == "release" else OwnData()
    findings = evaluate(answers, _plan(answers), policy, mapped.rolls)
    if arguments.json:
        _write(arguments.json, findings.to_json() + "\n")
    console = _Terminal(highlight=False, markup=False)
    console.print(f"{sheet.name} ({sheet.read_as}), questionnaire {instrument.name}", style="bold")
    if ignored:
        console.print(f"Columns not used: {', '.join(ignored)}")
    left_out = [item.key for item in instrument.items if item.key not in answers.items]
    if left_out:
        console.print(f"Not in the file: {', '.join(left_out)}")
    show_findings(console, findings, tuple(arguments.by or BREAKDOWNS))
    if arguments.json:
        console.print(f"Everything as JSON: {arguments.json}")


def _refuse_unwritable(out: Path, source: Path) -> None:
    """Raise UnwritableFile before any work is done for nothing, or the answers are written over."""
    if out.exists() and source.exists() and out.samefile(source):
        raise UnwritableFile(f"{out} is the file of answers itself. Give --json another name.")
    if out.is_dir():
        raise UnwritableFile(f"{out} is a folder. Give --json the name of a file in it.")
    if not out.exists() and not out.parent.is_dir():
        raise UnwritableFile(f"There is no folder {out.parent} for {out.name}. Make it first, or choose another.")
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise UnwritableFile(f"{out} cannot be written here. Choose another place.")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise UnwritableFile(f"{out} could not be written ({error.strerror}). Choose another place.") from error


def _asked_in(sheet: Sheet, mapped: Mapped) -> str:
    """The published questionnaire with most of its items among the columns; pupil_v1 where none has any."""
    names = set(sheet.frame.columns) | set(mapped.items)
    found = {name: sum(item.key in names for item in load(name).items) for name in published()}
    best = max(found, key=lambda name: found[name])
    return best if found[best] else "pupil_v1"


def _plan(answers: AnswerSet) -> Plan:
    return Plan.default(answers.instrument, "programme" if len(answers.schools) > 1 else "school")
