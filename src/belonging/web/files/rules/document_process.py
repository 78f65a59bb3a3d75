"""A document looked through and written anew in a process of its own:
`python -m belonging.web.files.rules.document_process docx`.

The file comes on standard input; the new one leaves on standard output, or the sentence of a refusal as JSON. A file
made to fill the memory or to run for ever ends this process, which has limits, and not the one that serves pages.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from belonging.web.files.rules.kinds import Kind

MEMORY = 512 * 1024 * 1024
SECONDS = 8
REFUSED = 3


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # starts nothing
    warnings.simplefilter("ignore")
    # After the limits, so that they hold for everything.
    from belonging.web.files.rules import kinds

    kind, content = kinds.Kind(sys.argv[1]), sys.stdin.buffer.read()
    try:
        made = _made(kind, content)
    except kinds.FileRefused as refusal:
        sys.stdout.write(json.dumps(str(refusal)))
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


def _made(kind: Kind, content: bytes) -> bytes:
    """Only what the kind needs is loaded."""
    if kind == "pdf":
        from belonging.web.files.rules.portable import looked_through as portable

        return portable(content)
    from belonging.web.files.rules.packages import looked_through as packed

    return packed(content, kind)


if __name__ == "__main__":
    sys.exit(main())
