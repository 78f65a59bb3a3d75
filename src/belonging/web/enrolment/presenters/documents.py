"""One text, three ways out: a page, a Word file, a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from belonging.web.enrolment.presenters.word import WORD_TYPE, document_docx
from belonging.web.enrolment.rules.documents import ENGLISH, PRINTED, Block, Document, Section
from belonging.web.ui.components import Table, element, joined, table
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset


def document_html(document: Document) -> SafeString:
    """The sections, to stand under a page's own heading."""
    return joined(part for section in document.sections for part in _section(section))


def document_pdf(document: Document, *, about: str, now: datetime) -> bytes:
    """`about` stands in the footer: whose document this is. What goes to families says nothing of lawyers."""
    data = {
        "title": document.title,
        "lead": document.about,
        "warning": document.draft or ("" if document.key.startswith("notice_") else document.warning),
        "language": document.language,
        "size": document.size,
        "about": about,
        "label": environment_label(),
        "sections": [
            {
                "heading": f"{section.number} {section.heading}".strip(),
                "blocks": [
                    {"text": each.text, "items": each.items, "head": each.head, "rows": each.rows}
                    for each in section.blocks
                ],
            }
            for section in document.sections
        ],
    }
    template = files("belonging.web.enrolment").joinpath("templates/enrolment/document.typ").read_text("utf-8")
    return typeset(template, data, made_at=now).pdf


def file_of(document: Document, kind: str, *, about: str, now: datetime) -> HttpResponse:
    """`kind`: "docx" or "pdf"; Http404 for any other, and for a PDF whose letters our typeface lacks."""
    if kind == "docx":
        content, content_type = document_docx(document, now=now), WORD_TYPE
    elif kind == "pdf" and document.language in PRINTED:
        content, content_type = document_pdf(document, about=about, now=now), "application/pdf"
    else:
        raise Http404
    language = "" if document.language == ENGLISH else f"-{document.language}"
    name = f"{document.name.replace('_', '-')}{language}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _section(section: Section) -> Iterator[SafeString]:
    if section.heading:
        yield element("h2", {"class": "govuk-heading-m"}, f"{section.number} {section.heading}".strip())
    yield from map(_block, section.blocks)


def _block(block: Block) -> SafeString:
    if block.rows:
        frame = {"class": "bm-scroll", "role": "region", "tabindex": "0", "aria-label": ", ".join(block.head)}
        return element("div", frame, table(Table("", block.head, block.rows)))
    if block.items:
        items = [element("li", {}, item) for item in block.items]
        return element("ul", {"class": "govuk-list govuk-list--bullet"}, *items)
    return element("p", {"class": "govuk-body"}, block.text)
