"""HTML as nested calls. The one place where text becomes markup, and every text is escaped on its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString

Attributes = Mapping[str, str | int | bool | None]
"""None and False leave an attribute out, True writes its bare name."""

_VOID = frozenset({"input", "br", "hr", "img"})


def element(name: str, attributes: Attributes, *children: object) -> SafeString:
    """Children that are not SafeString are escaped."""
    opening = f"<{name}{_written(attributes)}>"
    if name in _VOID:
        return _safe(opening)
    return _safe(f"{opening}{joined(children)}</{name}>")


def joined(parts: Iterable[object]) -> SafeString:
    return _safe("".join([_escaped(part) for part in parts]))


def classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def hidden_words(text: str) -> SafeString:
    """For screen readers alone."""
    return element("span", {"class": "govuk-visually-hidden"}, text)


def _written(attributes: Attributes) -> str:
    written = []
    for name, value in attributes.items():
        if value is True:
            written.append(f" {name}")
        elif value is not None and value is not False:
            written.append(f' {name}="{_escaped(value)}"')
    return "".join(written)


def _escaped(part: object) -> str:
    return part if isinstance(part, SafeString) else escape(str(part))


def _safe(markup: str) -> SafeString:
    return SafeString(markup)
