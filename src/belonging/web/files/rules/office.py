"""What a Word, Excel or PowerPoint file may hold: words, tables and pictures, and links to pages of the web."""

from __future__ import annotations

import re
from collections.abc import Mapping

from belonging.web.files.rules.container import fetches, has_files, has_macros, leads_to_program
from belonging.web.files.rules.fields import FieldReader
from belonging.web.files.rules.kinds import FileRefused, Kind, damaged
from belonging.web.files.rules.markup import read_markup

FIRST = "[Content_Types].xml"
MAIN = {
    Kind.DOCX: ("word/document.xml", "wordprocessingml.document.main+xml"),
    Kind.XLSX: ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    Kind.PPTX: ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
BLANK = {
    "docprops/core.xml": _HEAD
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": _HEAD + b'<Properties xmlns="' + _OFFICE + b'extended-properties"/>',
    "docprops/custom.xml": _HEAD + b'<Properties xmlns="' + _OFFICE + b'custom-properties"/>',
}
"""What takes the place of the file's notes on who made it, where and with what."""
_MARKUP = ("xml", "rels", "vml", "svg")
_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "fntdata", "odttf")
_MACROS = ("macroenabled", "vba", "macrosheet", "activex", "keymap", "toolbar", "customui", "webextension", "control")
_FILES = ("oleobject", "package", "afchunk", "subdocument", "audio", "video", "media", "embeddedobject")
_ELSEWHERE = (
    "externallink",
    "connections",
    "querytable",
    "attachedtemplate",
    "frame",
    "recipientdata",
    "mailmergesource",
)
_ELEMENTS = {"oleObj": _FILES, "OLEObject": _FILES, "oleObject": _FILES, "altChunk": _FILES, "subDoc": _FILES}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_RUNS = re.compile(r"ppaction://(?:program|macro|ole|hlinkfile|hlinkpres)", re.IGNORECASE)
_ACTING = re.compile(r"\b(?:WEBSERVICE|RTD|CALL|EXEC|REGISTER(?:\.ID)?)\s*\(|[\w.]\s*\|\s*'", re.IGNORECASE)


def is_markup(name: str) -> bool:
    return _ending(name) in _MARKUP


def check_parts(parts: Mapping[str, bytes], kind: Kind) -> None:
    """Raises FileRefused; whatever else it raises says that the file is damaged."""
    main, its_type = MAIN[kind]
    if main not in parts or FIRST not in parts or any(other in parts for other, _ in MAIN.values() if other != main):
        raise damaged(kind)
    for name in parts:
        _check_name(name.casefold(), kind)
    types = _types(parts[FIRST], kind)
    if not types.get(f"/{main}", "").endswith(its_type):
        raise FileRefused(
            "This is a template, or a file of another kind. Please save it as an ordinary document, and choose that."
        )
    for name, part in parts.items():
        if name.endswith(".rels"):
            read_markup(part, lambda element, given: _check_relation(element, given, kind))
        elif is_markup(name):
            _check_words(part, kind)


def _check_name(name: str, kind: Kind) -> None:
    if "vbaproject" in name or "vbadata" in name or "/macrosheets/" in name or "/activex/" in name:
        raise has_macros(kind)
    if name.startswith("xl/externallinks/") or name in ("xl/connections.xml",) or "/querytables/" in name:
        raise fetches(kind)
    settings = name.startswith("xl/printersettings/") and name.endswith(".bin")
    if "/embeddings/" in name or (_ending(name) not in (*_MARKUP, *_PICTURES) and not settings):
        raise has_files(kind)


def _types(part: bytes, kind: Kind) -> dict[str, str]:
    """Types by name of the part. Those that say program are refused, wherever they stand."""
    found: dict[str, str] = {}

    def seen(_element: str, given: Mapping[str, str]) -> None:
        says = given.get("ContentType", "")
        if any(word in says.casefold() for word in _MACROS):
            raise has_macros(kind)
        if any(word in says.casefold() for word in ("oleobject", "msdownload", "ms-package")):
            raise has_files(kind)
        found[given.get("PartName", "")] = says

    read_markup(part, seen)
    return found


def _check_relation(element: str, given: Mapping[str, str], kind: Kind) -> None:
    if element != "Relationship":
        return
    role, target = given.get("Type", "").rpartition("/")[2].casefold(), given.get("Target", "").strip()
    outside = given.get("TargetMode", "").casefold() == "external"
    if role == "hyperlink":
        if outside and not _SAFE_LINK.match(target):
            raise leads_to_program(kind)
        return
    if outside or any(word in role for word in _ELSEWHERE):
        raise fetches(kind)
    if any(word in role for word in _MACROS):
        raise has_macros(kind)
    if any(word in role for word in _FILES):
        raise has_files(kind)
    if ":" in target or "\\" in target:
        raise damaged(kind)


def _check_words(part: bytes, kind: Kind) -> None:
    fields = FieldReader(kind)

    def seen(element: str, given: Mapping[str, str]) -> None:
        if element in ("script", "macrosheet") or "onload" in given:
            raise has_macros(kind)
        if element in _ELEMENTS:
            raise has_files(kind)
        if element in ("externalReference", "ddeLink", "oleLink") or (element == "imagedata" and "src" in given):
            raise fetches(kind)
        if _RUNS.match(given.get("action", "")):
            raise leads_to_program(kind)
        fields.seen(element, given)

    def heard(element: str, text: str) -> None:
        if element in ("f", "definedName", "formula1", "formula2") and _ACTING.search(text):
            raise fetches(kind)
        fields.heard(element, text)

    read_markup(part, seen, heard)
    fields.finish()


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold()
