"""What is out, read as it may be shown now: consent is looked at each time, so that what ended is gone at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.models import CasePicture, CasePublication, CaseQuote, CaseStudy, State, Use
from belonging.web.cases.queries.studies import shows_picture, shows_quote
from belonging.web.cases.rules.snapshots import Shown, shown_from
from belonging.web.programme.models import Cohort


@dataclass(frozen=True, slots=True)
class Out:
    """A published case study as it may be shown for that use today. `pictures` are without their bytes."""

    publication: CasePublication
    shown: Shown
    pictures: tuple[CasePicture, ...]


def count_of(cohort: Cohort) -> int:
    """How many case studies of the cohort's schools are out, in the hub or for everybody."""
    with programme_scope("case studies: how many are out"):
        return CasePublication.objects.filter(study__cohort=cohort, withdrawn_at=None).count()


def publication_at(slug: str) -> CasePublication | None:
    """Whatever became of it. Outside any scope."""
    with programme_scope("case studies: one that was published"):
        return CasePublication.objects.filter(slug=slug).select_related("study__school", "study__cohort").first()


def published(use: str) -> QuerySet[CasePublication]:
    """Those that are out for that use, the newest first. In a programme-wide scope."""
    place = Q(in_public=True) if use == Use.PUBLIC else Q(in_hub=True)
    return CasePublication.objects.filter(place, withdrawn_at=None)


def out_now(publication: CasePublication, use: str, today: date) -> Out:
    """What of it may be shown. Outside any scope."""
    with school_scope(publication.school_id):
        shown = shown_from(publication.shown)
        held = CasePicture.objects.filter(pk__in=[each.id for each in shown.pictures])
        pictures = {each.pk: each for each in held.defer("content").prefetch_related("consents")}
        quotes = CaseQuote.objects.filter(pk__in=[each.id for each in shown.quotes]).prefetch_related("consents")
        said = {each.pk for each in quotes if shows_quote(each, use, today)}
    seen = {pk for pk, each in pictures.items() if shows_picture(each, use, today)}
    shown = replace(
        shown,
        pictures=tuple(each for each in shown.pictures if each.id in seen),
        quotes=tuple(each for each in shown.quotes if each.id in said),
    )
    return Out(publication, shown, tuple(pictures[each.id] for each in shown.pictures))


def picture_out(publication: CasePublication, token: str, use: str, today: date) -> CasePicture | None:
    """With its bytes; None where it is not on the page now. Outside any scope."""
    out = out_now(publication, use, today)
    found = next((each for each in out.pictures if each.token == token), None)
    if found is None:
        return None
    with school_scope(publication.school_id):
        return CasePicture.objects.get(pk=found.pk)


def for_the_team() -> QuerySet[CaseStudy]:
    """Every school's, those that wait to be published first. In a programme-wide scope."""
    waits = Q(state=State.SIGNED) & Q(publication=None)
    studies = CaseStudy.objects.select_related("school", "cohort", "publication")
    return studies.annotate(waits=waits).order_by("-waits", "-changed_at", "-pk")


def title_for_the_team(study: CaseStudy) -> str:
    """As it was signed off or is out. A draft's own may name somebody, and is its school's and its adviser's alone."""
    publication = getattr(study, "publication", None)
    if study.state == State.SIGNED:
        return shown_from(study.signed["named" if study.may_be_named else "masked"]).title
    if publication is not None and publication.withdrawn_at is None:
        return shown_from(publication.shown).title
    return f"Case study {study.number}"


def study_of_team(pk: int) -> CaseStudy | None:
    """In a programme-wide scope."""
    return CaseStudy.objects.filter(pk=pk).select_related("school", "cohort", "publication").first()
