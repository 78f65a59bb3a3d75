"""Fields of a Word document: places where Word works something out, and some fetch a file or start a program."""

from __future__ import annotations

from collections.abc import Mapping

from belonging.web.files.rules.container import fetches
from belonging.web.files.rules.kinds import Kind

_FETCHING = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD", "MACROBUTTON"}
)


class FieldReader:
    """Told of elements in their order. A field's words may be broken over many runs, and fields stand in fields."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._open: list[str] = []

    def seen(self, element: str, given: Mapping[str, str]) -> None:
        if element == "fldSimple":
            self._check(given.get("instr", ""))
        if element == "fldChar" and given.get("fldCharType") == "begin":
            self._open.append("")
        elif element == "fldChar" and given.get("fldCharType") == "end" and self._open:
            self._check(self._open.pop())

    def heard(self, element: str, text: str) -> None:
        if element not in ("instrText", "delInstrText"):
            return
        if self._open:
            self._open[-1] += text
        else:
            self._check(text)

    def finish(self) -> None:
        for words in self._open:
            self._check(words)

    def _check(self, words: str) -> None:
        first = words.split(maxsplit=1)
        if first and first[0].upper() in _FETCHING:
            raise fetches(self._kind)
