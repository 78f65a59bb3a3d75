"""Checking what people upload. Whatever opens a file does so in a child process with limits; names are not kept."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.files.rules.headers import size_in_header
from belonging.web.files.rules.kinds import (
    CONTENT_TYPES,
    EVIDENCE,
    IMAGES,
    FileRefused,
    Kind,
    accepted_kind,
    damaged,
    too_large,
    too_long,
)
from belonging.web.files.rules.plain_text import checked_text
from belonging.web.files.rules.workbook_process import REFUSED
from belonging.web.files.rules.workbooks import check_container

WAIT = 10
QUEUE = 20
"""Seconds until a file is sent away while others are looked through."""
AT_A_TIME = 2
TOLD = frozenset({"PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "TMPDIR"})
"""What a child process hears of the environment: where Python is. The service's settings have secrets in them."""
_TURNS = threading.BoundedSemaphore(AT_A_TIME)
LARGEST_EVIDENCE = 5 * 1024 * 1024
REDRAW = (sys.executable, "-m", "belonging.web.files.rules.picture_process")
LOOK_THROUGH = (sys.executable, "-m", "belonging.web.files.rules.document_process")
READ = (sys.executable, "-m", "belonging.web.files.rules.workbook_process")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept. A picture is not the file that came: it was drawn anew. `width` is 0 for others."""

    kind: Kind
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_upload(*, name: str, content: bytes, allowed: Iterable[Kind] = IMAGES) -> Checked:
    """Name, first bytes and structure agree, nothing is too large, and pictures are drawn anew. Raises FileRefused."""
    kind = accepted_kind(name, content, allowed)
    if kind in IMAGES:
        size_in_header(content, kind)
        return _redrawn(content, kind, "card")
    check_container(content)
    return Checked(kind, content)


def check_evidence(*, name: str, content: bytes) -> Checked:
    """What comes out was written anew from the parts that were looked at, whatever the kind. Raises FileRefused."""
    if len(content) > LARGEST_EVIDENCE:
        raise too_large(LARGEST_EVIDENCE)
    kind = accepted_kind(name, content, EVIDENCE)
    if kind in IMAGES:
        size_in_header(content, kind)
        return _redrawn(content, kind, "sheet")
    return Checked(kind, checked_text(content) if kind is Kind.TXT else _looked_through(content, kind))


def rows_of(checked: Checked) -> list[list[str]]:
    """The words on a workbook's first sheet; FORMULA where one would be worked out. Raises FileRefused."""
    done = _child(READ, checked.content, checked.kind)
    if done.returncode == REFUSED:
        raise FileRefused(str(json.loads(done.stdout)))
    if done.returncode:
        raise damaged(checked.kind)
    rows: list[list[str]] = json.loads(done.stdout)
    return rows


def _looked_through(content: bytes, kind: Kind) -> bytes:
    done = _child((*LOOK_THROUGH, kind), content, kind)
    if done.returncode == REFUSED:
        raise FileRefused(str(json.loads(done.stdout)))
    if done.returncode or not done.stdout:
        raise damaged(kind)
    return done.stdout


def _redrawn(content: bytes, kind: Kind, fit: str) -> Checked:
    done = _child((*REDRAW, kind.upper(), fit), content, kind)
    if done.returncode:
        raise damaged(kind)
    facts, _, made = done.stdout.partition(b"\n")
    said = json.loads(facts)
    return Checked(Kind(said["form"].lower()), made, int(said["width"]), int(said["height"]))


def _child(command: tuple[str, ...], content: bytes, kind: Kind) -> subprocess.CompletedProcess[bytes]:
    """A few at a time, so that many uploads together don't fill the memory. It knows none of the service's secrets."""
    if not _TURNS.acquire(timeout=QUEUE):
        raise FileRefused("Many files are being looked through just now. Please choose it again in a minute.")
    told = {name: value for name, value in os.environ.items() if name in TOLD}
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=WAIT, env=told)
    except subprocess.TimeoutExpired as fault:
        raise too_long(kind) from fault
    finally:
        _TURNS.release()
    if done.returncode == -signal.SIGXCPU:
        raise too_long(kind)
    return done
