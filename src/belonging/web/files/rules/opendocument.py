"""What an OpenDocument text may hold: words, tables and pictures, and links to pages of the web."""

from __future__ import annotations

import re
from collections.abc import Mapping

from belonging.web.files.rules.container import fetches, has_files, has_macros, leads_to_program, locked
from belonging.web.files.rules.kinds import CONTENT_TYPES, Kind, damaged
from belonging.web.files.rules.markup import read_markup

FIRST = "mimetype"
BLANK = {
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">'
    b"<office:meta/></office:document-meta>",
}
_MARKUP = ("xml", "rdf", "svg")
_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "ttf", "otf")
_PLAIN = ("mimetype", "layout-cache")
_SCRIPTS = frozenset({"script", "event-listener", "macro", "button-script"})
_OBJECTS = frozenset({"object", "object-ole", "plugin", "applet", "audio", "video"})
_FETCHING = frozenset(
    {"floating-frame", "dde-source", "dde-connection", "dde-connection-decl", "section-source", "table-source"}
    | {"connection-resource", "database-display", "file-based-database", "cell-range-source"}
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def is_markup(name: str) -> bool:
    return _ending(name) in _MARKUP


def check_parts(parts: Mapping[str, bytes], kind: Kind) -> None:
    """Raises FileRefused; whatever else it raises says that the file is damaged."""
    if parts.get(FIRST) != CONTENT_TYPES[kind].encode() or "content.xml" not in parts:
        raise damaged(kind)
    for name in parts:
        if name.startswith(("Basic/", "Scripts/", "Dialogs/")):
            raise has_macros(kind)
        if name not in _PLAIN and _ending(name) not in (*_MARKUP, *_PICTURES):
            raise has_files(kind)
    for name, part in parts.items():
        if is_markup(name) and name not in BLANK:
            read_markup(part, lambda element, given: _check(element, given, kind))


def _check(element: str, given: Mapping[str, str], kind: Kind) -> None:
    if element == "encryption-data":
        raise locked(kind)
    if element in _SCRIPTS or "onload" in given:
        raise has_macros(kind)
    if element in _OBJECTS:
        raise has_files(kind)
    if element in _FETCHING:
        raise fetches(kind)
    target = given.get("href", "").strip()
    if element == "a":
        if (_SCHEME.match(target) and not _SAFE_LINK.match(target)) or ".." in target.split("/")[:2]:
            raise leads_to_program(kind)
    elif _SCHEME.match(target) or ".." in target.split("/"):
        raise fetches(kind)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold() if "." in name else ""
