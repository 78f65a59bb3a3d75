"""A PDF: every object looked at, then the document written anew without its notes. In a child process alone."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from belonging.web.files.rules.container import leads_to_program, locked, too_much
from belonging.web.files.rules.kinds import PRINT_ANEW, FileRefused, Kind
from belonging.web.files.rules.notes import without_notes

MOST_PAGES = 300
MOST_OBJECTS = 100_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_DOTS = 150_000_000
LARGEST_RESULT = 8 * 1024 * 1024
_RUNNING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute", "/GoTo3DView"}
_LEADING = {"/GoToR", "/GoToE"}
_PLAYING = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_KEPT = {"/Type", "/Version", "/Pages", "/PageLabels", "/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences"}
_KEPT |= {"/Outlines", "/PageLayout", "/PageMode", "/Dests", "/Names", "/OCProperties", "/AcroForm", "/OpenAction"}
"""Of the document's root; what is not named here is left out."""


def looked_through(content: bytes) -> bytes:
    """Raises FileRefused; whatever else it raises says that the file is damaged."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise locked(Kind.PDF)
    if len(reader.pages) > MOST_PAGES:
        raise FileRefused(
            f"The PDF has more than {MOST_PAGES} pages. Please print the pages that matter to a new PDF, and choose "
            "that one."
        )
    unpacked = 0
    for each in _objects(reader):
        _check(each)
        if isinstance(each, StreamObject):
            unpacked += _size(each, MOST_UNPACKED - unpacked)
    return _written_anew(reader)


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Each that can be reached from the document's root, once."""
    waiting: list[Any] = [reader.trailer.raw_get("/Root")]  # pypdf's raw values have no common type
    met: set[tuple[int, int]] = set()
    looked_at = 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if (each.idnum, each.generation) in met:
                continue
            met.add((each.idnum, each.generation))
            each = each.get_object()
        looked_at += 1
        if looked_at > MOST_OBJECTS * 20 or len(met) > MOST_OBJECTS:
            raise too_much()
        if isinstance(each, DictionaryObject):
            yield each
            waiting.extend(dict.values(each))
        elif isinstance(each, ArrayObject):
            waiting.extend(list.__iter__(each))


def _check(each: DictionaryObject) -> None:
    does, form = each.get("/S"), each.get("/Subtype")
    if does in _RUNNING or "/JS" in each or "/JavaScript" in each:
        raise FileRefused(f"The PDF has a script in it, or starts a program. {PRINT_ANEW}")
    if {"/EF", "/EmbeddedFiles", "/AF", "/Collection"} & each.keys() or form == "/FileAttachment":
        raise FileRefused(f"The PDF has other files inside it. {PRINT_ANEW}")
    if form in _PLAYING or does in ("/Movie", "/Sound"):
        raise FileRefused(f"The PDF has sound or film in it. {PRINT_ANEW}")
    if "/XFA" in each:
        raise FileRefused(f"The PDF is a form of a kind that not every program can show. {PRINT_ANEW}")
    if does in _LEADING or (does == "/URI" and not _leads_to_web(str(each.get("/URI", "")))):
        raise leads_to_program(Kind.PDF)
    if isinstance(each, StreamObject) and ("/F" in each or "/Ref" in each):
        raise FileRefused(f"The PDF fetches something from elsewhere. {PRINT_ANEW}")
    if form == "/Image" and _whole(each.get("/Width")) * _whole(each.get("/Height")) > MOST_DOTS:
        raise too_much()


def _leads_to_web(link: str) -> bool:
    words = link.strip().casefold()
    return words.startswith(("http://", "https://", "mailto:", "tel:", "#")) or not set(words) & set(":\\")


def _whole(number: object) -> int:
    return int(number) if isinstance(number, int | float) else 0


def _filters(stream: StreamObject) -> list[str]:
    found = stream.get("/Filter")
    return [str(each) for each in found] if isinstance(found, ArrayObject) else [str(found)] if found else []


def _size(stream: StreamObject, left: int) -> int:
    """How much it unpacks to, without keeping it. Raises FileRefused where that is more than `left`."""
    filters = _filters(stream)
    if filters.count("/FlateDecode") > 1 or len(filters) > 3:
        raise too_much()
    raw = bytes(stream._data)  # pypdf gives no other way to what is packed
    if filters[:1] != ["/FlateDecode"]:
        return len(raw)
    opened, size = zlib.decompressobj(), 0
    while raw and not opened.eof:
        try:
            size += len(opened.decompress(raw, 1024 * 1024))
        except zlib.error:
            break  # what a viewer makes of the rest is no more than what is there
        raw = opened.unconsumed_tail
        if size > left:
            raise too_much()
    return size


def _written_anew(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    writer.pdf_header = "%PDF-1.7"
    root = writer.root_object
    for key in set(root) - _KEPT:
        del root[key]
    for each in writer._objects:  # the list that is written
        if isinstance(each, DictionaryObject):
            for key in {"/Metadata", "/PieceInfo", "/LastModified"} & each.keys():
                del each[key]
        if isinstance(each, StreamObject) and _filters(each) == ["/DCTDecode"]:
            each._data = without_notes(bytes(each._data))
    kept = io.BytesIO()
    writer.write(kept)
    if kept.tell() > LARGEST_RESULT:
        raise too_much()
    return kept.getvalue()
