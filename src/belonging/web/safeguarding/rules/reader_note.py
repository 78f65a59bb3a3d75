"""The version of the note on how to read comments. A new one is read and confirmed again by every reader."""

from __future__ import annotations

from typing import Final

NOTE_VERSION: Final = 1
