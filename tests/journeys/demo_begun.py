"""`belonging demo` in a folder where every migration has run: that takes longer than the loading, and is done once."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from unittest.mock import patch

from belonging.web.cli.demo_home import DATABASE, empty
from belonging.web.cli.main import main
from tests.migrated import migrated_file


def empty_and_migrated(home: Path) -> None:
    empty(home)
    shutil.copyfile(migrated_file(), home / DATABASE)


if __name__ == "__main__":
    with patch("belonging.web.cli.demo.empty", empty_and_migrated):
        sys.exit(main())
