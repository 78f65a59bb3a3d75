"""Words of people who said that they may be printed: drawn by lot, so that nobody picks the ones that please."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from belonging.instruments.load import load
from belonging.web.reports.presenters.programme.content import Quote, Quotes
from belonging.web.reports.queries.programme import Evidence

INSTRUMENTS: Final = {"parent": "parent_v1", "staff": "staff_v1", "training": "training_v1", "lead": "leads_v1"}
WHOSE: Final = {
    "pupil": "a pupil",
    "parent": "a parent or carer",
    "staff": "a member of staff",
    "training": "after a training",
    "lead": "a school lead",
}
SHORTEST, LONGEST = 25, 190
"""Letters of a comment that is printed."""
MOST: Final = 2
"""Of one question."""


def quotes_of(evidence: Evidence, audience: str, *, most: int = MOST) -> Iterator[Quotes]:
    """A few under each question that was asked, the questions in their order."""
    boxes: dict[str, list[str]] = {}
    for remark in evidence.remarks:
        if remark.audience == audience and SHORTEST <= len(remark.text) <= LONGEST:
            boxes.setdefault(remark.box, []).append(remark.text)
    for box, question in _questions(evidence, audience).items():
        drawn = sorted(boxes.get(box, []), key=lambda text: sha256(text.encode()).hexdigest())[:most]
        if drawn:
            yield Quotes(question, tuple(Quote(text, WHOSE[audience]) for text in drawn))


def _questions(evidence: Evidence, audience: str) -> dict[str, str]:
    found = {"training": evidence.feedback, "lead": evidence.leads}.get(audience) or evidence.voices.findings.get(
        audience
    )
    asked = load(found.instrument if found is not None else INSTRUMENTS[audience])
    return {box.key: str(box.wording) for box in asked.comment_boxes}
