"""What somebody had before their eyes, so that nothing is approved or overwritten that they never read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from belonging.web.replies.models import Line, Page


def state_of(page: Page, lines: Sequence[Line]) -> str:
    """A digest of all words of the page, hidden lines too: another one as soon as anybody or the clock changes any."""
    words = [
        page.revision,
        page.opening,
        page.closing,
        [
            (line.pk, line.place, line.said, line.did, line.stage, line.what_came, line.item, line.by, line.shown)
            for line in lines
        ],
    ]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:32]


def own_words(page: Page, lines: Sequence[Line]) -> list[str]:
    """What people of the school wrote of all that is shown: on the page itself, or in the plan for these readers."""
    begun = [page.opening, page.closing] if page.revision > 1 else []
    found = [words for line in lines if line.shown for words in _own(line)]
    return [words for words in (*begun, *found) if words]


def _own(line: Line) -> list[str]:
    of_plan = (line.action.for_pupils, line.action.for_families) if line.action else ()
    said = [line.said] if line.said != line.built.get("said") else []
    did = [line.did] if line.did != line.built.get("did") or line.did in of_plan else []
    return [*said, *did]
