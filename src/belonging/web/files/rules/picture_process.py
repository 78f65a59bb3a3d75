"""A picture drawn anew in a process of its own: `python -m belonging.web.files.rules.picture_process PNG card`.

The file comes on standard input; a line of JSON and the new file leave on standard output. A picture made to fill
the memory or to run for ever ends this process, which has limits, and not the one that serves pages.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY = 512 * 1024 * 1024
SECONDS = 5


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # After the limits, so that they hold for everything.
    from belonging.web.files.rules.redrawing import FITS, redraw

    made = redraw(sys.stdin.buffer.read(), sys.argv[1], FITS[sys.argv[2]])
    facts = {"form": made.form, "width": made.width, "height": made.height}
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + made.content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
