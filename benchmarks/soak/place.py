"""Rounds for the soak: `python -m benchmarks.soak.place staff_v1` prints an open one of a school of its own."""

from __future__ import annotations

import json
import sys

from tests.journeys.make import open_for_answers

if __name__ == "__main__":
    print(json.dumps(open_for_answers(sys.argv[1])))
