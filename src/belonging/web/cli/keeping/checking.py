"""The other commands, asked of another database, each in a process of its own with the settings of that database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CLI = (sys.executable, "-m", "belonging.web.cli.main")
AFTER_A_RESTORE = (
    ("migrate",),
    ("check-database", "--owner"),
    ("journal-verify",),
    ("verify-releases", "--newest", "3"),
)
WITH_EVERY_RELEASE = (*AFTER_A_RESTORE[:-1], ("verify-releases", "--all"))


@dataclass(frozen=True, slots=True)
class Check:
    """What a command said of a database: its last line, and before it what did not agree."""

    command: str
    well: bool
    said: str


def checks_at(url: str, commands: Sequence[tuple[str, ...]], more: Mapping[str, str] | None = None) -> list[Check]:
    """`url`: of the database. `more`: other settings that are different there."""
    return [_check(url, words, more or {}) for words in commands]


def _check(url: str, words: tuple[str, ...], more: Mapping[str, str]) -> Check:
    names = ("BELONGING_DATABASE_URL", "BELONGING_ANSWERING_DATABASE_URL", "BELONGING_ENGINE_DATABASE_URL")
    place = {**dict.fromkeys(names, url), **more}
    ran = subprocess.run([*CLI, *words], env={**os.environ, **place}, capture_output=True, text=True, check=False)
    lines = [line for line in (ran.stdout + ran.stderr).strip().splitlines() if line.strip()]
    well = ran.returncode == 0
    told = [line for line in lines[:-1] if "DIFFERS" in line][:5] if not well else []
    return Check(" ".join(words), well, "\n".join([*told, *lines[-1:]]))
