"""What a resource says, as it is handed over: by a form, a content file, or another part of the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

KINDS: Final[Mapping[str, str]] = {"page": "Page", "file": "File", "link": "Link", "video": "Video"}
"""What one gets. A page is read here; a file is downloaded; a link or a video opens at another site."""
TYPES: Final[Mapping[str, str]] = {
    "activity": "Activity",
    "template": "Template",
    "guide": "Guide",
    "training": "Training",
    "policy": "Policy",
    "research": "Research",
    "case-study": "Case study",
}
CASE_STUDY: Final = "case-study"
"""Words of a school, kept and signed off elsewhere: the hub shows them, changes none and remembers none."""
OWN_TYPES: Final[Mapping[str, str]] = {key: words for key, words in TYPES.items() if key != CASE_STUDY}
PHASES: Final[Mapping[str, str]] = {
    "primary": "Primary",
    "secondary": "Secondary",
    "special": "Special",
    "ap": "Alternative provision",
}
COSTS: Final[Mapping[str, str]] = {"free": "Free", "low": "Under £500 a year", "some": "£500 a year or more"}
LICENCES: Final[Mapping[str, str]] = {
    "CC BY 4.0": "Copy, change and share it; name the author (CC BY 4.0)",
    "CC BY-NC 4.0": "Copy, change and share it, not for money; name the author (CC BY-NC 4.0)",
    "CC0 1.0": "Use it as you like (CC0 1.0)",
    "OGL 3.0": "Copy, change and share it; name the source (Open Government Licence 3.0)",
    "All rights reserved": "For use in your own school; ask the author before you share it",
    "See site": "The other site says what you may do with it",
}

LONGEST_SLUG: Final = 60
LONGEST_TITLE: Final = 100
LONGEST_SUMMARY: Final = 300
LONGEST_BODY: Final = 20_000
LONGEST_AUTHOR: Final = 120
LONGEST_SOURCE: Final = 300


@dataclass(frozen=True, slots=True)
class ResourceWords:
    """One version of a resource.

    `statements` are keys of the audit, from which its areas follow; `items` are "pupil_v1:belong". `minutes` is what
    it takes to use once, 0 where that cannot be said. `body` is plain text with a little markup (`rules/markup.py`).
    `source` says where it comes from. `version` counts from 1; 0 is the next one.
    """

    slug: str
    title: str
    summary: str
    kind: str
    type: str
    phases: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    minutes: int = 0
    cost: str = "free"
    author: str = ""
    licence: str = "CC BY 4.0"
    url: str = ""
    body: str = ""
    version: int = 0
    source: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """From stored values: lists are tuples here, and what is not a part of the words is left out."""
        known = {name: said[name] for each in fields(cls) if (name := each.name) in said}
        given: dict[str, Any] = {name: tuple(at) if isinstance(at, list) else at for name, at in known.items()}
        return cls(**given)
