"""XML read one element after the other, by defusedxml alone: no document type, no entities, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.sax.handler import ContentHandler  # only the interface: reading is defusedxml's

from defusedxml.sax import parseString

Seen = Callable[[str, Mapping[str, str]], None]
"""Called with an element's name and its attributes, both without prefix."""
Heard = Callable[[str, str], None]
"""Called at the end of an element with its name and the text directly in it."""


class _Reader(ContentHandler):
    def __init__(self, seen: Seen, heard: Heard | None) -> None:
        super().__init__()
        self._seen, self._heard = seen, heard
        self._texts: list[list[str]] = []

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802  # the interface names it
        given = attrs.items() if hasattr(attrs, "items") else ()
        self._seen(_bare(name), {_bare(key): value for key, value in given})
        self._texts.append([])

    def characters(self, content: str) -> None:
        if self._heard is not None and self._texts:
            self._texts[-1].append(content)

    def endElement(self, name: str) -> None:  # noqa: N802  # the interface names it
        text = "".join(self._texts.pop())
        if self._heard is not None:
            self._heard(_bare(name), text)


def read_markup(content: bytes, seen: Seen, heard: Heard | None = None) -> None:
    """Raises what the reading raises where the XML is not well-formed, or has a document type."""
    parseString(content, _Reader(seen, heard), forbid_dtd=True, forbid_entities=True, forbid_external=True)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
