"""What somebody wrote, as a page shows it: paragraphs, lists, bold, links to other sites, mentions. Nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.utils.safestring import SafeString

from belonging.web.community.rules.mentions import named_in
from belonging.web.hub.rules.markup import Block, Kind, Span, blocks_of
from belonging.web.ui.components.markup import element, joined


def rendered(text: str, mentioned: Collection[str] = ()) -> SafeString:
    """`mentioned`: names, in small letters, that stand in it with an @."""
    return joined(_block(block, mentioned) for block in blocks_of(text))


def _block(block: Block, mentioned: Collection[str]) -> SafeString:
    if block.kind in (Kind.BULLETS, Kind.NUMBERS):
        name, look = ("ul", "bullet") if block.kind is Kind.BULLETS else ("ol", "number")
        lines = [element("li", {}, *_spans(line, mentioned)) for line in block.lines]
        return element(name, {"class": f"govuk-list govuk-list--{look}"}, *lines)
    spans = _spans(block.lines[0], mentioned)
    if block.kind is not Kind.PARAGRAPH:
        # A heading would stand in the page's outline among those of others.
        spans = [element("strong", {}, *spans)]
    return element("p", {"class": "govuk-body"}, *spans)


def _spans(line: Iterable[Span], mentioned: Collection[str]) -> list[object]:
    return [piece for span in line for piece in _span(span, mentioned)]


def _span(span: Span, mentioned: Collection[str]) -> Iterator[object]:
    if span.href:
        yield element("a", {"class": "govuk-link", "href": span.href, "rel": "noreferrer nofollow"}, span.text)
        return
    if span.bold:
        yield element("strong", {}, span.text)
        return
    at = 0
    for named in named_in(span.text, mentioned):
        yield span.text[at : named.start]
        yield element("span", {"class": "bm-mention"}, span.text[named.start : named.end])
        at = named.end
    yield span.text[at:]
