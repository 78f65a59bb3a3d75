"""The size and shape of a picture, read from its header alone: nothing is unpacked yet."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from belonging.web.files.rules.kinds import FileRefused, Kind, damaged

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_000
STILL = "The picture moves. Please choose one that stands still."
FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""The JPEG segments that hold width and height."""
BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Those that have no length."""


def size_in_header(content: bytes, kind: Kind) -> tuple[int, int]:
    """Width and height. Raises FileRefused where the file is broken, moves, or would unpack to too much."""
    try:
        width, height = {Kind.PNG: _png, Kind.JPEG: _jpeg, Kind.WEBP: _webp}[kind](content)
    except (struct.error, IndexError) as fault:
        raise damaged(kind) from fault
    if not width or not height:
        raise damaged(kind)
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused(
            f"The picture has {width:,} × {height:,} dots, which is far more than can be shown. "
            "Please make it smaller, for instance 1,000 dots wide, and choose it again."
        )
    return width, height


def _png(content: bytes) -> tuple[int, int]:
    chunks = list(_chunks(content))
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise damaged(Kind.PNG)
    if b"acTL" in names:
        raise FileRefused(STILL)
    width, height = struct.unpack(">II", chunks[0][1][:8])
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Until IEND. What comes after it is no part of the picture, and never kept."""
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack(">I4s", content[at : at + 8])
        if at + 12 + length > len(content):
            raise damaged(Kind.PNG)
        yield name, content[at + 8 : at + 8 + min(length, 16)]
        at += 12 + length


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        while content[at + 1] == 0xFF:
            at += 1
        mark = content[at + 1]
        if mark in BARE:
            at += 2
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if mark in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        if length < 2 or mark in (0xD9, 0xDA):
            break
        at += 2 + length
    raise damaged(Kind.JPEG)


def _webp(content: bytes) -> tuple[int, int]:
    (length,) = struct.unpack("<I", content[4:8])
    if length + 8 > len(content):
        raise damaged(Kind.WEBP)
    form = content[12:16]
    if form == b"VP8X":
        if content[20] & 0x02:
            raise FileRefused(STILL)
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if form == b"VP8L" and content[20] == 0x2F:
        (bits,) = struct.unpack("<I", content[21:25])
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    if form == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise damaged(Kind.WEBP)
