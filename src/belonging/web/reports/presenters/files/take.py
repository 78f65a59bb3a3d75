"""The files of a report, each with what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

_PAGE: Final = ("page", "One page to print", "What stands on this page, on one side of A4 (PDF).")
_ABOUT: Final = (
    ("pdf", "PDF", "To print or to send. Made for screen readers too."),
    ("word", "Word", "To add to your own documents, with tables and a chart that can be edited."),
    ("slides", "Slides", "For a staff meeting or governors, with charts to edit and the sources in the notes."),
    ("csv", "CSV", "Every table as rows, for a spreadsheet. Asks you to sign in again."),
)


@dataclass(frozen=True, slots=True)
class Take:
    text: str
    href: str
    about: str


def files_to_take(of: str, *place: str) -> tuple[Take, ...]:
    """`of`: "school", "shared" or "programme"; `place`: the parts of its address."""
    files = (_PAGE, *_ABOUT) if of == "school" else _ABOUT
    return tuple(Take(text, reverse(f"reports:{of}_{kind}", args=place), about) for kind, text, about in files)
