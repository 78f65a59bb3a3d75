"""Comments in words: for a reader, for a school's leaders, for the programme's team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from belonging.instruments.load import load
from belonging.web.safeguarding.models import Claim, NoteConfirmation
from belonging.web.safeguarding.presenters.calls import WHO
from belonging.web.safeguarding.queries.comments import Queue
from belonging.web.safeguarding.rules.breaking import reference_of
from belonging.web.safeguarding.rules.reading_clock import OTHER_DAYS, URGENT_DAYS
from belonging.web.safeguarding.rules.words import Mark, marks_of, without_names
from belonging.web.surveys.models import Entrance, Round, SealedComment, Sharing
from belonging.web.surveys.rules.comments import how_many_kept
from belonging.web.surveys.services.comments import Comment

COLOURS = {Mark.DANGER: "red", Mark.SWEARING: "grey", Mark.NAME: "yellow"}
WISHES = {
    Sharing.SCHOOL: "They want the school’s leaders and the programme’s team to read it.",
    Sharing.PROGRAMME: "They want the programme’s team alone to read it. No release takes it to the school.",
}
OCCASION_WISH = "What you release, the programme’s team reads beside the figures. No school gets it."


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """`draft`: the words with likely names taken out. `names`: whether there were any.

    `of_school`: it was written about a school, to which it can be released or passed on. `reference`: what a
    break-glass begins with, where one could find anything.
    """

    handle: str
    who: str
    question: str
    text: str
    draft: str
    wish: str
    marks: tuple[tuple[str, str], ...]
    names: bool
    danger: bool
    of_school: bool
    reference: str


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    may_print: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What was written in one box."""

    question: str
    quotes: tuple[Quote, ...]


def reading_page(round_: Round, comment: Comment) -> ReadingPage:
    """The comment and nothing that tells which school it is from."""
    marks = sorted(marks_of(comment.text))
    return ReadingPage(
        handle=comment.handle,
        who=f"{WHO[round_.audience]} wrote this",
        question=_question(round_, comment.box),
        text=comment.text,
        draft=without_names(comment.text),
        wish=OCCASION_WISH if round_.is_occasion else WISHES[comment.sharing],
        marks=tuple((str(mark).capitalize(), COLOURS[mark]) for mark in marks),
        names=Mark.NAME in marks,
        danger=Mark.DANGER in marks,
        of_school=not round_.is_occasion,
        reference=_reference(round_, comment.handle),
    )


def passed_on_sentence(claim: Claim) -> str:
    """The reference once more: the comment itself is gone from the reader's page."""
    said = "Passed on as a concern. The school’s safeguarding people are told, and have to say what came of it."
    reference = _reference(claim.round, claim.handle)
    life = f" If a life is in danger now, telephone the programme manager and read out this reference: {reference}."
    whose = " It is for the comment that you have just passed on, not for the next one."
    return said + life + whose if reference else said


def queue_sentence(found: Queue) -> str:
    if not found.waiting:
        return "Nothing waits to be read."
    urgent = f", {found.urgent} of them may be about harm" if found.urgent else ""
    late = f" {found.overdue} wait longer than they should." if found.overdue else ""
    return f"{_comments(found.waiting)} wait{'s' if found.waiting == 1 else ''} to be read{urgent}.{late}"


def clock_sentence() -> str:
    return (
        f"What may be about harm is read within {URGENT_DAYS} working day, everything else within {OTHER_DAYS}. "
        "Answers have no date, so the days are counted from when a questionnaire’s comments were last all read."
    )


def confirmed_sentence(found: NoteConfirmation | None) -> str:
    """Empty while the reader has not confirmed the newest note."""
    return f"You confirmed this note on {date_format(found.confirmed_on, 'j F Y')}." if found else ""


def grouped(round_: Round, comments: Iterable[SealedComment]) -> list[Answered]:
    """By question, in the questionnaire's order."""
    by_box: dict[str, list[Quote]] = {}
    for comment in comments:
        by_box.setdefault(comment.box, []).append(Quote(comment.released_text, comment.may_print))
    boxes = load(round_.instrument).comment_boxes
    return [Answered(str(box.wording), tuple(by_box[box.key])) for box in boxes if box.key in by_box]


def kept_sentence(count: int) -> str:
    """What the school does not see, as a number only where that is large."""
    words = how_many_kept(count)
    return f"{words} that you were meant to read are not shown: they could point at somebody, or hurt." if words else ""


def with_questions(comments: Sequence[SealedComment]) -> list[tuple[str, str, SealedComment]]:
    """(who, question, comment) for the programme's page, which mixes schools and names none."""
    return [(WHO[each.round.audience], _question(each.round, each.box), each) for each in comments]


def _reference(round_: Round, handle: str) -> str:
    by_slips = not round_.is_occasion and round_.entrance == Entrance.SLIPS
    return reference_of(handle) if by_slips else ""


def _question(round_: Round, box: str) -> str:
    boxes = {each.key: str(each.wording) for each in load(round_.instrument).comment_boxes}
    return boxes.get(box, "")


def _comments(count: int) -> str:
    return "1 comment" if count == 1 else f"{count} comments"
