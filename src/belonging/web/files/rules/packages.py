"""Word, Excel, PowerPoint and OpenDocument files: every part looked through, and packed anew. In a child process alone.

Names of authors, firms and programs in the file's own notes are left out; those beside comments stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from belonging.web.files.rules import office, opendocument
from belonging.web.files.rules.container import has_files, packed_anew, unpacked
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.rules.notes import without_notes

_PROGRAMS = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"#!", b"{\\rtf", b"%PDF", b"Rar!", b"7z\xbc\xaf")
"""First bytes of what is no picture and no font, whatever its name says."""


def looked_through(content: bytes, kind: Kind) -> bytes:
    """Raises FileRefused; whatever else it raises says that the file is damaged."""
    rules: ModuleType = opendocument if kind is Kind.ODT else office
    parts = unpacked(content, kind)
    rules.check_parts(parts, kind)
    blank: Mapping[str, bytes] = rules.BLANK
    anew: dict[str, bytes] = {}
    for name, part in parts.items():
        if name.casefold() in blank:
            anew[name] = blank[name.casefold()]
        elif rules.is_markup(name):
            anew[name] = part
        elif part.startswith(_PROGRAMS):
            raise has_files(kind)
        else:
            anew[name] = without_notes(part)
    first = rules.FIRST
    return packed_anew({first: anew.pop(first)} | anew)
