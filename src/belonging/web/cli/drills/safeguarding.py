"""`belonging drill safeguarding`: would a child who asks be heard on a bad day?"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from belonging.web.cli.drills._safeguarding_stage import Check

CONTROL: Final = "Control: with nobody turned to anybody, the drill fails"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "safeguarding",
        help="sixty requests in a lesson, half-term, the head accused, the lead on leave, mail down …",
        description="Plays bad days of a pretend school through the service's own code, with a clock of its own, in a "
        "database of its own that is made for it and removed. The live database, its people and the mail server are "
        "not touched: nobody gets a mail. Prints who was told when, and what should have been.",
        epilog="Exit code 1: something was not as it should be. Takes about a minute.",
    )


def run(_: argparse.Namespace) -> int:
    """In a child process, because a process has one database for life."""
    from django.utils import timezone

    from belonging.web.notices.rules import TALK_DRILL_DUTY
    from belonging.web.notices.services import note_run

    with tempfile.TemporaryDirectory(prefix="belonging-drill-") as folder:
        sys.stdout.flush()
        code = subprocess.run([sys.executable, "-m", __name__], env=environment(Path(folder)), check=False).returncode
    if code == 0:
        note_run(name=TALK_DRILL_DUTY, now=timezone.now(), outcome="All scenes went as they should")
    else:
        note_run(
            name=TALK_DRILL_DUTY, now=timezone.now(), failure="Not all went as it should: belonging drill safeguarding"
        )
    return code


def played(checks: Iterable[Check], control: Iterable[Check]) -> tuple[str, bool]:
    """The table, and whether all was well: every check, and that the drill would have seen a failure."""
    found, seen = list(checks), any(not each.well for each in control)
    failed = sum(not each.well for each in found)
    lines = [*_table(found), f"{'ok    ' if seen else 'FAILED'} {CONTROL}", ""]
    lines.append(f"{len(found)} checks, {failed} failed." if failed else f"{len(found)} checks, all ok.")
    return "\n".join(lines), not failed and seen


def _table(checks: Iterable[Check]) -> Iterator[str]:
    for scene, group in groupby(checks, key=lambda each: each.scene):
        yield scene
        for each in group:
            result = each.found if each.well else f"{each.found} (expected: {each.expected})"
            yield f"  {'ok    ' if each.well else 'FAILED'} {each.when}  {each.what}: {result}"
        yield ""


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the service's own settings but the way Python finds it."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BELONGING_", "DJANGO_"))}
    database = f"sqlite:///{folder / 'drill.sqlite3'}"
    return ours | {
        "BELONGING_MODE": "demo",
        "BELONGING_HOME": str(folder),
        "BELONGING_DATABASE_URL": database,
        "BELONGING_ANSWERING_DATABASE_URL": database,
        "BELONGING_STAFF_URL": "http://127.0.0.1:9",
        "BELONGING_ANSWERING_URL": "http://127.0.0.1:9",
        "BELONGING_HOSTS": "127.0.0.1",
    }


def _play() -> int:
    """In the child: make the database, play every scene, and once more with the clock's duty left out."""
    from belonging.web.cli.start import start_django

    start_django()
    from django.core.management import call_command

    from belonging.web.cli.drills._safeguarding_scenes import SCENES, the_lead_on_leave
    from belonging.web.safeguarding.services.escalating import escalate_due

    call_command("migrate", interactive=False, verbosity=0)
    checks = [check for scene in SCENES for check in scene(lambda now: escalate_due(now=now))]
    told, well = played(checks, the_lead_on_leave(lambda _: 0))
    sys.stdout.write(f"{told}\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(_play())
