"""The nations whose schools take part, by the key that is stored."""

from __future__ import annotations

from typing import Final

NATIONS: Final = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
    "elsewhere": "Outside the United Kingdom",
}
