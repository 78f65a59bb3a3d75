"""Every test, in the order a person would want to hear of a failure: fast first, then PostgreSQL, then the browser."""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.postgres import MISSING, server_programs

PYTEST = [sys.executable, "-m", "pytest", "-q"]
BY_FILES = ["-n", "3", "--dist", "loadfile"]
"""Three journeys' files at a time, on two processors: people wait. Each of the three has a service of its own."""


def main() -> int:
    print("== Everything but the browser, on SQLite", flush=True)  # noqa: T201  # said to the person at the terminal
    codes = [subprocess.run([*PYTEST, "-n", "2", "-m", "not browser", *sys.argv[1:]], check=False).returncode]
    if server_programs() is None:
        print("== PostgreSQL's server programs are missing: tests/web ran on SQLite alone", flush=True)  # noqa: T201  # as above
    else:
        print("== The service again, on PostgreSQL", flush=True)  # noqa: T201  # as above
        again = [*PYTEST, "-n", "2", "-m", "not browser and not once", "tests/web"]
        postgres = [sys.executable, "-m", "tests.postgres", *again]
        codes.append(subprocess.run(postgres, check=False).returncode)
    if shutil.which("chromium") is None:
        print("== Chromium is missing: the journeys in a browser were left out", flush=True)  # noqa: T201  # as above
    else:
        print("== The journeys, in a real browser", flush=True)  # noqa: T201  # as above
        codes.append(subprocess.run([*PYTEST, *BY_FILES, "-m", "browser", "tests/journeys"], check=False).returncode)
    return max((code for code in codes if code != MISSING), default=0)


if __name__ == "__main__":
    sys.exit(main())
