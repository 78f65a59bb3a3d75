"""The case studies of a school, in its scope, and all that belongs to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from belonging.web.cases.models import (
    CaseConsent,
    CaseFigure,
    CasePicture,
    CaseQuote,
    CaseRedaction,
    CaseRemark,
    CaseStudy,
)
from belonging.web.cases.rules.consents import Given, Seen, may_show_picture, may_show_quote
from belonging.web.schools.models import School


@dataclass(frozen=True, slots=True)
class Whole:
    """A case study and what stands beside it. Pictures are without their bytes, withdrawn ones and quotes are there."""

    study: CaseStudy
    figures: tuple[CaseFigure, ...]
    pictures: tuple[CasePicture, ...]
    quotes: tuple[CaseQuote, ...]
    redactions: tuple[CaseRedaction, ...]
    remarks: tuple[CaseRemark, ...]

    @property
    def kept_pictures(self) -> tuple[CasePicture, ...]:
        return tuple(each for each in self.pictures if each.withdrawn_at is None)

    @property
    def kept_quotes(self) -> tuple[CaseQuote, ...]:
        return tuple(each for each in self.quotes if each.withdrawn_at is None)


def studies_of(school: School) -> list[CaseStudy]:
    return list(CaseStudy.objects.filter(school=school).select_related("school", "cohort", "publication"))


def study_in(school: School, number: int) -> CaseStudy | None:
    found = CaseStudy.objects.filter(school=school, number=number)
    return found.select_related("school", "cohort", "publication").first()


def whole(study: CaseStudy) -> Whole:
    """In six queries, whatever there is."""
    pictures = CasePicture.objects.filter(study=study).defer("content").prefetch_related("consents")
    return Whole(
        study=study,
        figures=tuple(CaseFigure.objects.filter(study=study)),
        pictures=tuple(pictures),
        quotes=tuple(CaseQuote.objects.filter(study=study).prefetch_related("consents")),
        redactions=tuple(CaseRedaction.objects.filter(study=study)),
        remarks=tuple(CaseRemark.objects.filter(study=study)),
    )


def picture_in(study: CaseStudy, pk: int) -> CasePicture | None:
    """With its bytes."""
    return CasePicture.objects.filter(study=study, pk=pk).select_related("study", "school").first()


def quote_in(study: CaseStudy, pk: int) -> CaseQuote | None:
    return CaseQuote.objects.filter(study=study, pk=pk).select_related("study", "school").first()


def shows_picture(picture: CasePicture, use: str, today: date) -> bool:
    seen = Seen(
        picture.adults, picture.children, picture.confirmed_at is not None, withdrawn=picture.withdrawn_at is not None
    )
    return may_show_picture(seen, given_to(picture.consents.all()), use, today)


def shows_quote(quote: CaseQuote, use: str, today: date) -> bool:
    given = given_to(quote.consents.all())
    return may_show_quote(given, use, today, withdrawn=quote.withdrawn_at is not None)


def given_to(consents: Iterable[CaseConsent]) -> list[Given]:
    return [Given(each.use, each.until, withdrawn=each.withdrawn_at is not None) for each in consents]


def has_remark(study: CaseStudy, pk: int) -> bool:
    return CaseRemark.objects.filter(study=study, pk=pk).exists()


def has_figure(study: CaseStudy, pk: int) -> bool:
    return CaseFigure.objects.filter(study=study, pk=pk).exists()
