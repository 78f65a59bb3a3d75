"""`belonging journal-verify`: walk every hash chain of the journal."""

from __future__ import annotations

import argparse
import sys

from belonging.web.base.scope import programme_scope


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "journal-verify",
        help="has any entry of the journal been altered or removed?",
        description="Walk the journal's hash chains, one for each school and one for the programme. Exit code 1 "
        "and the place of the first broken link in each chain where an entry was altered, removed or moved. "
        "Entries cut off a chain's end leave no trace in it: compare the counts with those of a backup.",
    )


def run(_: argparse.Namespace) -> int:
    from belonging.web.journal.models import Entry
    from belonging.web.journal.queries import broken_link

    with programme_scope("journal-verify"):
        chains = list(Entry.objects.order_by("chain").values_list("chain", flat=True).distinct())
        broken = {chain: number for chain in chains if (number := broken_link(chain)) is not None}
        entries = Entry.objects.count()
    for chain, number in broken.items():
        sys.stdout.write(f"{chain}: broken at entry {number}. Compare that entry with a backup.\n")
    if broken:
        return 1
    sys.stdout.write(f"The journal is whole: {entries} entries in {len(chains)} chains.\n")
    return 0
