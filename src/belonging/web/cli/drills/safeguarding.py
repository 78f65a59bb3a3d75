"""`belonging drill safeguarding`: would a child who asks be heard on a bad day?"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from belonging.web.cli.drills._safeguarding_stage import Check

CONTROL: Final = "Control: with nobody turned to anybody, each scene fails"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subparsers.add_parser(
        "safeguarding",
        help="sixty requests in a lesson, half-term, head or safeguarding lead accused, on leave, mail down …",
        description="Plays bad days of a pretend school through the service's own code, with a clock of its own, in a "
        "database of its own that is made for it and removed. The live database, its people and the mail server are "
        "not touched: nobody gets a mail. Prints who was told when, and what should have been.",
        epilog="Exit code 1: something was not as it should be. Takes a minute or several.",
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


def told(checks: Iterable[Check]) -> str:
    """The table of one scene."""
    lines: list[str] = []
    for each in checks:
        lines = lines or [each.scene]
        result = each.found if each.well else f"{each.found} (expected: {each.expected})"
        lines.append(f"  {'ok    ' if each.well else 'FAILED'} {each.when}  {each.what}: {result}")
    return "\n".join([*lines, ""])


def summed_up(checks: Collection[Check], unnoticed: Sequence[str]) -> tuple[str, bool]:
    """The last lines, and whether all was well: every check, and that every scene would have seen a failure.

    `unnoticed`: scenes in which all was well though nobody was turned to anybody.
    """
    failed = sum(not each.well for each in checks)
    seen = f"FAILED {CONTROL}, but not: {', '.join(unnoticed)}" if unnoticed else f"ok     {CONTROL}"
    counted = f"{len(checks)} checks, {failed} failed." if failed else f"{len(checks)} checks, all ok."
    return f"{seen}\n\n{counted}", not failed and not unnoticed


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
    """In the child: make the database, play every scene, and each once more with the clock's duty left out."""
    from belonging.web.cli.start import start_django

    start_django()
    from django.core.management import call_command

    from belonging.web.cli.drills._safeguarding_scenes import SCENES
    from belonging.web.safeguarding.services.escalating import escalate_due

    _say("Making a database for the drill. All in all this takes a minute or several.\n")
    call_command("migrate", interactive=False, verbosity=0)
    checks: list[Check] = []
    unnoticed: list[str] = []
    for scene in SCENES:
        found = list(scene(lambda now: escalate_due(now=now)))
        _say(told(found))
        checks += found
        if all(each.well for each in scene(lambda _: 0)):
            unnoticed.append(found[0].scene)
    lines, well = summed_up(checks, unnoticed)
    _say(lines)
    return 0 if well else 1


def _say(lines: str) -> None:
    sys.stdout.write(f"{lines}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(_play())
