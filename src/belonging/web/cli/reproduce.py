"""`belonging reproduce PACK`: do the counts give every figure of the report again?"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from belonging.evaluation.reproduction.archive import UnusablePack, unzipped
from belonging.evaluation.reproduction.checking import Checked, checked
from belonging.web.cli.terminal import Terminal, refuse

MOST_SHOWN = 20

_DESCRIPTION = """\
Check a reproduction pack, and work every figure of the report out again from its counts, by its plan and policy.
Needs no database and no network. Exit code 0 when all agrees, 1 when something differs or was altered, 2 when it
cannot be told.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "reproduce",
        help="work every figure of a report out again from a reproduction pack",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pack", type=Path, metavar="PACK.zip", help="as it was downloaded")
    parser.add_argument(
        "--digest", metavar="SHA256", help="as the page of the pack has it: is this the file that was released?"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Say what agrees; 0, 1 or 2."""
    try:
        files = unzipped(arguments.pack)
        found = checked(files)
    except UnusablePack as error:
        return refuse("reproduce", error)
    if arguments.digest and hashlib.sha256(arguments.pack.read_bytes()).hexdigest() != arguments.digest.lower():
        found.wrong.insert(0, "The file is not the one that was released: its digest is another. Download it again.")
    _tell(found)
    return 0 if found.holds else 1


def _tell(found: Checked) -> None:
    say = Terminal(whole_lines=True).print
    for sentence in found.wrong:
        say(f"Not as it was packed. {sentence}")
    if found.holds:
        say(_held(found))
    else:
        say(f"{found.equal:,} of {found.figures:,} figures equal; {len(found.differences):,} differ.")
    for sentence in found.differences[:MOST_SHOWN]:
        say(f"  {sentence}")
    if len(found.differences) > MOST_SHOWN:
        say(f"  … and {len(found.differences) - MOST_SHOWN:,} more.")
    if found.unrebuilt:
        say("Not worked out again from counts:")
    for sentence in found.unrebuilt:
        say(f"  {sentence}")


def _held(found: Checked) -> str:
    """Both numbers in one line, so that nobody takes the first for the whole report."""
    followed = f"All {found.figures:,} figures equal, of those that follow from the counts"
    if not found.others:
        return f"{followed}; there are no others."
    return f"{followed}; {found.others:,} others cannot be had from counts, see below."
