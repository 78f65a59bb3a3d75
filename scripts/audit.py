"""Are there known holes in what a release is made of? `make audit`.

    python scripts/audit.py --pip-audit var/scan/bin/pip-audit requirements/runtime.txt

pip-audit asks a service on the network. Where that does not answer it can leave a package out and still say that it
found nothing. So a package that is known to be bad (the canary) is asked about first: if it is not flagged, the audit
counts as not run.

Exits with 0: nothing known. 1: something is known, and is named. 3: not run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

CANARY, CANARY_NAME = "django==5.2.5", "django"
FLAGGED, NOT_RUN = 1, 3
SECONDS = 300


class NotRun(Exception):
    """Its words say why."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python scripts/audit.py")
    parser.add_argument("locks", nargs="+", type=Path)
    parser.add_argument("--pip-audit", default="pip-audit")
    parser.add_argument("--osv-url", help="another place of the OSV service than its own")
    chosen = parser.parse_args()
    command = [chosen.pip_audit, "--disable-pip", "--no-deps", "--strict", "--progress-spinner=off", "--format=json"]
    if chosen.osv_url:
        command += ["--vulnerability-service=osv", f"--osv-url={chosen.osv_url}"]
    try:
        _ask_about_the_canary(command)
        found = [line for lock in chosen.locks for line in _holes(command, lock)]
    except NotRun as why:
        print(f"NOT RUN: {why}")  # noqa: T201  # said to the person at the terminal
        return NOT_RUN
    nothing = f"Nothing known against what {', '.join(map(str, chosen.locks))} names."
    print("\n".join(found) or nothing)  # noqa: T201  # as above
    return FLAGGED if found else 0


def _ask_about_the_canary(command: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "canary.txt"
        lock.write_text(f"{CANARY}\n", "utf-8")
        if not any(line.startswith(f"{CANARY_NAME} ") for line in _holes(command, lock)):
            raise NotRun(
                f"{CANARY}, which is known to be bad, was not flagged. The service knows nothing, or no longer."
            )


def _holes(command: list[str], lock: Path) -> list[str]:
    """A line for each hole. Raises NotRun, also where a single package could not be asked about."""
    try:
        done = subprocess.run([*command, "-r", str(lock)], capture_output=True, check=False, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NotRun(f"pip-audit did not run ({fault}).") from fault
    try:
        asked = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError) as fault:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NotRun(f"pip-audit gave no list ({last}).") from fault
    left_out = [each["name"] for each in asked if "vulns" not in each]
    if left_out or not asked:
        raise NotRun(f"pip-audit left out {', '.join(left_out) or 'everything'}.")
    return [
        f"{each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}"
        for each in asked
        for hole in each["vulns"]
    ]


if __name__ == "__main__":
    sys.exit(main())
