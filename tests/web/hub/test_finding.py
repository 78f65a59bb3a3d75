"""Forty searches as teachers type them: what answers each is among the first three."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from belonging.web.cli.loading.cases_words import PILOT
from belonging.web.hub.queries.searching import search
from belonging.web.hub.rules.content import read_content
from belonging.web.hub.rules.words import ResourceWords
from belonging.web.hub.services.resources import publish_resource
from tests.web.conftest import NOW
from tests.web.hub.searches import SEARCHES


@pytest.mark.django_db
def test_what_answers_a_search_is_among_the_first_three() -> None:
    """By the resources that come with the service, beside the demo's case studies; files are left aside."""
    for words in (*(each.words for each in read_content() if each.file is None), *case_studies()):
        publish_resource(words=words, actor="test", now=NOW)

    found = {typed: [each.resource.slug for each in search(typed)[:3]] for typed in SEARCHES}

    amiss = {typed: slugs for typed, slugs in found.items() if not set(slugs) & set(SEARCHES[typed])}
    assert len(SEARCHES) == 40
    assert not amiss


def case_studies() -> Iterator[ResourceWords]:
    """As they stand in the hub."""
    for at, (school, told) in enumerate(PILOT.items()):
        yield ResourceWords(
            slug=f"case-{school}",
            title=told.title,
            summary=told.summary,
            kind="page",
            type="case-study",
            phases=("secondary" if at % 2 else "primary",),
            items=tuple(f"{audience}_v1:{item}" for audience, item, *_ in told.figures[:2]),
            minutes=5,
            author="A school of the programme",
            licence="All rights reserved",
            body=f"## What the school wanted\n\n{told.aims}\n\n[Read the whole case study](https://example.org/)",
            source="Case study of the programme, signed off by the school",
        )
