"""HTML as nested calls: text is escaped on its way in, so that nothing a file says can become markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_VOID = {"meta", "link"}


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | None) -> Html:
    """`class_` is class, `aria_label` aria-label; an attribute that is None is left out. Plain text is escaped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[str]) -> Html:
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))


def paragraph(*children: str, class_: str | None = None) -> Html:
    return element("p", *children, class_=class_)


def listed(entries: Iterable[str], class_: str | None = None) -> Html:
    return element("ul", *(element("li", entry) for entry in entries), class_=class_)


def folded(summary: str, *children: str, opened: bool = False, class_: str | None = None) -> Html:
    return element("details", element("summary", summary), *children, open="" if opened else None, class_=class_)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """The first column heads its row. In a box of its own that scrolls where the table is wider than the page."""
    return grouped_table(caption, head, [("", rows)])


def grouped_table(caption: str, head: Sequence[str], groups: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> Html:
    """As `table`, with a line over each group that has a name."""
    heads = joined(element("th", name, scope="col") if name else element("td") for name in head)
    bodies = [_body(name, rows, len(head)) for name, rows in groups]
    whole = element("table", element("caption", caption), element("thead", element("tr", heads)), *bodies)
    return element("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _body(name: str, rows: Iterable[Sequence[str]], columns: int) -> Html:
    over = [element("tr", element("th", name, colspan=str(columns), scope="rowgroup", class_="over"))] if name else []
    lines = [
        element("tr", element("th", row[0], scope="row"), *(element("td", value) for value in row[1:])) for row in rows
    ]
    return element("tbody", *over, *lines)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report that the contents name."""

    anchor: str
    title: str
    html: Html


def section(anchor: str, title: str, *children: str) -> Section:
    heading = element("h2", title, id=f"{anchor}-title")
    return Section(anchor, title, element("section", heading, *children, id=anchor, aria_labelledby=f"{anchor}-title"))
