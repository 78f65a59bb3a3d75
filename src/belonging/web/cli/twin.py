"""`belonging twin`: made-up rows in the shape of a research pack, from released figures alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from belonging.web.base.errors import Refused


class CannotWrite(Refused):
    """The files cannot be made where they were asked for."""


class NoSuchCohort(Refused):
    """There is no cohort of that name in addresses."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "twin",
        help="made-up rows in the shape of a research pack",
        description="Write the synthetic twin of a cohort's research pack: the same files, columns, codes and labels, "
        "with rows that are drawn from released figures alone. Nobody's answers are read. For writing programs before "
        "the real rows are there. SYNTHETIC stands in every file.",
        epilog="Example: belonging twin pilot --out twin",
    )
    parser.add_argument("cohort", metavar="COHORT", help="the cohort, as its address has it")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder for the files")


def run(arguments: argparse.Namespace) -> int:
    """0; raises Refused where nothing is released, or there is nowhere to write."""
    from belonging.web.packs.engine.twin import write_twin
    from belonging.web.programme.queries import cohort_by_slug

    cohort = cohort_by_slug(arguments.cohort)
    if cohort is None:
        raise NoSuchCohort(f"There is no cohort {arguments.cohort!r}. Its name is the last part of its page's address.")
    folder: Path = arguments.out
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(f"{folder} is there already, and not an empty folder. Choose another name.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sentences = write_twin(cohort, folder, timezone.now())
    except OSError as error:
        raise CannotWrite(f"{folder} could not be written ({error.strerror}). Choose another place.") from error
    lines = (*sentences, f"{folder}: {sum(1 for _ in folder.iterdir())} files. Begin with README.txt.", "")
    sys.stdout.write("\n".join(lines))
    return 0
