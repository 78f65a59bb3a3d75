"""The demo's worker: waits until everything is loaded, then becomes `belonging worker`.

While the pilot is loaded its rounds are open in a calendar that is past: the worker would close them.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from belonging.web.home.demo_file import Phase, read_loading

LOOK_EVERY = 0.5


def main() -> None:
    home = Path(os.environ["BELONGING_HOME"])
    while (loading := read_loading(home)) is None or loading.phase != Phase.READY:
        time.sleep(LOOK_EVERY)
    os.execv(sys.executable, [sys.executable, "-m", "belonging.web.cli.main", "worker"])  # noqa: S606  # no shell wanted


if __name__ == "__main__":
    main()
