"""Each goal of the privacy design at full size, section by section.

    python -m benchmarks.soak                      all of them (some three hours)
    python -m benchmarks.soak power-cut load      these
    python -m benchmarks.soak --minutes 1          each cut short
    python -m benchmarks.soak --table              what was found, as the table of docs/assurance.md

What a section found is kept in var/soak/results.json, so that the sections may run one by one. Exits with 1 where one
failed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measured import machine
from benchmarks.soak.sections import SECTIONS, Database, Section

KEPT = Path("var/soak/results.json")
FULL = 10
"""Minutes of a section whose goal can be met."""
GRACE = 10
"""Minutes beyond its ten that a section may need for setting up."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("names", nargs="*", metavar="SECTION", help=", ".join(each.name for each in SECTIONS))
    parser.add_argument("--minutes", type=float, default=FULL)
    parser.add_argument("--on", choices=("SQLite", "PostgreSQL"), help="on this database alone")
    parser.add_argument("--table", action="store_true", help="say what is kept, and run nothing")
    chosen = parser.parse_args(arguments)
    if chosen.table:
        print("\n".join(table(read())))
        return 0
    unknown = set(chosen.names) - {each.name for each in SECTIONS}
    if unknown:
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    failed = []
    for section, database in wanted(chosen.names, chosen.on):
        print(f"== {section.name}, {database}: {machine()}", flush=True)
        found = run(section, database, chosen.minutes)
        keep(found)
        print("\n".join(table([found])[2:]), flush=True)
        failed += [] if found["passed"] else [f"{section.name} on {database}"]
    if failed:
        print(f"Not as it should be: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def wanted(names: Sequence[str], only: Database | None) -> Iterator[tuple[Section, Database]]:
    for section in SECTIONS:
        if not names or section.name in names:
            yield from ((section, each) for each in section.databases if only in (None, each))


def run(section: Section, database: Database, minutes: float) -> dict[str, Any]:
    """What the section found; one that broke or did not end in time has failed, and says so."""
    command = [sys.executable, "-m", "benchmarks.soak.section", section.module, str(minutes)]
    if database == "PostgreSQL":
        command = [sys.executable, "-m", "tests.postgres", *command]
    began = time.monotonic()
    try:
        found = dict(json.loads(said(command, seconds=60 * (minutes + GRACE)).strip().splitlines()[-1]))
    except subprocess.TimeoutExpired:
        found = broken(section, f"did not end within {minutes + GRACE:g} minutes")
    except (IndexError, ValueError):
        found = broken(section, "broke off; what it said is above")
    seconds = round(time.monotonic() - began)
    if minutes < FULL:
        found["measured"] += f" (cut short: {minutes:g} of {FULL} minutes)"
    return {**found, "section": section.name, "database": database, "seconds": seconds, "on": date.today().isoformat()}


def said(command: Sequence[str], *, seconds: float) -> str:
    """On its output. One that takes longer is ended with everything that it started: it would slow the next section."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as child:
        try:
            return child.communicate(timeout=seconds)[0]
        except BaseException:
            os.killpg(child.pid, signal.SIGTERM)
            raise


def broken(section: Section, how: str) -> dict[str, Any]:
    return {"section": section.name, "goal": "", "measured": how, "passed": False, "control": ""}


def read() -> list[dict[str, Any]]:
    return list(json.loads(KEPT.read_text("utf-8"))) if KEPT.exists() else []


def keep(found: dict[str, Any]) -> None:
    """In the place of what the section found before on that database."""
    mine = (found["section"], found["database"])
    others = [each for each in read() if (each["section"], each["database"]) != mine]
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps([*others, found], indent=1), "utf-8")


def table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """As Markdown, in the order of the sections."""
    order = [each.name for each in SECTIONS]
    known = sorted(rows, key=lambda row: order.index(row["section"]) if row["section"] in order else 99)
    return [
        "| area | goal | database | measured | control that must fail | met | seconds, day |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {row['section']} | {row['goal']} | {row['database']} | {row['measured']} | {row['control'] or '–'} "
            f"| {'yes' if row['passed'] else '**no**'} | {row['seconds']}, {row['on']} |"
            for row in known
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
