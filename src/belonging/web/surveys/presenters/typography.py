"""The apostrophe that people see. Published wordings keep the plain one: their digests are fixed."""

from __future__ import annotations

import re

PLAIN = re.compile(r"(?<=\w)'")


def typographic(text: str) -> str:
    return PLAIN.sub("’", text)
