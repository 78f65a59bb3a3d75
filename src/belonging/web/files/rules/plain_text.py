"""Plain text, as UTF-8 without signs that do something."""

from __future__ import annotations

import codecs

from belonging.web.files.rules.kinds import FileRefused

LARGEST_TEXT = 200 * 1024
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def checked_text(content: bytes) -> bytes:
    """From UTF-8, UTF-16 with its mark, or the Windows letters of western Europe. Raises FileRefused."""
    if len(content) > LARGEST_TEXT:
        raise FileRefused(
            f"The text is longer than {LARGEST_TEXT // 1024} kB. Please keep the part that matters, and choose that."
        )
    words = _decoded(content)
    if "\x00" in words:
        raise FileRefused("This is no plain text, whatever its name says. Please save it as text (UTF-8), or as a PDF.")
    lines = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or not _acts(sign))
    if not kept.strip():
        raise FileRefused("The file has no words in it. Please choose another one.")
    return kept.encode()


def _decoded(content: bytes) -> str:
    try:
        if content.startswith(_WIDE):
            return content.decode("utf-16")
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _acts(sign: str) -> bool:
    """Signs for a terminal, and those that turn the order of letters round."""
    code = ord(sign)
    return code < 32 or 127 <= code < 160 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
