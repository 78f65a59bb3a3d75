"""Whether the service is under maintenance: one small file in its folder, so that no database is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

FILE: Final = "maintenance.json"


@dataclass(frozen=True, slots=True)
class Maintenance:
    """`until`: when it should be over, where somebody said so. `words`: what they say to whoever comes.

    `by`: the command that put the page up and takes it down, empty for a person; `backup`: the file that leads back.
    """

    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    by: str = ""
    backup: str = ""


def begin(home: Path, *, now: datetime, page: Maintenance | None = None) -> None:
    """From the next request on every page says that the service is paused. Raises OSError."""
    page = page or Maintenance()
    home.mkdir(parents=True, exist_ok=True)
    told = {
        "since": (page.since or now).isoformat(),
        "until": page.until.isoformat() if page.until else "",
        "words": page.words,
        "by": page.by,
        "backup": page.backup,
    }
    # Put in place whole: a request in this moment reads the file before or the file after.
    written = home / f"{FILE}.new"
    written.write_text(json.dumps(told), "utf-8")
    written.chmod(0o640)  # the answering process may have a user of its own, of the same group
    written.replace(home / FILE)


def end(home: Path) -> bool:
    """Whether there was anything to end."""
    there = (home / FILE).exists()
    (home / FILE).unlink(missing_ok=True)
    return there


def under_maintenance(home: Path) -> Maintenance | None:
    """What whoever comes is told; None while the service is open. A file that cannot be read pauses it all the same."""
    try:
        told = json.loads((home / FILE).read_text("utf-8"))
        by, backup = str(told.get("by", "")), str(told.get("backup", ""))
        return Maintenance(_when(told["since"]), _when(told["until"]), str(told["words"]), by, backup)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Maintenance()


def _when(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
