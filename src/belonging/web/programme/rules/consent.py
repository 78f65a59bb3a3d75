"""What a person agrees to who says that a school is interested. A version that was used never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

CONSENTS: Final[dict[str, str]] = {
    "2026-11": (
        "The programme team may keep what I have written here and get in touch with me about taking part. "
        "I can ask them to delete it at any time."
    ),
}
CURRENT: Final = "2026-11"
KEPT: Final = timedelta(days=548)
"""Eighteen months: for how long the contact of a school that did not take part is kept."""
