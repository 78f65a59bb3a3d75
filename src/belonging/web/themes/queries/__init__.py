"""Codebooks, what is coded, what waits, and what was released. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.queries.comments import comments_for_programme
from belonging.web.surveys.models import CommentState, SealedComment
from belonging.web.themes.models import Codebook, CodedComment, Quote, Theme, ThemeRelease
from belonging.web.themes.rules.results import Codes, Named, ThemeResults

AUDIENCES = {"parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many comments of a codebook there are, are coded, are coded twice of the sample, and are still apart."""

    comments: int
    first: int
    sample: int
    second: int
    apart: int

    @property
    def is_done(self) -> bool:
        return self.comments > 0 and self.first == self.comments and self.second == self.sample and not self.apart


def codebook_of(cohort: Cohort, audience: str) -> Codebook | None:
    """The newest version."""
    return Codebook.objects.filter(cohort=cohort, audience=audience).order_by("-version").first()


def with_comments() -> list[Cohort]:
    """The newest first."""
    found = comments_for_programme(AUDIENCES).order_by().values_list("round__cohort", flat=True).distinct()
    return list(Cohort.objects.filter(pk__in=set(found)).order_by("-starts_on"))


def codable(cohort: Cohort, audience: str) -> QuerySet[SealedComment]:
    """Comments that a reader has released, of sealed rounds of ten answers and more."""
    return comments_for_programme([audience]).filter(round__cohort=cohort)


def progress_of(codebook: Codebook) -> Progress:
    rows = list(codebook.coded.all())
    return Progress(
        comments=len(rows),
        first=sum(row.first_at is not None for row in rows),
        sample=sum(row.in_sample for row in rows),
        second=sum(row.second_at is not None for row in rows),
        apart=sum(is_apart(row) for row in rows),
    )


def is_apart(row: CodedComment) -> bool:
    """Both have coded it, not alike, and nothing is settled yet."""
    if row.first_at is None or row.second_at is None or row.agreed_at is not None:
        return False
    return set(row.first_themes) != set(row.second_themes)


def next_for(codebook: Codebook, *, coder: str, second: bool) -> CodedComment | None:
    """The next comment that this person may code, in the order of random keys."""
    rows = codebook.coded.select_related("comment__round")
    if second:
        mine = Q(first_by=coder)
        return rows.filter(in_sample=True, second_at__isnull=True).exclude(mine).order_by("comment").first()
    return rows.filter(first_at__isnull=True).exclude(second_by=coder).order_by("comment").first()


def coded_row(codebook: Codebook, number: int) -> CodedComment | None:
    return codebook.coded.select_related("comment__round").filter(pk=number).first()


def apart(codebook: Codebook) -> list[CodedComment]:
    rows = codebook.coded.select_related("comment__round").filter(in_sample=True, second_at__isnull=False)
    return [row for row in rows if is_apart(row)]


def final_themes(row: CodedComment) -> frozenset[str]:
    return frozenset(row.agreed_themes if row.agreed_at is not None else row.first_themes)


def codes_of(codebook: Codebook) -> Iterator[Codes]:
    """Every comment that the first coder has coded."""
    for row in codebook.coded.select_related("comment__round").filter(first_at__isnull=False):
        twice = row.second_at is not None
        yield Codes(
            row.comment.round.wave,
            final_themes(row),
            frozenset(row.first_themes) if twice else None,
            frozenset(row.second_themes) if twice else None,
        )


def named(codebook: Codebook) -> list[Named]:
    return [Named(theme.key, theme.name, theme.definition) for theme in codebook.themes.all()]


def release_of(codebook: Codebook) -> ThemeRelease | None:
    return ThemeRelease.objects.filter(codebook=codebook).first()


def theme_results(cohort: Cohort) -> list[ThemeResults]:
    """What was released of the cohort's themes: the newest of each audience that has any."""
    newest: dict[str, ThemeRelease] = {}
    for release in ThemeRelease.objects.filter(codebook__cohort=cohort).order_by("codebook__version"):
        newest[release.codebook.audience] = release
    return [ThemeResults.from_json(newest[name].results) for name in AUDIENCES if name in newest]


def quotable(codebook: Codebook, theme: Theme) -> list[CodedComment]:
    """Comments of the theme whose writer said that they may be printed, and which are released still."""
    rows = codebook.coded.select_related("comment").filter(comment__in=_printable(codebook))
    return [row for row in rows if theme.key in final_themes(row)]


def quotes_for(cohort: Cohort, audience: str, key: str) -> list[str]:
    """The words that were marked for a released theme, as released; what has been taken back is not among them."""
    release = ThemeRelease.objects.filter(codebook__cohort=cohort, codebook__audience=audience)
    newest = release.order_by("-codebook__version").select_related("codebook").first()
    if newest is None:
        return []
    marked = Quote.objects.filter(theme__codebook=newest.codebook, theme__key=key)
    kept = marked.filter(coded__comment__in=_printable(newest.codebook))
    return list(kept.values_list("coded__comment__released_text", flat=True))


def _printable(codebook: Codebook) -> QuerySet[SealedComment]:
    """What a reader kept for the team alone is coded and never quoted."""
    return codable(codebook.cohort, codebook.audience).filter(may_print=True, state=CommentState.RELEASED)
