"""Words as an Office file can hold them."""

from __future__ import annotations

import re
from typing import Final

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Control signs that somebody's keyboard or paste brought along, and signs that turn the direction of writing."""


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n")
