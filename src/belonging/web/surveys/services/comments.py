"""Comments: read one at a time by a trained reader, whose verdict stays with the words, open and sealed.

While a round is open a comment and its verdict are columns of the answer row; at sealing both move to a row of
their own. Everything here is called in a scope.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from belonging.web.surveys.models import CommentState, Response, Round, SealedComment, Sharing, State
from belonging.web.surveys.rules.comments import school_reads

SALT = "surveys.comments"


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader is given of one comment: the words, and where they were written.

    `handle` is opaque, a hash that leads to no row by itself. `earlier`: the same under secret keys that were in use
    before and are still set.
    """

    handle: str
    round_id: int
    box: str
    text: str
    sharing: Sharing
    earlier: tuple[str, ...] = ()

    def goes_by(self, handle: str) -> bool:
        return handle == self.handle or handle in self.earlier


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader made of a comment. `text`: what may be read of it, by the school where it is released to it.

    KEPT with a text is for the programme's team alone.
    """

    state: CommentState
    text: str = ""

    def __post_init__(self) -> None:
        if self.state == CommentState.RELEASED and not self.text:
            raise ValueError("A comment is released with the words that may be read")
        if self.state in (CommentState.UNREAD, CommentState.CONCERN) and self.text:
            raise ValueError(f"No words are released by the verdict {self.state}")


def unread_comments(round_: Round) -> list[Comment]:
    """Those that no reader has decided on, in no order that means anything."""
    found = [comment for comment, _ in _unread(round_)]
    secrets.SystemRandom().shuffle(found)
    return found


def handles_of(key: str, box: str) -> tuple[str, ...]:
    """The opaque handles of what stands in one box of a row: under the secret key, then under each from before."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(salted_hmac(SALT, f"{key}:{box}", each, algorithm="sha256").hexdigest()[:32] for each in keys)


@transaction.atomic
def give_verdict(*, round_: Round, handle: str, verdict: Verdict) -> Comment | None:
    """Write the verdict on an unread comment; None where it is not there (any more) or decided on.

    The caller keeps the journal: readings are counted by sitting, so that no entry stands beside a single answer.
    """
    for comment, row in _unread(round_):
        if comment.goes_by(handle):
            return comment if _write(row, comment.box, verdict) else None
    return None


def shuffled_comments(round_: Round, open_rows: Sequence[Response]) -> list[SealedComment]:
    """The comments of answer rows as they are sealed: under a shuffle and keys of their own, each with its verdict."""
    for_school = school_reads(answered=len(open_rows))
    made = [
        SealedComment(
            key=secrets.token_hex(16),
            school_id=round_.school_id,
            round=round_,
            box=box,
            text=text,
            sharing=row.sharing if for_school else Sharing.PROGRAMME,
            may_print=row.may_print,
            **_carried(row, box),
        )
        for row in open_rows
        for box, text in row.comments.items()
        if text
    ]
    secrets.SystemRandom().shuffle(made)
    return made


def _unread(round_: Round) -> Iterator[tuple[Comment, Response | SealedComment]]:
    if round_.state == State.SEALED:
        for sealed in SealedComment.objects.filter(round=round_, state=CommentState.UNREAD):
            yield _comment(round_, sealed.key, sealed.box, sealed.text, sealed.sharing), sealed
        return
    for row in Response.objects.filter(round=round_, withdrawn=False).exclude(comments={}):
        for box, text in row.comments.items():
            if text and box not in row.screening:
                yield _comment(round_, row.key, box, text, row.sharing), row


def _comment(round_: Round, key: str, box: str, text: str, sharing: str) -> Comment:
    handle, *earlier = handles_of(key, box)
    return Comment(handle, round_.pk, box, text, Sharing(sharing), tuple(earlier))


def _write(row: Response | SealedComment, box: str, verdict: Verdict) -> bool:
    """Whether it was still there, unread, when the row was held."""
    if isinstance(row, SealedComment):
        unread = SealedComment.objects.filter(pk=row.pk, state=CommentState.UNREAD)
        return bool(unread.update(state=verdict.state, released_text=verdict.text))
    held = Response.objects.select_for_update(of=("self",)).filter(pk=row.pk, withdrawn=False).first()
    if held is None or box in held.screening or not held.comments.get(box):
        return False
    held.screening[box] = {"state": verdict.state.value, "text": verdict.text}
    held.save(update_fields=["screening"])
    return True


def _carried(row: Response, box: str) -> dict[str, str]:
    verdict = row.screening.get(box, {})
    return {"state": verdict.get("state", CommentState.UNREAD.value), "released_text": verdict.get("text", "")}
