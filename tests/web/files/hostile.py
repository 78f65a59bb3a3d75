"""Files that somebody might send instead of a picture, or of a workbook. All are made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import openpyxl
from PIL import Image

PIECE = tuple[bytes, bytes]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, "teal" if mode in ("RGB", "RGBA") else 0).save(kept, form, **options)
    return kept.getvalue()


def photo(size: tuple[int, int], form: str = "JPEG", **options: object) -> bytes:
    """With so much in it that it does not become small by itself."""
    kept = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(kept, form, **options)
    return kept.getvalue()


def with_place_and_time(form: str = "JPEG") -> bytes:
    """A photo turned on its side, with where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9286] = "Camera of Robin", 6, "Robin in Year 4"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return picture(form, size=(80, 40), exif=exif)


def png(*pieces: PIECE) -> bytes:
    """A PNG of these chunks, their checksums right."""
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in pieces
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def huge_png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return png((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))


def wordy_png() -> bytes:
    """Dots as they should be, and a comment that unpacks to 200 MB."""
    whole = picture()
    bomb = b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    piece = struct.pack(">I", len(bomb)) + b"zTXt" + bomb + struct.pack(">I", zlib.crc32(b"zTXt" + bomb))
    return whole[:33] + piece + whole[33:]


def moving(form: str) -> bytes:
    kept = io.BytesIO()
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("teal", "coral", "gold")]
    frames[0].save(kept, form, save_all=True, append_images=frames[1:], duration=100)
    return kept.getvalue()


def packed(parts: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return kept.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(kept)
    return kept.getvalue()


def workbook_with(extra: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(("a",)))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return packed(parts | extra)


def linked_workbook() -> bytes:
    kept = io.BytesIO(workbook(("a",)))
    with zipfile.ZipFile(kept, "a") as made:
        link = zipfile.ZipInfo("xl/media/link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return kept.getvalue()
