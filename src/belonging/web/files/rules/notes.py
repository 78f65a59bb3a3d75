"""What a camera or a program wrote into a picture beside its dots: left out, and the dots kept as they are."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_JPEG_NOTES = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xE2, 0xEE}
"""Segments for programs and comments; the colour profile (E2) and how colours are written (EE) stay."""
_TRACES = (b"Exif\x00\x00", b"http://ns.adobe.com/", b"Photoshop 3.0")


def without_notes(content: bytes) -> bytes:
    """A JPEG or PNG without its notes; anything else as it is. ValueError where they cannot be told from the dots."""
    try:
        if content.startswith(_PNG):
            return _png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content)
    except (struct.error, IndexError, ValueError) as fault:
        if any(trace in content for trace in _TRACES):
            raise ValueError("the notes cannot be told from the dots") from fault
    return content


def _png(content: bytes) -> bytes:
    kept, at, name = [_PNG], len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content):
            raise ValueError("breaks off")
        if name not in _PNG_NOTES:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if length < 2:
            raise ValueError("no segment")
        if content[at + 1] not in _JPEG_NOTES:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    if content[at] != 0xFF:
        raise ValueError("no dots")
    end = content.rfind(b"\xff\xd9")
    kept.append(content[at : end + 2] if end > at else content[at:])
    return b"".join(kept)
