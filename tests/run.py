"""Every test, in the order a person would want to hear of a failure: fast first, then PostgreSQL, then the browser.

What failed goes once more, by itself: beside others on two processors, a browser or a server is sometimes late, and a
fair shuffle now and then looks unfair. What fails again has failed; what does not was named all the same.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.postgres import MISSING, server_programs

PYTEST = [sys.executable, "-m", "pytest", "-q"]
BY_FILES = ["-n", "3", "--dist", "loadfile"]
"""Three journeys' files at a time, on two processors: people wait. Each of the three has a service of its own."""
POSTGRES = [sys.executable, "-m", "tests.postgres"]
FAILED_ONCE = ["--last-failed", "--last-failed-no-failures", "none"]
MOST_AGAIN = 20
"""Failures beyond which nothing is a matter of chance."""


def main() -> int:
    print("== Everything but the browser, on SQLite", flush=True)  # noqa: T201  # said to the person at the terminal
    codes = [run(["-m", "not browser", *sys.argv[1:]], ["-n", "2"])]
    if server_programs() is None:
        print("== PostgreSQL's server programs are missing: tests/web ran on SQLite alone", flush=True)  # noqa: T201  # as above
    else:
        print("== The service again, on PostgreSQL", flush=True)  # noqa: T201  # as above
        codes.append(run(["-m", "not browser and not once", "tests/web"], ["-n", "2"], POSTGRES))
    if shutil.which("chromium") is None:
        print("== Chromium is missing: the journeys in a browser were left out", flush=True)  # noqa: T201  # as above
    else:
        print("== The journeys, in a real browser", flush=True)  # noqa: T201  # as above
        codes.append(run(["-m", "browser", "tests/journeys"], BY_FILES))
    return max((code for code in codes if code != MISSING), default=0)


def run(which: Sequence[str], spread: Sequence[str], within: Sequence[str] = ()) -> int:
    """These tests, side by side; then those that failed, one after another."""
    code = subprocess.run([*within, *PYTEST, *spread, *which], check=False).returncode
    if code == pytest.ExitCode.TESTS_FAILED:
        print("== What failed, once more by itself", flush=True)  # noqa: T201  # as above
        again = [*PYTEST, *FAILED_ONCE, f"--maxfail={MOST_AGAIN}", *which]
        code = subprocess.run([*within, *again], check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
