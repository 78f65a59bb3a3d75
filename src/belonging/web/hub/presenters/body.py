"""A resource's body as HTML: our own elements around escaped text."""

from __future__ import annotations

from django.utils.safestring import SafeString

from belonging.web.hub.rules.markup import Block, Kind, Span, blocks_of
from belonging.web.ui.components.markup import element, joined

_TAGS = {
    Kind.TITLE: ("h2", "govuk-heading-m"),
    Kind.SUBTITLE: ("h3", "govuk-heading-s"),
    Kind.PARAGRAPH: ("p", "govuk-body"),
    Kind.BULLETS: ("ul", "govuk-list govuk-list--bullet govuk-list--spaced"),
    Kind.NUMBERS: ("ol", "govuk-list govuk-list--number govuk-list--spaced"),
}


def body_of(text: str) -> SafeString:
    return joined(_block(block) for block in blocks_of(text))


def _block(block: Block) -> SafeString:
    tag, look = _TAGS[block.kind]
    if block.kind in (Kind.BULLETS, Kind.NUMBERS):
        return element(tag, {"class": look}, *(element("li", {}, *map(_span, line)) for line in block.lines))
    return element(tag, {"class": look}, *map(_span, block.lines[0]))


def _span(span: Span) -> object:
    if span.href:
        return element("a", {"class": "govuk-link", "href": span.href, "rel": "noreferrer"}, span.text)
    return element("strong", {}, span.text) if span.bold else span.text
