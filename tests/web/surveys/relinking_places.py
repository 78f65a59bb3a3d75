"""Whose answers lie where in a heap of bytes: files of either database, its logs, its backups."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from tests.web.surveys.given import ITEMS
from tests.web.surveys.separate import ON_SQLITE, Separate

Person = tuple[int, ...]

TEXT = re.compile(rb"\{[^{}]*\}")
COMMENT = re.compile(rb"comment-of-parent-(\d+):")
NUMERIC = rb"\x20\x00\x00\x00\x00\x80(?:[\x01-\x09])\x00"
"""A whole number from 1 to 9 within PostgreSQL's jsonb: length, short header, one digit."""
STORED = re.compile(rb"(?:%s){%d}" % (NUMERIC, len(ITEMS)), re.DOTALL)
ROWS = re.compile(STORED.pattern + b"|" + COMMENT.pattern.replace(b"(", b"(?:"), re.DOTALL)
PAGE = 8192
IN_JSONB = sorted(ITEMS, key=lambda key: (len(key), key))


def people_in(content: bytes) -> Iterator[Person]:
    """Each whole set of answers, in the order in which they lie: as JSON, or as PostgreSQL stores them."""
    found = [(match.start(), _from_text(match.group())) for match in TEXT.finditer(content)]
    found += [(match.start(), _from_jsonb(match.group())) for match in STORED.finditer(content)]
    yield from (person for _place, person in sorted(each for each in found if each[1]))


def comments_in(content: bytes) -> Iterator[Person]:
    """Each comment, by whose it is."""
    yield from ((int(match[1]),) for match in COMMENT.finditer(content))


def _from_text(text: bytes) -> Person:
    # COPY doubles nothing in these, but quotes are escaped in logs of statements; Python's are single.
    try:
        answers = json.loads(text.replace(b'\\"', b'"').replace(b"'", b'"'))
    except ValueError:
        return ()
    if not all(isinstance(answers.get(item), int) for item in ITEMS):
        return ()
    return tuple(answers[item] for item in ITEMS)


def _from_jsonb(image: bytes) -> Person:
    answers = dict(zip(IN_JSONB, image[6::8], strict=True))
    return tuple(answers[item] for item in ITEMS)


# -- SQLite ---------------------------------------------------------------------------------------------------------


def free_pages(file: Path) -> bytes:
    """The pages that hold nothing any more: SQLite chains them, trunk after trunk."""
    content = file.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    size = 65536 if size == 1 else size
    trunk, found = int.from_bytes(content[32:36], "big"), []
    while trunk:
        page = content[(trunk - 1) * size : trunk * size]
        leaves = int.from_bytes(page[4:8], "big")
        numbers = [int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(leaves)]
        found += [page, *(content[(number - 1) * size : number * size] for number in numbers)]
        trunk = int.from_bytes(page[:4], "big")
    return b"".join(found)


def as_pages_fill(content: bytes) -> bytes:
    """SQLite fills a page from its end: the row that came last lies first in it."""
    size = int.from_bytes(content[16:18], "big") if content.startswith(b"SQLite format") else 4096
    row = re.compile(TEXT.pattern + b"|" + COMMENT.pattern)
    pages = (content[at : at + size] for at in range(0, len(content), size))
    return b"|".join(match.group() for page in pages for match in reversed(list(row.finditer(page))))


# -- PostgreSQL -----------------------------------------------------------------------------------------------------


def as_superuser(held: Separate) -> psycopg.Connection[Any]:
    """As whoever holds the machine: the throwaway cluster trusts its own address."""
    _scheme, _, place = held.url.partition("@")
    return psycopg.connect(f"postgresql://postgres@{place}", autocommit=True)


def data_directory(held: Separate) -> Path:
    with as_superuser(held) as raw:
        return Path(raw.execute("SHOW data_directory").fetchone()[0])  # type: ignore[index]  # always one row


def files_of_tables(held: Separate) -> list[bytes]:
    """Every file of the database: tables, indexes, TOAST, statistics, maps of free space."""
    with as_superuser(held) as raw:
        raw.execute("CHECKPOINT")
        oid = raw.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert oid is not None
    folder = data_directory(held) / "base" / str(oid[0])
    contents = [_read(file) for file in sorted(folder.iterdir()) if file.is_file()]
    return [piece for content in contents for piece in (_rows_in_order(content), content)]


def _rows_in_order(content: bytes) -> bytes:
    """PostgreSQL fills a page from its end: the row that came last lies first in it."""
    pages = (content[at : at + PAGE] for at in range(0, len(content), PAGE))
    return b"|".join(b"|".join(reversed(ROWS.findall(page))) for page in pages)


def write_ahead_log(held: Separate) -> list[bytes]:
    """Its segments as they lie, also those that wait to be used again. By name, which is the order of writing."""
    segments = [file for file in (data_directory(held) / "pg_wal").iterdir() if file.is_file()]
    # Of segments that wait the name is new and the content old: they come first by when they were written.
    return [_records(_read(file)) for file in sorted(segments, key=lambda file: (file.stat().st_mtime_ns, file.name))]


def _records(segment: bytes) -> bytes:
    """Without the headers of its pages, which cut records in two."""
    first, further = 40, 24
    pages = (segment[at : at + PAGE] for at in range(0, len(segment), PAGE))
    return b"".join(page[further if number else first :] for number, page in enumerate(pages))


def answering_log(held: Separate) -> list[bytes]:
    """What the answering process wrote down; nothing where its rows were put there without it."""
    return [_read(held.folder / "answering.log")]


def server_log(held: Separate) -> list[bytes]:
    return [_read(data_directory(held).parent / "log")]


def dump(held: Separate) -> bytes:
    """A backup: SQLite's whole file, PostgreSQL's `pg_dump`."""
    if ON_SQLITE:
        return held.copied_by_backup().read_bytes()
    program = shutil.which("pg_dump")
    assert program, "pg_dump is not on the path"
    _scheme, _, place = held.url.partition("@")
    return subprocess.run([program, f"postgresql://postgres@{place}"], check=True, capture_output=True).stdout


def new_in(after: bytes, before: bytes) -> bytes:
    """What two backups, one after the other, are compared for: the lines, or pages, that are only in the second."""
    if ON_SQLITE:
        size = int.from_bytes(after[16:18], "big")
        old = {before[at : at + size] for at in range(0, len(before), size)}
        pages = [after[at : at + size] for at in range(0, len(after), size)]
        return b"".join(page for page in pages if page not in old)
    lines = set(before.splitlines())
    return b"\n".join(line for line in after.splitlines() if line not in lines)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:  # the server lets go of files while they are being read
        return b""
