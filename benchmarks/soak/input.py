"""Hostile input: files that were made to do harm, formulas in every text field, requests that nobody should send.

SOAK_SEED=11 sends other requests than the run before, so that two runs are more than one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from benchmarks.soak.fuzzed import fuzzed
from benchmarks.soak.raw import raw_requests
from benchmarks.soak.results import Result

GOAL = (
    "60 of 60 hostile files refused or defused; 0 active formulas in exports; 100,000 fuzzed requests, 0 server errors"
)
ENOUGH, FULL_MINUTES, PROCESSES = 100_000, 10, 2
SHARE, RAW_SHARE = 0.75, 0.05
"""Of the time, for requests, and for what is no HTTP; the rest is for making the worlds in which they are sent."""


def run(minutes: float) -> Result:
    refused, files, let_through = hostile_files()
    first = int(os.environ.get("SOAK_SEED", "1"))
    found = fuzzed("staffs or answering", seconds=60 * minutes * SHARE, processes=PROCESSES, first=first)
    raw = raw_requests(seconds=60 * minutes * RAW_SHARE)
    formulas = fuzzed("formulas", seconds=60, processes=1)
    requests = sum(part["requests"] for part in found.values())
    errors = sum(part["errors"] for part in found.values())
    planted = formulas.get("formulas", Counter())
    active = sum(part["errors"] for part in formulas.values())
    enough = requests >= (ENOUGH if minutes >= FULL_MINUTES else 1)
    measured = (
        f"{refused} of {files} hostile files refused{'' if not let_through else f', not: {let_through}'}; "
        f"{active} active formulas in {planted['files']} tables and workbooks, after {planted['sent']} "
        f"forms filled in with formulas of which {planted['taken']} were taken; {requests:,} fuzzed requests "
        f"(seeds from {first}), {errors} server errors; {raw['sent']:,} malformed ones byte for byte to the real "
        f"servers, {raw['refused']:,} refused, {raw['errors']} server errors or servers that answered nobody afterwards"
    )
    sound = not errors and not raw["errors"] and not active
    passed = not let_through and files >= 60 and sound and enough
    control, failed = _control()
    return Result("input", GOAL, measured, passed and failed, control)


def hostile_files() -> tuple[int, int, str]:
    """How many were refused, of how many, and the names of the others."""
    _set_up()
    from tests.web.files.hostile_evidence import REFUSED

    from belonging.web.files.rules.kinds import FileRefused
    from belonging.web.files.services import check_evidence

    let_through = []
    for case, (name, made, _) in REFUSED.items():
        try:
            check_evidence(name=name, content=made())
        except FileRefused:
            continue
        let_through.append(case)
    return len(REFUSED) - len(let_through), len(REFUSED), ", ".join(let_through)


def _control() -> tuple[str, bool]:
    """A harmless file has to be taken, and a table that does not guard its cells has to be seen."""
    from tests.scans.payloads import FORMULAS, active_cells
    from tests.web.files import hostile_office

    from belonging.web.files.services import check_evidence

    taken = check_evidence(name="Walk.docx", content=hostile_office.document())
    seen = active_cells("\r\n".join(_quoted(FORMULAS)).encode(), "text/csv")
    failed = bool(taken.content) and len(seen) > len(FORMULAS) // 2
    return f"a harmless document is taken; in an unguarded table {len(seen)} formulas are found", failed


def _quoted(cells: tuple[str, ...]) -> Iterator[str]:
    for cell in cells:
        if "\0" not in cell:
            yield '"' + cell.replace('"', '""') + '"'


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
