"""Whether a comment of an unsealed round came with one slip's code. Used by a break-glass alone.

Of an answer row the key and the comments are read, and no answer. A code of no slip, of an unused slip and of
somebody else's are the same "no": so that trying tells nothing of who has answered.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from belonging.web.surveys.models import Entrance, Response, Round, State
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.services.answering import key_of
from belonging.web.surveys.services.comments import handles_of

UNSEALED = (State.OPEN, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Located:
    """A comment by its opaque handle, and the round it is in. `mark` stays the same until the round's salt is
    destroyed, whatever becomes of the service's keys, and tells nothing to whoever has not the salt."""

    handle: str
    round: Round
    mark: str


def located_comment(*, beginning: str) -> Located | None:
    """The comment of an unsealed round of a school whose handle begins so, read or not. In a programme-wide scope."""
    rounds = Round.objects.filter(state__in=UNSEALED, school__isnull=False).select_related("school")
    for round_ in rounds:
        for key, box in _boxes(round_):
            handles = handles_of(key, box)
            if any(handle.startswith(beginning) for handle in handles):
                return Located(handles[0], round_, _mark(round_, key, box))
    return None


def is_there(*, round_: Round, handle: str, mark: str) -> bool:
    """Whether the comment can still be laid beside a code: its round is not sealed, its writer has not deleted it."""
    return round_.state in UNSEALED and any(_row_keys(round_, handle, mark))


def came_with(*, round_: Round, handle: str, mark: str, typed: str) -> bool:
    """Whether the comment came with this slip's code. False for everything else. Raises CodeMistyped."""
    if round_.state not in UNSEALED or round_.entrance != Entrance.SLIPS:
        return False
    wanted = key_of(round_=round_, secret=read_code(typed))
    return any(hmac.compare_digest(key, wanted) for key in _row_keys(round_, handle, mark))


def _mark(round_: Round, key: str, box: str) -> str:
    return hmac.new(bytes(round_.salt or b""), f"glass:{key}:{box}".encode(), hashlib.sha256).hexdigest()


def _row_keys(round_: Round, handle: str, mark: str) -> Iterator[str]:
    """Of the comment's row: by the mark, which no new secret key changes, or by the handle where no mark was kept."""
    for key, box in _boxes(round_):
        found = hmac.compare_digest(_mark(round_, key, box), mark) if mark else handle in handles_of(key, box)
        if found:
            yield key


def _boxes(round_: Round) -> Iterator[tuple[str, str]]:
    """(row key, box) of each comment of the round."""
    rows = Response.objects.filter(round=round_, withdrawn=False).exclude(comments={})
    for key, comments in rows.values_list("key", "comments"):
        for box, text in comments.items():
            if text:
                yield key, box
