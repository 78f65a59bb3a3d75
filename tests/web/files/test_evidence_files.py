"""What is taken as evidence, a hundred files that are not, and what is left of those that are."""

from __future__ import annotations

import io
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from belonging.web.files import services
from belonging.web.files.rules import document_process
from belonging.web.files.rules.kinds import FileRefused, Kind
from belonging.web.files.rules.redrawing import SHEET
from belonging.web.files.services import Checked, check_evidence
from belonging.web.surveys.services.rosters import LARGEST_FILE
from tests.web.files import hostile, hostile_pdf
from tests.web.files import hostile_office as office
from tests.web.files.hostile_evidence import REFUSED

SECONDS = 10


def taken(name: str, content: bytes) -> Checked:
    return check_evidence(name=name, content=content)


def parts_of(checked: Checked) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(checked.content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_a_document_is_taken_with_its_words_and_without_its_author() -> None:
    kept = taken("Walk.docx", office.document())
    again = docx.Document(io.BytesIO(kept.content))
    assert kept.kind is Kind.DOCX
    assert [each.text for each in again.paragraphs] == ["Walk round the playground", "Nine of ten benches were in use."]
    assert not any(b"Robin" in part for part in parts_of(kept).values())


def test_a_workbook_is_taken_with_its_formulas() -> None:
    kept = taken("a.XLSX", office.workbook(formula="=SUM(A2:A3)"))
    sheet = openpyxl.load_workbook(io.BytesIO(kept.content)).active
    assert sheet is not None
    assert sheet["A1"].value == "=SUM(A2:A3)"
    assert not any(b"Robin" in part for part in parts_of(kept).values())


def test_slides_and_opendocument_are_taken() -> None:
    link = '<text:a xlink:href="https://school.example/policy">our policy</text:a>'
    written = taken("a.odt", office.text(body=link))
    assert next(iter(parts_of(written))) == "mimetype"
    assert b"our policy" in parts_of(written)["content.xml"]
    assert b"Robin" not in parts_of(written)["meta.xml"]
    assert taken("a.pptx", office.slides()).kind is Kind.PPTX


def test_links_to_pages_of_the_web_are_left_where_they_are() -> None:
    linked = office.leading("hyperlink", "https://school.example/policy")
    assert taken("a.docx", office.document(linked)).kind is Kind.DOCX
    click = "/Subtype /Link /A << /S /URI /URI (https://school.example) >>"
    kept = taken("a.pdf", hostile_pdf.with_annotation(click))
    page = PdfReader(io.BytesIO(kept.content)).pages[0]
    assert [str(each.get_object()["/A"]["/URI"]) for each in page.annotations or ()] == ["https://school.example"]


def test_a_pdf_keeps_its_pages_and_its_tags() -> None:
    kept = taken("a.pdf", hostile_pdf.with_root("/MarkInfo << /Marked true >> /Lang (en-GB) /PieceInfo << /A 1 >>"))
    root = PdfReader(io.BytesIO(kept.content)).root_object
    assert (str(root["/Lang"]), "/MarkInfo" in root, "/PieceInfo" in root) == ("en-GB", True, False)
    assert len(PdfReader(io.BytesIO(taken("a.pdf", hostile_pdf.plain(300)).content)).pages) == 300


def test_a_picture_is_drawn_anew_and_stays_large_enough_to_read() -> None:
    kept = taken("a.jpg", hostile.photo((2600, 1900), quality=70))
    with Image.open(io.BytesIO(kept.content)) as drawn:
        assert 1200 <= max(drawn.size) <= 2000
    assert len(kept.content) <= SHEET.largest


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("café\r\nopen".encode(), "café\nopen"),
        ("café – open".encode("cp1252"), "café – open"),
        ("\ufeffcafé".encode(), "café"),
        ("café".encode("utf-16"), "café"),
        ("\x1b[31mred\x07 \u202egnp.exe".encode(), "[31mred gnp.exe"),
    ],
)
def test_text_is_kept_as_utf_8_without_signs_that_do_something(sent: bytes, kept: str) -> None:
    assert taken("a.txt", sent).content.decode() == kept


