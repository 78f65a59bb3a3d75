"""`python -m belonging.web.imports.engine read KIND INSTRUMENT`, `rows INSTRUMENT` or `form`.

What is to be done comes on standard input; JSON leaves on standard output. A file made to fill the memory or to run
for ever ends this process, which has limits.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import warnings
from dataclasses import asdict
from typing import Any

MEMORY = 1536 * 1024 * 1024
SECONDS = 20
REFUSED = 3


def main() -> int:
    """0, or REFUSED with the sentence."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ["OPENPYXL_LXML"] = "False"  # else it reads with lxml what defusedxml is there for
    os.environ["POLARS_MAX_THREADS"] = "1"
    warnings.simplefilter("ignore")
    # After the limits, so that they hold for everything.
    from belonging.web.imports.errors import ImportRefused

    try:
        said: object = _done(sys.argv[1:], sys.stdin.buffer.read())
    except ImportRefused as refusal:
        sys.stdout.write(json.dumps(str(refusal)))
        return REFUSED
    sys.stdout.write(json.dumps(said))
    return 0


def _done(order: list[str], content: bytes) -> Any:
    from belonging.web.imports.engine.forms import read_form
    from belonging.web.imports.engine.reading import read_table
    from belonging.web.imports.engine.rows import coarse_rows
    from belonging.web.imports.rules.mapping import SurveyMapping
    from belonging.web.imports.rules.tables import SurveyTable

    if order[0] == "read":
        return asdict(read_table(content, order[1], order[2]))
    if order[0] == "rows":
        given = json.loads(content)
        table, mapping = SurveyTable.from_plain(given["table"]), SurveyMapping.from_plain(given["mapping"])
        return coarse_rows(table, mapping, order[1])
    return read_form(content)


if __name__ == "__main__":
    sys.exit(main())
