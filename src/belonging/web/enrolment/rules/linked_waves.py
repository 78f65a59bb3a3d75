"""The letters, notices and agreements of a cohort that links its waves say so: sections that take others' place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from belonging.web.enrolment.rules.documents import Document, Section, load_document, root_of

NAME: Final = "linked_waves_v1"


def with_linking(document: Document) -> Document:
    """In a translation the sections that take others' place are in English: found by their place, not by heading."""
    instead = _instead(document.key)
    if not instead:
        return document
    headings = [section.heading for section in load_document(document.name).sections]
    sections = tuple(
        replace(instead[heading], number=section.number) if heading in instead else section
        for heading, section in zip(headings, document.sections, strict=True)
    )
    return replace(document, sections=sections)


@cache
def _instead(key: str) -> dict[str, Section]:
    written = zip(root_of(NAME)["sections"], load_document(NAME).sections, strict=True)
    return {
        section.heading: replace(section, heading=each.get("headed", section.heading))
        for each, section in written
        if each["document"] == key
    }
