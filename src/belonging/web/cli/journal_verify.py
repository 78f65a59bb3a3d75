"""`belonging journal-verify`: walk every hash chain of the journal, and hold it against heads noted earlier."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope

if TYPE_CHECKING:
    from belonging.web.journal.rules import Head


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "journal-verify",
        help="has any entry of the journal been altered or removed?",
        description="Walk the journal's hash chains, one for each school and one for the programme. Exit code 1 "
        "and the place of the first broken link in each chain where an entry was altered, removed or moved. "
        "Entries cut off a chain's end leave no trace in it, and neither does a whole chain that was written anew: "
        "hold the journal against heads that were noted earlier and kept elsewhere.",
    )
    parser.add_argument("--heads", metavar="FILE", help="write the last entry of each chain into this file")
    parser.add_argument(
        "--since",
        metavar="FILE",
        help="a file written by --heads, the text of a mail to the witnesses, or a backup's manifest.json",
    )


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.journal.models import Entry
    from belonging.web.journal.queries import chains, fault_in, faults_since, heads
    from belonging.web.journal.rules import written_heads

    earlier = _earlier(arguments.since)
    with programme_scope("journal-verify"):
        walked = chains()
        faults = [fault for chain in walked if (fault := fault_in(chain)) is not None]
        faults += faults_since(earlier)
        entries = Entry.objects.count()
        ends = heads()
    for fault in faults:
        sys.stdout.write(f"{fault.chain}: entry {fault.number} {fault.how}. Compare it with a backup.\n")
    if faults:
        return 1
    if arguments.heads:
        _write(Path(arguments.heads), written_heads(ends))
    counted = f"{entries} entries in {len(walked)} chains"
    if earlier:
        noted = f"holds all that it held when {len(earlier)} heads were noted"
        sys.stdout.write(f"The journal is whole: {counted}, and {noted}.\n")
    else:
        sys.stdout.write(f"No entry was altered or moved: {counted}. Ends not checked: give --since.\n")
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text)
    except OSError as error:
        raise Refused(
            f"{path} cannot be written: {error.strerror}. Give --heads a file in a folder of yours."
        ) from error


def _earlier(name: str | None) -> list[Head]:
    from belonging.web.journal.rules import UnreadableHeads, read_heads

    if name is None:
        return []
    try:
        return read_heads(Path(name).read_text())
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}. Give the file that --heads wrote.") from error
    except (UnreadableHeads, UnicodeDecodeError) as error:
        raise Refused(
            f"{name} holds no head of a chain. Give the file that --heads wrote, or a mail's text."
        ) from error
