"""Forty searches as teachers type them: what answers each is among the first three."""

from __future__ import annotations

import pytest

from belonging.web.hub.queries.searching import search
from belonging.web.hub.rules.content import read_content
from belonging.web.hub.services.resources import publish_resource
from tests.web.conftest import NOW
from tests.web.hub.searches import SEARCHES


@pytest.mark.django_db
def test_what_answers_a_search_is_among_the_first_three() -> None:
    """By the resources that come with the service; those that are files are left aside."""
    for each in read_content():
        if each.file is None:
            publish_resource(words=each.words, actor="test", now=NOW)

    found = {typed: [each.resource.slug for each in search(typed)[:3]] for typed in SEARCHES}

    amiss = {typed: slugs for typed, slugs in found.items() if not set(slugs) & set(SEARCHES[typed])}
    assert len(SEARCHES) == 40
    assert not amiss
