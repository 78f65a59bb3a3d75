"""`belonging count`: how many answered what, in files too big for memory or in somebody's database."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.engines.counted import Counted
from belonging.evaluation.group_columns import GROUP_COLUMNS
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load
from belonging.web.cli.engine_setting import POLARS, UnusableEngine, answers_in, engine_setting
from belonging.web.cli.evaluate_files import UnwritableFile, refuse_unwritable
from belonging.web.cli.terminal import Terminal, refuse

_DESCRIPTION = """\
Count questionnaires and answers by school, wave and groups: whole numbers, from any number of rows.

The answers are Parquet files with our own column names (docs/methods/files.md), or a table that
BELONGING_ENGINE names (docs/running.md); there one GROUP BY is all that is asked. The counts are exact:
they are for you who hold the rows, not for showing to others.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "count",
        help="count big Parquet files, or a table in a database, into whole numbers",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", type=Path, metavar="FILE", nargs="*", help="Parquet files, best sorted by school")
    parser.add_argument("--instrument", metavar="NAME", default="pupil_v1", help="the questionnaire (pupil_v1)")
    groups = [name for name in GROUP_COLUMNS if name not in ("school", "wave")]
    parser.add_argument(
        "--by", action="append", choices=groups, help="besides school and wave; without it by every group"
    )
    parser.add_argument("--out", type=Path, metavar="OUT.parquet", help="also write the counts")
    parser.add_argument("--replace", action="store_true", help="write over a file of that name")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 with a sentence when the answers cannot be counted."""
    try:
        _count(arguments)
    except (InvalidAnswers, UnknownInstrument, UnusableEngine, UnwritableFile) as error:
        return refuse("count", error)
    return 0


def _count(arguments: argparse.Namespace) -> None:
    if arguments.out:
        refuse_unwritable([arguments.out], arguments.files, replace=arguments.replace)
    counted = _counted(arguments.files, arguments.instrument, tuple(arguments.by or GROUP_COLUMNS))
    console = Terminal()
    schools = "1 school" if len(counted.schools) == 1 else f"{len(counted.schools):,} schools"
    console.print(f"{counted.forms:,} questionnaires of {schools}, {counted.frame.height:,} cells", style="bold")
    for wave in counted.waves:
        there = counted.frame.filter(counted.frame.get_column("wave") == wave)
        console.print(f"{wave.capitalize()}: {int(there.get_column(' forms').sum()):,}")
    if arguments.out:
        try:
            counted.frame.write_parquet(arguments.out, compression="zstd")
        except OSError as error:
            raise UnwritableFile(f"{arguments.out} could not be written ({error.strerror}).") from error
        console.print(f"Counts: {arguments.out}", soft_wrap=True)


def _counted(files: Sequence[Path], instrument: str, groups: tuple[str, ...]) -> Counted:
    by = tuple(name for name in GROUP_COLUMNS if name in {"school", "wave", *groups})
    setting = engine_setting()
    if setting != POLARS:
        return Counted.of(answers_in(setting, load(instrument), files), by)
    with _shown() as progress:
        task = progress.add_task("Counting", total=None)
        source = answers_in(
            setting, load(instrument), files, lambda done, rows: progress.update(task, completed=done, total=rows)
        )
        return Counted.of(source, by)


@contextmanager
def _shown() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Terminal(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress
