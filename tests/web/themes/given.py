"""Comments that a reader released, and a codebook that two people have coded them with."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School, Setting
from belonging.web.surveys.models import CommentState, Round, SealedComment, State
from belonging.web.themes.models import Codebook
from belonging.web.themes.services.codebooks import ThemeWords, add_theme, begin_codebook, fix_codebook
from belonging.web.themes.services.coding import code_comment
from tests.web.conftest import NOW

FIRST, SECOND = "1", "2"
WELCOME = ThemeWords("Being welcomed", "The family feels that the school is theirs too.")
HEARING = ThemeWords("Hearing from school", "How school and home tell each other things.")


def written(cohort: Cohort, comments: int, *, state: str = CommentState.RELEASED, rows: int = 0) -> None:
    """A sealed round of parents of a school of its own; every third writer welcomes being printed."""
    number = School.objects.count()
    school = School.objects.create(name=f"School {number}", slug=f"school-{number}", setting=Setting.PRIMARY)
    round_ = Round.objects.create(
        cohort=cohort,
        school=school,
        audience="parent",
        instrument="parent_v1",
        wave="endline",
        entrance="open_link",
        handle=f"{number:08}",
        state=State.CLOSED,
        salt=b"salt",
        opens_at=NOW - timedelta(days=14),
        closes_at=NOW,
        closed_at=NOW,
    )
    SealedComment.objects.bulk_create(
        SealedComment(
            key=f"{round_.pk:03}{number:04}",
            round=round_,
            school=school,
            box="what_helps",
            text=f"As written {number}",
            released_text=f"As released {number}",
            may_print=number % 3 == 0,
            state=state,
        )
        for number in range(comments)
    )
    sealed = {"salt": None, "sealed_rows": rows or max(10, comments), "sealed_on": NOW.date()}
    Round.objects.filter(pk=round_.pk).update(state=State.SEALED, **sealed)


def begun(cohort: Cohort) -> Codebook:
    codebook = begin_codebook(cohort=cohort, audience="parent", actor=FIRST, now=NOW)
    for words in (WELCOME, HEARING):
        add_theme(codebook=codebook, words=words, actor=FIRST, now=NOW)
    return codebook


def fixed(cohort: Cohort, comments: int = 60) -> Codebook:
    written(cohort, comments)
    return fix_codebook(codebook=begun(cohort), actor=FIRST, now=NOW)


def coded(codebook: Codebook, *, differ: int = 0, begin: int = 0, coders: tuple[str, str] = (FIRST, SECOND)) -> None:
    """Every second comment is about being welcomed; the second person sees none in the first `differ` of those."""
    first, second = coders
    for number, row in list(enumerate(codebook.coded.order_by("comment")))[begin:]:
        found = ["being-welcomed"] if number % 2 else []
        code_comment(row=row, themes=found, second=False, actor=first, now=NOW)
        if row.in_sample:
            seen = [] if found and differ > 0 else found
            differ -= seen != found
            code_comment(row=row, themes=seen, second=True, actor=second, now=NOW)
