"""What a topic can be about: the areas of the audit, and the phases of school."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from belonging.instruments.load import load_audit
from belonging.web.hub.rules.words import PHASES

MOST: Final = 3


@cache
def tags_offered() -> Mapping[str, str]:
    """Key to words, areas first."""
    areas = {f"area:{area.key}": str(area.title) for area in load_audit().areas}
    return areas | {f"phase:{key}": words for key, words in PHASES.items()}


def tag_words(key: str) -> str:
    """A tag that is not offered any more is told by its key."""
    return tags_offered().get(key, key.partition(":")[2].replace("_", " ").capitalize())
