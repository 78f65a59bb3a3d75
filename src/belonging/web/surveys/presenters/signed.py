"""Which statements have a film in sign language: those for which whoever runs the service has put one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class SignedVideo:
    """`captions`: the address of what is said in it, or ""."""

    source: str
    captions: str


def signed_video(instrument: str, edition: str, item: str) -> SignedVideo | None:
    """None where there is no film, and then nothing of it is on the card."""
    folder = settings.SIGNED_VIDEOS
    if folder is None:
        return None
    source = _address(folder, instrument, edition, item, "mp4")
    return SignedVideo(source, _address(folder, instrument, edition, item, "vtt")) if source else None


def _address(folder: Path, instrument: str, edition: str, item: str, kind: str) -> str:
    """It changes with the file, so that a browser may keep what it has."""
    path = folder / instrument / edition / f"{item}.{kind}"
    if not path.is_file():
        return ""
    found = path.stat()
    # The same in both processes, so that previews show the films, too.
    address = f"/signed/{instrument}/{edition}/{item}.{kind}"
    return f"{address}?v={int(found.st_mtime):x}-{found.st_size:x}"
