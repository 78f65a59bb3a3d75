"""Reading a school's list of pupils. Its names pass through memory: nothing here writes to a disk, log or database."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

from django.core import signing

from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.roster_tables import RawSheet, RosterRefused, Table, tables_of
from belonging.web.surveys.rules.roster_text import SAVE_AGAIN, read_csv

LARGEST_FILE = 5 * 1024 * 1024
WAIT = 10
READER = (sys.executable, "-m", "belonging.web.surveys.rules.workbook_process")
REFUSED = 3
"""The exit code of workbook_process for a file that it refuses."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
SALT = "surveys.roster"
CARRIED_FOR = timedelta(hours=1)
MOST_CARRIED = 2_000_000
"""Letters on a page: what comes back must stay under Django's limit for a form."""
EXPORT = "Please export the list of pupils as CSV or Excel (.xlsx), and choose that file."


def read_roster(*, content: bytes, name: str) -> list[Table]:
    """The tables of the file: one, or several for a workbook of several sheets. Raises RosterRefused."""
    if not content.strip(b"\x00\r\n\t ,;\xef\xbb\xbf\xff\xfe"):
        raise RosterRefused(f"The file is empty. {EXPORT}")
    if len(content) > LARGEST_FILE:
        raise too_large()
    _refuse_other_kinds(content)
    if content.startswith(b"PK"):
        return tables_of(_workbook(content))
    return tables_of([read_csv(content, name)])


def too_large() -> RosterRefused:
    return RosterRefused(
        f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB. A list of pupils is far smaller: please keep "
        "the columns that are needed, without pictures, and choose the file again."
    )


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        what = "is locked with a password" if locked else "is in an old format of Excel (.xls)"
        raise RosterRefused(f"The file {what}, so it cannot be read. {SAVE_AGAIN}")
    if content.startswith(b"%PDF"):
        raise RosterRefused(f"This is a PDF, not a spreadsheet. {EXPORT}")
    if content.startswith(PICTURES):
        raise RosterRefused(f"This is a picture, not a spreadsheet, whatever its name says. {EXPORT}")
    if content.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise RosterRefused(f"This is a packed file. Please unpack it first. {EXPORT}")
    head = content[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table")):
        raise RosterRefused(f"This is a web page, whatever its name says. {SAVE_AGAIN}")
    if head.startswith(b"<"):
        raise RosterRefused(f"This is an XML file, not a list of pupils. {EXPORT}")
    if head.startswith(b"{\\rtf"):
        raise RosterRefused(f"This is a text document, not a spreadsheet. {EXPORT}")
    if head.startswith((b"{", b"[")):
        raise RosterRefused(f"This is a file for programs (JSON), not a spreadsheet. {EXPORT}")


def _workbook(content: bytes) -> list[RawSheet]:
    try:
        done = subprocess.run(READER, input=content, capture_output=True, check=False, timeout=WAIT)
    except subprocess.TimeoutExpired as fault:
        raise _too_hard() from fault
    if done.returncode not in (0, REFUSED):
        raise _too_hard()
    said = json.loads(done.stdout)
    if done.returncode == REFUSED:
        raise RosterRefused(said["refused"])
    return [
        RawSheet(
            name=sheet["name"],
            rows=tuple((number, tuple(cells)) for number, cells in sheet["rows"]),
            merged=tuple(sheet["merged"]),
            hidden=sheet["hidden"],
        )
        for sheet in said["sheets"]
    ]


def _too_hard() -> RosterRefused:
    return RosterRefused(
        "The workbook took too long to read, or held far more than a list of pupils. "
        "Please copy the list alone into a new workbook, and choose that file."
    )


def carried(*, what: object, round_: Round) -> str:
    """The list as text for the page itself, signed: it comes back with the next form and is stored nowhere.

    Raises RosterRefused when it is too much for a page.
    """
    text = signing.dumps(what, salt=f"{SALT}.{round_.pk}", compress=True)
    if len(text) > MOST_CARRIED:
        raise RosterRefused(
            "The list is too large to be shown at once. Please keep only the columns that are needed "
            "(names, class, year group, sex, SEN status), and choose the file again."
        )
    return text


def carried_back(*, text: str, round_: Round) -> Any:
    """What `carried` put on the page, for an hour. Raises RosterRefused."""
    try:
        return signing.loads(text, salt=f"{SALT}.{round_.pk}", max_age=CARRIED_FOR)
    except signing.BadSignature as fault:
        raise RosterRefused(
            "We keep no list of pupils, and this page has been open for over an hour. Please choose the file again."
        ) from fault
