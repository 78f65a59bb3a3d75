"""A workbook read in a process of its own: `python -m belonging.web.files.rules.workbook_process`.

The file comes on standard input; the first sheet's rows leave as JSON on standard output.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import warnings

MEMORY = 512 * 1024 * 1024
SECONDS = 5
REFUSED = 3


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ["OPENPYXL_LXML"] = "False"  # else it reads with lxml what defusedxml is there for
    warnings.simplefilter("ignore")
    # After the limits, so that they hold for everything.
    from belonging.web.files.rules.kinds import FileRefused
    from belonging.web.files.rules.workbooks import read_rows

    try:
        said: object = read_rows(sys.stdin.buffer.read())
    except FileRefused as refusal:
        sys.stdout.write(json.dumps(str(refusal)))
        return REFUSED
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
