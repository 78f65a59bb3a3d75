"""Whether a page can be read aloud on a device that has no voice of its own."""

from __future__ import annotations

from typing import Final

from django.conf import settings

AUDIO: Final = "/audio/"
"""The same in both processes, so that previews are read aloud, too."""


def audio_for(language: str) -> str:
    """Where the recordings of this language lie; "" where nobody has made any (belonging render-audio)."""
    return AUDIO if (settings.AUDIO / language).is_dir() else ""
