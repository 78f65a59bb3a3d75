"""No route of the answering process stands in the way of another."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, resolve, reverse

URLCONF = "belonging.web.config.answering_urls"
WORDS = {
    "handle": "7gk3xw",
    "edition": "younger",
    "language": "pl",
    "slot": "safe",
    "name": "3f2a",
    "instrument": "pupil_v1",
    "item": "safe",
    "kind": "mp4",
}
"""A word for each part of an address."""


def _routes() -> list[tuple[str, tuple[str, ...]]]:
    """Each named route with the parts of its address."""
    found = []
    for space, (_, inner) in sorted(get_resolver(URLCONF).namespace_dict.items()):
        for name in sorted(key for key in inner.reverse_dict if isinstance(key, str)):
            parts = inner.reverse_dict.getlist(name)[0][0][0][1]
            found.append((f"{space}:{name}", tuple(parts)))
    return found


@pytest.mark.parametrize(("name", "parts"), _routes(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_route_leads_to_its_own_page(name: str, parts: tuple[str, ...]) -> None:
    """An edition may be called by any word: "talk" would be one, if the pages of editions were asked first."""
    address = reverse(name, urlconf=URLCONF, kwargs={part: WORDS[part] for part in parts})
    assert resolve(address, urlconf=URLCONF).view_name == name


def test_the_routes_are_all_looked_at() -> None:
    assert {"answering:round", "answering:send", "talking:talk"} <= {name for name, _ in _routes()}
