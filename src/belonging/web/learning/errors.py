"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class PagesFirst(Refused):
    """The check was sent before its pages were read."""

    def __init__(self, page: int, pages: int) -> None:
        super().__init__(f"The check comes after the pages. You are on page {page} of {pages}; go on from there.")


class NotAnsweredAll(Refused):
    def __init__(self) -> None:
        super().__init__("Please answer every question; then send the check again. What you chose is still there.")