WEIGHED = """
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
with open(sys.argv[1], "a") as told:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=told)
os.kill(os.getpid(), -code) if code < 0 else sys.exit(code)
"""
"""Starts a command and writes down how much memory it took: of this process's own children another may be larger."""


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """The bytes of memory that each process took which looked through a file."""
    told = tmp_path / "weights"
    for name in ("REDRAW", "LOOK_THROUGH", "READ"):
        command = (sys.executable, "-S", "-E", "-c", WEIGHED, str(told), *getattr(services, name))
        monkeypatch.setattr(services, name, command)
    return lambda: [int(line) for line in told.read_text().split()] if told.exists() else []


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_in_plain_words_in_time_and_in_little_memory(
    case: str, weights: Callable[[], list[int]]
) -> None:
    name, make, words = REFUSED[case]
    content = make()
    start = time.monotonic()
    with pytest.raises(FileRefused, match="Please") as refused:
        taken(name, content)
    assert words in str(refused.value)
    assert time.monotonic() - start < SECONDS
    assert all(0 < weight <= document_process.MEMORY for weight in weights())


def test_control_the_memory_of_those_processes_is_seen(weights: Callable[[], list[int]]) -> None:
    taken("a.pdf", hostile_pdf.plain())
    taken("a.png", hostile.picture())
    assert len(weights()) == 2
    assert all(weight > 5 * 1024 * 1024 for weight in weights())


DEFUSED: dict[str, tuple[str, Callable[[], bytes], bytes]] = {
    "place of a photo": ("a.jpg", hostile.with_place_and_time, b"Robin"),
    "zip behind a picture": ("a.png", lambda: hostile.picture() + hostile.packed({"a": b"a"}), b"PK\x03\x04"),
    "page behind a picture": ("a.png", lambda: hostile.picture() + hostile.HTML, b"<script"),
    "upward name": ("../../etc/passwd.png", hostile.picture, b"passwd"),
    "name of 10,000 letters": ("a" * 10_000 + ".pdf", hostile_pdf.plain, b"aaaa"),
    "turned letters": ("a\u202egnp.png", hostile.picture, b"\xe2\x80\xae"),
    "author of a pdf": ("a.pdf", hostile_pdf.plain, b"Robin"),
    "zip behind a pdf": ("a.pdf", lambda: hostile_pdf.plain() + hostile.packed({"a": b"a"}), b"PK\x03\x04"),
    "photo in a pdf": ("a.pdf", hostile_pdf.with_photo, b"Robin"),
    "page behind a document": (
        "a.docx",
        lambda: office.appended(office.document(), "a.xml", b"<a/>") + hostile.HTML,
        b"<script",
    ),
    "loop in the table": ("a.pdf", hostile_pdf.table_going_round, b"/Prev"),
    "objects that are not there": ("a.pdf", lambda: hostile_pdf.packed_objects(50_000), b"ObjStm"),
}


@pytest.mark.parametrize("case", DEFUSED)
def test_what_is_taken_has_nothing_of_that_in_it(case: str) -> None:
    name, make, gone = DEFUSED[case]
    content, start = make(), time.monotonic()
    kept = taken(name, content)
    assert gone not in kept.content
    assert time.monotonic() - start < SECONDS


def test_a_photo_in_a_document_loses_where_it_was_taken() -> None:
    sent = office.document(picture=hostile.with_place_and_time())
    kept = taken("a.docx", sent)
    photo = next(part for name, part in parts_of(kept).items() if name.endswith(".jpg"))
    with Image.open(io.BytesIO(photo)) as drawn:
        drawn.load()
        assert not drawn.getexif()
    assert b"Robin" not in photo


def test_a_file_is_sent_away_while_too_many_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "QUEUE", 0)
    monkeypatch.setattr(services, "_TURNS", threading.BoundedSemaphore(1))
    taken("a.pdf", hostile_pdf.plain())
    with services._TURNS, pytest.raises(FileRefused, match="again in a minute"):
        taken("a.pdf", hostile_pdf.plain())


@pytest.mark.parametrize(
    "endless", ["import time; time.sleep(60)", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"]
)
def test_a_file_that_takes_too_long_is_not_called_damaged(monkeypatch: pytest.MonkeyPatch, endless: str) -> None:
    monkeypatch.setattr(services, "WAIT", 0.5)
    monkeypatch.setattr(services, "LOOK_THROUGH", (sys.executable, "-c", endless))
    with pytest.raises(FileRefused, match="takes too long"):
        taken("a.docx", office.document())


def test_a_child_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_SECRET_KEY", "a-secret")
    command = (sys.executable, "-c", "import os; print(dict(os.environ))")
    told = services._child(command, b"", Kind.PDF).stdout
    assert b"PATH" in told
    assert b"BELONGING" not in told


def test_as_much_is_received_as_is_taken() -> None:
    assert services.LARGEST_EVIDENCE <= LARGEST_FILE


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(REFUSED) + len(DEFUSED) >= 60
