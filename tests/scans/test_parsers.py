"""Parsers owe a refusal in words, whatever they are given. atheris goes further: `python -m tests.scans.fuzz`."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from random import Random

import pytest

from belonging.web.base.errors import Refused
from belonging.web.files.rules.kinds import FileRefused
from belonging.web.files.rules.workbooks import read_rows
from belonging.web.imports.errors import ImportRefused
from belonging.web.schools.errors import UnreadableRegister
from tests.guards.test_sizes import ROOT
from tests.scans.fuzz import samples
from tests.scans.fuzz.parsers import PARSERS
from tests.scans.hostile_values import broken
from tests.web.files.hostile import packed
from tests.web.files.hostile_office import put_in

TRIES, TRIES_IN_A_CHILD = 8, 1
ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]>'
CHILDREN = (
    ("belonging.web.files.rules.workbook_process",),
    ("belonging.web.surveys.rules.workbook_process",),
    ("belonging.web.imports.engine", "read", ".xlsx", "pupil_v1"),
)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(PARSERS))
def test_whatever_it_is_given_it_reads_or_refuses(name: str) -> None:
    parser, random = PARSERS[name], Random(1)
    seeds = parser.seeds()
    for number in range((TRIES_IN_A_CHILD if name == "survey as SPSS" else TRIES) + 1):
        seed = random.choice(seeds)
        try:
            parser.reads(broken(seed, random) if number else b"")
        except parser.refusals as refusal:
            assert str(refusal) or parser.refusals != (Refused,)  # noqa: PT017  # either is fine: read, or refused in words


def test_a_file_that_brings_the_reading_library_down_is_refused_and_nothing_else_falls() -> None:
    with pytest.raises(ImportRefused, match="is damaged, or far larger inside than it looks"):
        PARSERS["survey as SPSS"].reads((ROOT / "tests" / "scans" / "fuzz" / "found" / "spss.sav").read_bytes())


@pytest.mark.parametrize("digit", ["\u00b2", "\u0663", "9" * 5000])
def test_a_digit_that_is_no_number_is_refused_in_a_form(digit: str) -> None:
    """isdigit() says yes to the first two, and int() refuses the first and the last."""
    survey, choices, settings = samples.xlsform_cells()[0].decode().split("\f")
    head, first, *rest = choices.split("\n")
    cells = first.split("\t")
    cells[head.split("\t").index("code")] = digit
    content = "\f".join([survey, "\n".join([head, "\t".join(cells), *rest]), settings])
    with pytest.raises(ImportRefused, match="is no whole number from 1 to 99"):
        PARSERS["XLSForm cells"].reads(content.encode())


def test_a_digit_that_is_no_number_is_no_phase_in_the_register() -> None:
    head, row, *_ = samples.registers()[0].split(b"\n")
    names = head.decode("utf-8-sig").strip().replace('"', "").split(",")
    assert "PhaseOfEducation (code)" in names
    cells = row.decode().strip().split(",")
    cells[names.index("PhaseOfEducation (code)")] = "\u00b2"
    with contextlib.suppress(UnreadableRegister):
        PARSERS["register of schools"].reads(head + b"\n" + ",".join(cells).encode())


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_called_damaged(part: str) -> None:
    with pytest.raises(FileRefused, match="damaged"):
        read_rows(put_in(samples.workbook(), {part: b"<"}))


def test_a_zip_that_only_looks_like_a_workbook_is_called_damaged() -> None:
    with pytest.raises(FileRefused, match="damaged"):
        read_rows(packed({"xl/workbook.xml": b"", "[Content_Types].xml": b""}))


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: child[0])
def test_an_entity_in_any_part_of_a_workbook_is_refused_where_files_are_read(child: tuple[str, ...]) -> None:
    """openpyxl would read the list of sheets with lxml, which takes it, were it not told otherwise."""
    whole = samples.workbook()
    command = [sys.executable, "-m", *child]
    fine = subprocess.run(command, input=whole, capture_output=True, check=False)
    book = whole_part(whole, "xl/workbook.xml")
    bad = put_in(whole, {"xl/workbook.xml": ENTITY + book})
    refused = subprocess.run(command, input=bad, capture_output=True, check=False)
    assert fine.returncode == 0, fine.stderr
    assert refused.returncode == 3
    assert b"damaged" in refused.stdout


def whole_part(content: bytes, name: str) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return made.read(name).removeprefix(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')
