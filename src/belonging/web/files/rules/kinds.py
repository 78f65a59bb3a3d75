"""Which kinds of file are taken, and whether a file's name and first bytes say the same."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from belonging.web.base.errors import Refused


class FileRefused(Refused):
    """A file that is not taken; the message says why and which file would be."""


class Kind(StrEnum):
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    XLSX = "xlsx"
    DOCX = "docx"
    PPTX = "pptx"
    ODT = "odt"
    PDF = "pdf"
    TXT = "txt"


IMAGES = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
ZIPPED = frozenset({Kind.XLSX, Kind.DOCX, Kind.PPTX, Kind.ODT})
EVIDENCE = frozenset(Kind)
ENDINGS = {kind: "jpg" if kind is Kind.JPEG else kind.value for kind in Kind}
EXTENSIONS = {"jpeg": Kind.JPEG, **{ending: kind for kind, ending in ENDINGS.items()}}
CONTENT_TYPES = {
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.PDF: "application/pdf",
    Kind.TXT: "text/plain; charset=utf-8",
}
NAMES = {
    Kind.PNG: "PNG",
    Kind.JPEG: "JPEG",
    Kind.WEBP: "WebP",
    Kind.XLSX: "Excel workbook (.xlsx)",
    Kind.DOCX: "Word document (.docx)",
    Kind.PPTX: "PowerPoint presentation (.pptx)",
    Kind.ODT: "OpenDocument text (.odt)",
    Kind.PDF: "PDF",
    Kind.TXT: "plain text (.txt)",
}
SHORT_NAMES = {kind: name.partition(" (")[0] for kind, name in NAMES.items()}
LARGEST = 10 * 1024 * 1024
PRINT_ANEW = "Please open it, print it to a new PDF, and choose that one."
_WHAT = {Kind.XLSX: "workbook", Kind.PPTX: "presentation"}

_MARKS = {
    Kind.XLSX: b"xl/",
    Kind.DOCX: b"word/document.xml",
    Kind.PPTX: b"ppt/presentation.xml",
    Kind.ODT: b"mimetypeapplication/vnd.oasis.opendocument.text",
}
"""What a zip file of that kind holds as it stands; its parts are looked at later, in a process of their own."""
_OTHERS = (
    (b"GIF8", "a GIF"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"BM", "a bitmap (BMP)"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"\xd0\xcf\x11\xe0", "a file of an old version of Office"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_BRANDS = (b"heic", b"heix", b"mif1", b"heif", b"avif")
_MARKUP = ((b"<svg", "an SVG drawing"), (b"<html", "a web page"), (b"<script", "a web page"), (b"<?php", "a program"))


def accepted_kind(name: str, content: bytes, allowed: Iterable[Kind]) -> Kind:
    """The kind that the name and the first bytes agree on. Raises FileRefused."""
    wanted = frozenset(allowed)
    if not content:
        raise FileRefused(f"The file is empty. {_please(wanted)}")
    if len(content) > LARGEST:
        raise too_large()
    extension = "".join(filter(str.isalnum, name.rpartition(".")[2].casefold())) if "." in name else ""
    named = EXTENSIONS.get(extension)
    found = _sniffed(content, named)
    if found is None or found not in wanted:
        raise FileRefused(f"This is {_what(content, found)}, which is not taken here. {_please(wanted)}")
    if named is not found:
        ending = f"its name ends in “.{extension[:8]}”" if extension else "its name has no ending"
        raise FileRefused(
            f"The file is {_article(NAMES[found])}, but {ending}. Please save it under a name that fits, and choose it "
            "again."
        )
    return found


def too_large(largest: int = LARGEST) -> FileRefused:
    return FileRefused(
        f"The file is larger than {largest // 1024 // 1024} MB. Please make it smaller, and choose it again."
    )


def too_long(kind: Kind) -> FileRefused:
    what = "picture" if kind in IMAGES else NAMES[kind]
    return FileRefused(
        f"Looking through this {what} takes too long, so it was not taken. Please choose one with only the part that "
        "matters."
    )


def damaged(kind: Kind) -> FileRefused:
    if kind is Kind.PDF:
        return FileRefused(f"The file is damaged, or too much to look through. {PRINT_ANEW}")
    what = "picture" if kind in IMAGES else _WHAT.get(kind, "document")
    return FileRefused(
        f"The file is damaged or breaks off. Please open the {what}, save it again, and choose that file."
    )


def _sniffed(content: bytes, named: Kind | None) -> Kind | None:
    """`named` decides where the bytes fit more than one kind: a document can hold a workbook, and text has no mark."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        fits = [kind for kind, mark in _MARKS.items() if mark in content]
        return named if named in fits else fits[0] if fits else None
    return Kind.TXT if named is Kind.TXT and _is_known_as(content) is None else None


def _what(content: bytes, found: Kind | None) -> str:
    if found is not None:
        return _article(NAMES[found])
    if content.startswith(b"PK"):
        return "a zip file"
    return _is_known_as(content) or "a file of another kind, whatever its name says"


def _is_known_as(content: bytes) -> str | None:
    """What is never taken, by its first bytes."""
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        return "a photo in the phone’s own format (HEIC or AVIF)"
    for start, words in _OTHERS:
        if content.startswith(start):
            return words
    head = content[:1000].lower()
    for mark, words in _MARKUP:
        if mark in head:
            return words
    return None


def _please(wanted: frozenset[Kind]) -> str:
    names = [NAMES[kind] for kind in Kind if kind in wanted]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"Please choose {_article(listed)} file." if wanted <= IMAGES else f"Please choose {_article(listed)}."


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"
