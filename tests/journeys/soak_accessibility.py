"""Every state of every edition in all twelve ways of looking at it: too long for every run (`make soak`)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.answering_judged import ALL_WAYS, EDITIONS, faults, states
from tests.journeys.answering_steps import Round
from tests.journeys.test_accessibility_answering import pupils, visitor

__all__ = ["pupils", "visitor"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_way_of_looking_shows_a_fault(
    pupils: Round,  # the fixture of that name
    visitor: Page,  # as above
    edition: str,
) -> None:
    path = "" if edition == "standard" else f"{edition}/"
    found = []
    for state in states(visitor, pupils, path, pupils.codes[EDITIONS.index(edition)]):
        found += [f"{state}: {fault}" for fault in faults(visitor, ALL_WAYS)]
    assert found == []
