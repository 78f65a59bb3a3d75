"""A workbook read in a process of its own: `python -m belonging.web.surveys.rules.workbook_process`.

The file comes on standard input; the sheets leave as JSON on standard output. A file made to fill the memory or to
run for ever ends this process, which has limits, and not the one that serves pages.
"""

from __future__ import annotations

import json
import os
import resource
import sys

MEMORY = 768 * 1024 * 1024
SECONDS = 8
REFUSED = 3


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ["OPENPYXL_LXML"] = "False"  # else it reads with lxml what defusedxml is there for
    # After the limits, so that they hold for everything.
    from belonging.web.surveys.rules.roster_tables import RosterRefused
    from belonging.web.surveys.rules.workbooks import read_workbook

    try:
        sheets = read_workbook(sys.stdin.buffer.read())
    except RosterRefused as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return REFUSED
    sys.stdout.write(json.dumps({"sheets": sheets}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
