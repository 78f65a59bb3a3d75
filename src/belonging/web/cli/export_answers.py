"""`belonging export-answers`: sealed answers as a Parquet file, for whoever evaluates them elsewhere."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.utils import timezone

from belonging.web.base.errors import Refused

ROW_GROUP: Final = 250_000
"""Rows of one part of the file: a reader that wants one school reads few of the others."""


class CannotWrite(Refused):
    """The file cannot be made where it was asked for."""


class NoSuchCohort(Refused):
    """There is no cohort of that name in addresses."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "export-answers",
        help="write a cohort's sealed answers to a Parquet file",
        description="Write every sealed answer of a cohort to a Parquet file, one row per questionnaire sent, sorted "
        "by school. It holds single pupils' answers (without names, and without facts where a round had fewer than "
        "10): keep it where only people may read it who may read the database. The export is in the journal.",
        epilog="Example: belonging export-answers --cohort pilot --audience pupil --out answers.parquet",
    )
    parser.add_argument("--cohort", required=True, metavar="SLUG", help="the cohort, as its address has it")
    parser.add_argument("--audience", choices=("pupil", "parent", "staff"), default="pupil", help="whose answers")
    parser.add_argument("--instrument", metavar="NAME", help="the questionnaire, where there are several")
    parser.add_argument("--out", required=True, type=Path, metavar="OUT.parquet", help="the file to make")


def run(arguments: argparse.Namespace) -> int:
    """0; raises Refused where there is nothing to write, or nowhere to write it."""
    from belonging.web.programme.queries import cohort_by_slug
    from belonging.web.surveys.queries import Columns
    from belonging.web.surveys.services.exporting import export_answers

    cohort = cohort_by_slug(arguments.cohort)
    if cohort is None:
        raise NoSuchCohort(f"There is no cohort {arguments.cohort!r}. Its name is the last part of its page's address.")
    out: Path = arguments.out

    def write(columns: Columns) -> None:
        write_parquet(columns, out)

    exported = export_answers(
        cohort=cohort,
        audience=arguments.audience,
        instrument=arguments.instrument,
        write=write,
        actor=f"terminal:{getpass.getuser()}"[:64],
        now=timezone.now(),
    )
    schools = "1 school" if exported.schools == 1 else f"{exported.schools} schools"
    sys.stdout.write(
        f"{out}: {exported.rows:,} answers to {exported.instrument} from {schools} ({', '.join(exported.waves)}).\n"
        f"Try: belonging evaluate {out}\n"
    )
    return 0


def write_parquet(columns: Mapping[str, Sequence[object]], out: Path) -> None:
    """Sorted by school, which makes counting faster; readable by this user alone. Raises CannotWrite."""
    import polars as pl

    texts = (
        "school",
        "setting",
        "wave",
        "year_group",
        "gender",
        "sen",
        "phase",
        "role",
        "edition",
        "language",
        "help",
        "way",
    )
    series = [
        pl.Series(name, values, dtype=pl.String if name in texts else pl.Int8) for name, values in columns.items()
    ]
    named = pl.col(pl.String).exclude("school").cast(pl.Categorical)
    frame = pl.DataFrame(series).sort("school", "wave", maintain_order=True).with_columns(named)
    try:
        # Made anew and for this user alone from its first byte on: it holds single people's answers.
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CannotWrite(f"{out} is there already. Choose another name, or remove it first.") from error
    except OSError as error:
        raise CannotWrite(f"{out} could not be written ({error.strerror}). Choose another place.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            frame.write_parquet(file, compression="zstd", row_group_size=ROW_GROUP)
    except OSError as error:
        with suppress(OSError):
            out.unlink()
        raise CannotWrite(f"{out} could not be written ({error.strerror}). Choose another place.") from error
