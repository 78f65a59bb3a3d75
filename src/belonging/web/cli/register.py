"""`belonging register import`: the national register of schools from its CSV."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from belonging.web.base.errors import Refused
from belonging.web.cli.terminal import Terminal

if TYPE_CHECKING:
    from belonging.web.schools.rules.register_file import Fault
    from belonging.web.schools.services.importing import Summary

FAULTS_SHOWN = 20


class NoSuchFile(Refused):
    """The file cannot be read."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "register",
        help="bring the national register of schools up to date",
        description="Reads the file of all establishment fields (edubasealldata….csv) of Get Information About "
        "Schools. Nothing changes if anything goes wrong. docs/register.md says where to get it and what is kept.",
        epilog="Example: belonging register import edubasealldata20261125.csv --dry-run",
    )
    acts = parser.add_subparsers(required=True, metavar="import")
    importing = acts.add_parser(
        "import",
        help="read the file into the database",
        description="Read the file of all establishment fields into the database. Again is safe.",
    )
    importing.add_argument("file", type=Path, help="the CSV, as downloaded and unpacked; 'sample' is a made-up one")
    importing.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.schools.rules.register_file import read_register
    from belonging.web.schools.services.importing import import_register

    content = _content(arguments.file)
    with _shown() as tell:
        register = read_register(content, lambda done, total: tell("Reading", done, total))
        summary = import_register(
            register=register,
            settled=_urns_with_rounds(),
            actor=f"terminal:{getpass.getuser()}"[:64],
            now=timezone.now(),
            dry_run=arguments.dry_run,
            tell=tell,
        )
    sys.stdout.write(_said(summary, register.faults, dry_run=arguments.dry_run))
    return 1 if any(fault.refused for fault in register.faults) else 0


def _content(file: Path) -> bytes:
    if str(file) == "sample":
        from belonging.web.schools.rules.register_sample import sample_register

        return sample_register()
    try:
        return file.read_bytes()
    except OSError as error:
        raise NoSuchFile(f"{file} cannot be read: {error.strerror}. Please check its name and folder.") from error


def _urns_with_rounds() -> frozenset[str]:
    from belonging.web.base.scope import programme_scope
    from belonging.web.surveys.models import Round

    with programme_scope("import the register"):
        urns = Round.objects.values_list("school__urn", flat=True).distinct()
        return frozenset(urn for urn in urns if urn)


@contextmanager
def _shown() -> Iterator[Callable[[str, int, int], None]]:
    console = Terminal(stderr=True)
    columns = (TextColumn("{task.description:<24}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading", total=None)
        yield lambda words, done, total: progress.update(task, description=words, completed=done, total=total)


def _said(summary: Summary, faults: tuple[Fault, ...], *, dry_run: bool) -> str:
    refused = [fault for fault in faults if fault.refused]
    turned = f"{summary.closed:,} of them closed, {summary.reopened:,} opened again" if summary.changed else ""
    lines = [
        "This would change (nothing was changed):" if dry_run else "The register is up to date.",
        f"  new        {summary.new:>7,}",
        f"  changed    {summary.changed:>7,}   {turned}".rstrip(),
        f"  unchanged  {summary.unchanged:>7,}",
        f"  refused    {len(refused):>7,}   rows of the file, left out",
    ]
    if summary.missing:
        lines.append(f"  not in it  {summary.missing:>7,}   schools of an earlier file; they stay as they were")
    lines.extend(_faults("Rows left out", refused))
    lines.extend(_faults("Values left empty", [fault for fault in faults if not fault.refused]))
    if summary.schools:
        lines.extend(["", "Schools on your books that the register has changed:"])
        for school in summary.schools:
            lines.extend([f"  {school.name} ({school.urn})", *(f"    {note}" for note in school.notes)])
    return "\n".join(lines) + "\n"


def _faults(heading: str, faults: list[Fault]) -> list[str]:
    shown = [f"  row {fault.row:,} (URN {fault.urn or 'empty'}): {fault.reason}" for fault in faults[:FAULTS_SHOWN]]
    more = len(faults) - len(shown)
    return ["", f"{heading}:", *shown, *([f"  and {more:,} more"] if more else [])] if shown else []
