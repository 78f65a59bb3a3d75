"""`belonging evaluate FILE`: the engine in the terminal, with no web app and no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from belonging.evaluation import Findings, Policy, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.plan import BREAKDOWNS
from belonging.evaluation.plan_file import written_plan
from belonging.evaluation.verification import NotCertifiable
from belonging.web.cli.evaluate_csv import KINDS, by_kind, one_file
from belonging.web.cli.evaluate_files import UnwritableFile, folder_files, refuse_unwritable, write_files
from belonging.web.cli.evaluate_inputs import UNUSABLE, Inputs, add_input_options, default_plan, read_inputs
from belonging.web.cli.findings_tables import show_findings
from belonging.web.cli.terminal import Terminal, refuse

_DESCRIPTION = """\
Shares, changes, gaps and intervals from a file of answers: one row per questionnaire sent.

Our own columns are school, setting, wave, year_group, gender, sen and one column per item. A file from
another survey tool needs a small mapping file (--map); docs/examples/ has some, docs/methods/files.md
says what they can hold. A plan file (--plan) says what is shown; --print-plan gives one to start from.
"""

_EPILOG = "docs/first-evaluation.md goes through a whole evaluation, from the plan to the report."


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "evaluate",
        help="shares, changes and intervals from a CSV, Parquet or SPSS file",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?", help="answers: .csv, .parquet or .sav")
    add_input_options(parser)
    parser.add_argument(
        "--engine", metavar="ADDRESS", help="a table instead of a file, as BELONGING_ENGINE names it (docs/running.md)"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write everything as JSON")
    parser.add_argument(
        "--csv", type=Path, metavar="OUT", help="also write a row for every number: OUT.csv, or a folder of files"
    )
    parser.add_argument("--html", type=Path, metavar="OUT", help="also write a report with pictures, in one file")
    parser.add_argument(
        "--certificate", type=Path, metavar="OUT", help="also audit one school's release and write what proves it"
    )
    parser.add_argument("--replace", action="store_true", help="write over files of these names")
    parser.add_argument(
        "--policy",
        choices=("own-data", "release"),
        default="own-data",
        help="own-data: exact figures, for you who hold the rows; release: what others could be shown",
    )
    parser.add_argument("--by", choices=BREAKDOWNS, action="append", help="print these tables only")
    parser.add_argument("--print-plan", action="store_true", help="print the default plan as TOML, and do nothing else")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 0, or 2 with a sentence when something that was given cannot be used."""
    try:
        if arguments.print_plan:
            sys.stdout.write(written_plan(default_plan(arguments)))
        else:
            _evaluate(arguments)
    except (*UNUSABLE, UnwritableFile, NotCertifiable) as error:
        return refuse("evaluate", error)
    return 0


def _evaluate(arguments: argparse.Namespace) -> None:
    _refuse_outputs(arguments)
    progress = Terminal(stderr=True)
    with progress.status("Reading the answers …") as status:
        inputs = read_inputs(arguments.file, arguments, status.update)
        status.update("Comparing …")
        policy = Policy.release() if arguments.policy == "release" else OwnData()
        findings = evaluate(inputs.answers, inputs.plan, policy, inputs.rolls, inputs.roster)
        status.update("Writing …")
        written = _texts(arguments, inputs, findings)
        write_files(written, replace=arguments.replace)
    console = Terminal()
    console.print(inputs.source, style="bold")
    for remark in inputs.remarks:
        console.print(remark)
    show_findings(console, findings, inputs.by)
    for what, out in (
        ("Everything as JSON", arguments.json),
        ("As rows", arguments.csv),
        ("Report", arguments.html),
        ("Certificate", arguments.certificate),
    ):
        if out:
            console.print(f"{what}: {out}", soft_wrap=True)


def _refuse_outputs(arguments: argparse.Namespace) -> None:
    folder = arguments.csv if arguments.csv and not _is_file(arguments.csv) else None
    named = (arguments.json, arguments.html, arguments.csv, arguments.certificate)
    outs = [out for out in named if out and out != folder]
    if folder:
        outs += folder_files(folder, KINDS)
    given = (arguments.file, arguments.map, arguments.plan, arguments.roster)
    sources = [source for source in given if source]
    refuse_unwritable(outs, sources, replace=arguments.replace, folder=folder)


def _texts(arguments: argparse.Namespace, inputs: Inputs, findings: Findings) -> dict[Path, str]:
    """Everything that is to be written, by file."""
    texts: dict[Path, str] = {}
    if arguments.json:
        texts[arguments.json] = findings.to_json() + "\n"
    if arguments.csv and _is_file(arguments.csv):
        texts[arguments.csv] = one_file(findings)
    elif arguments.csv:
        texts |= {arguments.csv / name: text for name, text in by_kind(findings).items()}
    if arguments.html:
        from belonging.web.cli.evaluate_page import page

        texts[arguments.html] = page(findings, inputs.answers.instrument, inputs.source)
    if arguments.certificate:
        from belonging.web.cli.certificates import certificate_of

        texts[arguments.certificate] = certificate_of(findings, inputs)
    return texts


def _is_file(out: Path) -> bool:
    return out.suffix.lower() == ".csv"
