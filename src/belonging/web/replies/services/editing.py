"""What the lead makes of a page. Nothing goes out here: that takes an approval (services/publishing.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.replies.errors import ChangedMeanwhile, NumberNotReleased
from belonging.web.replies.models import Line, Page, PageState
from belonging.web.replies.queries.building import shares_of, voices_of_page
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.queries.reading import state_of
from belonging.web.replies.rules.numbers import counts_said, instead, shares_said, unreleased
from belonging.web.replies.rules.shares import Printed


@dataclass(frozen=True, slots=True)
class LineWords:
    """`line` is its id; None for one of the lead's own. An own line without words goes."""

    line: int | None
    place: int
    said: str
    did: str
    stage: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class PageWords:
    opening: str
    closing: str
    lines: tuple[LineWords, ...]


def locked(page: Page) -> Page:
    """The page as it is now, held until the transaction ends."""
    held = Page.objects.select_for_update(of=("self",)).select_related("school", "cohort")
    return held.get(pk=page.pk)


@transaction.atomic
def edit_page(*, page: Page, words: PageWords, began: str, actor: str, now: datetime) -> Page:
    """Approval is taken back; what is published stays as it is until the next time.

    `began`: the state that the form began from (queries/reading.py). Raises ChangedMeanwhile, NumberNotReleased.
    """
    current = locked(page)
    lines = lines_of(current)
    if state_of(current, lines) != began:
        raise ChangedMeanwhile(current)
    held = {line.pk: line for line in lines}
    _check_numbers(current, words, held)
    for at, said in enumerate(sorted(words.lines, key=lambda each: each.place), start=1):
        _save_line(current, held.get(said.line or 0), said, at)
    current.opening, current.closing = words.opening.strip(), words.closing.strip()
    current.revision += 1
    current.approved_by, current.approved_at = "", None
    if current.state != PageState.PUBLISHED:
        current.state = PageState.DRAFT
    current.save()
    details = {"revision": current.revision, "lines": len(words.lines)}
    record_act(
        act=Act("replies-edited", f"page:{current.pk}", details), actor=actor, now=now, school_id=current.school_id
    )
    return current


def _save_line(page: Page, line: Line | None, said: LineWords, place: int) -> None:
    words = said.said.strip()
    if line is None:
        if words:
            Line.objects.create(
                school=page.school,
                page=page,
                place=place,
                said=words,
                did=said.did.strip(),
                stage=said.stage,
                shown=said.shown,
            )
        return
    if not words and not line.built:
        line.delete()
        return
    line.place, line.said, line.did = place, words or line.said, said.did.strip()
    line.stage, line.shown = said.stage, said.shown
    line.edited = any(line.built.get(name) != getattr(line, name) for name in ("said", "did", "stage"))
    line.save()


def _check_numbers(page: Page, words: PageWords, held: dict[int, Line]) -> None:
    for text in (words.opening, words.closing):
        refuse_shares(text, counts=True)
    for each in words.lines:
        refuse_shares(each.did)
    voices = voices_of_page(page)
    for said in words.lines:
        line = held.get(said.line or 0)
        refuse_number(said.said, line, shares_of(line, voices) if line else [])


def refuse_number(said: str, line: Line | None, shares: Sequence[Printed]) -> None:
    """What is said of an item is held to its printed `shares`; what is said of none may state no share at all."""
    if line is None or not line.item:
        refuse_shares(said, counts=True)
    elif said.strip() != line.built.get("said"):
        wrong = unreleased(said, shares)
        if wrong:
            raise NumberNotReleased(wrong, instead(shares))


def refuse_shares(text: str, *, counts: bool = False) -> None:
    """Where a text rests on no finding, it may not say how many think so."""
    wrong = [*shares_said(text), *(counts_said(text) if counts else ())]
    if wrong:
        raise NumberNotReleased(wrong, "")
