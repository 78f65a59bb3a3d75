"""`python -m belonging.web.findings.engine --due`: a line of JSON for each set of findings that was due.

`--amendments`: what was allowed after a plan was fixed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime

import django

django.setup()

from belonging.web.findings.engine.amending import make_amendments  # noqa: E402  # models need the set-up above
from belonging.web.findings.engine.making import Outcome, make_all_due  # noqa: E402  # as above
from belonging.web.findings.rules import Due  # noqa: E402  # as above


def main() -> int:
    """0 when nothing failed, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="belonging.web.findings.engine")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--due", action="store_true", help="make all findings that are due")
    what.add_argument("--amendments", action="store_true", help="make what was allowed after a plan was fixed")
    parser.add_argument("--now", type=datetime.fromisoformat, required=True, help="the moment of release, ISO 8601")
    arguments = parser.parse_args()
    if arguments.amendments:
        return 1 if make_amendments(now=arguments.now) else 0
    return 1 if make_all_due(now=arguments.now, say=say) else 0


def say(due: Due, outcome: Outcome, done: int, of: int) -> None:
    line = {**asdict(due.strand), "waves": due.waves, "outcome": outcome, "done": done, "of": of}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
