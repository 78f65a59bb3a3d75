"""HTML as a tree that two writers of the same page agree on: no order of attributes, no stray white space."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"input", "br", "hr", "img", "path", "meta", "link"})
# Upstream's hooks for scripts that we don't ship.
_SCRIPT_HOOKS = frozenset({"data-module", "data-prevent-double-click", "data-disable-auto-focus"})


@dataclass
class Node:
    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        words = [child if isinstance(child, str) else child.text() for child in self.children]
        return " ".join(" ".join(words).split())

    def all(self, name: str) -> list[Node]:
        inner = [child for child in self.children if isinstance(child, Node)]
        return [each for child in inner for each in ([child] if child.name == name else []) + child.all(name)]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {name: value for name, value in attrs if name not in _SCRIPT_HOOKS}
        if "class" in kept:
            kept["class"] = " ".join(sorted((kept["class"] or "").split()))
        node = Node(tag, kept)
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self.open[-1].children.append(words)


def tree(html: str) -> Node:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].name}> is never closed"
    return builder.root
