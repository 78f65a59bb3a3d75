"""Taking down the whole, a picture or a quote: at once, everywhere, and for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.errors import AlreadyWithdrawn, NotOut, Unsaid
from belonging.web.cases.models import CaseConsent, CasePicture, CasePublication, CaseQuote, CaseStudy, State, Use
from belonging.web.cases.queries.studies import shows_picture, shows_quote
from belonging.web.cases.rules.snapshots import shown_from, versions_from
from belonging.web.cases.services.holding import locked, note, unsign
from belonging.web.cases.services.mails import tell_school, tell_team
from belonging.web.hub.services.resources import erase_case_study

CLOCK = "cases"


@transaction.atomic
def withdraw_study(*, study: CaseStudy, reason: str, actor: str, now: datetime) -> CaseStudy:
    """Nothing stands at its address any more but that it was taken down. Raises NotOut, Unsaid."""
    current = locked(study)
    publication = CasePublication.objects.filter(study=current, withdrawn_at=None).first()
    if publication is None:
        raise NotOut
    why = cleaned_line(reason)
    if not why:
        raise Unsaid("Please say why in a few words. The school and the programme team read it; nobody else does.")
    publication.withdrawn_by, publication.withdrawn_at, publication.withdrawn_because = actor, now, why
    publication.shown = {}
    publication.save()
    withdraw_from_hub(publication, actor=actor, now=now)
    if current.state == State.SIGNED:
        current.state = State.RECOMMENDED
    unsign(current)
    current.save()
    note("case-withdrawn", current, actor, now)
    tell_team(current, "withdrawn", now=now)
    tell_school(current, "withdrawn", now=now)
    return current


@transaction.atomic
def withdraw_quote(*, quote: CaseQuote, actor: str, now: datetime) -> None:
    """Its words are gone here and from what is published and signed. Raises AlreadyWithdrawn."""
    current = locked(quote.study)
    held = CaseQuote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
    if held.withdrawn_at is not None:
        raise AlreadyWithdrawn
    held.words, held.withdrawn_by, held.withdrawn_at = "", actor, now
    held.save()
    _end(CaseConsent.objects.filter(quote=held), actor, now)
    _take_out(current, quote=held.pk)
    note("case-quote-withdrawn", current, actor, now, quote=held.pk)


@transaction.atomic
def withdraw_picture(*, picture: CasePicture, actor: str, now: datetime) -> None:
    """Its bytes and its description are gone. Raises AlreadyWithdrawn."""
    current = locked(picture.study)
    held = CasePicture.objects.select_for_update(of=("self",)).get(pk=picture.pk)
    if held.withdrawn_at is not None:
        raise AlreadyWithdrawn
    held.content, held.alt, held.withdrawn_by, held.withdrawn_at = b"", "", actor, now
    held.save()
    _end(CaseConsent.objects.filter(picture=held), actor, now)
    _take_out(current, picture=held.pk)
    note("case-picture-withdrawn", current, actor, now, picture=held.pk)


def withdraw_from_hub(publication: CasePublication, *, actor: str, now: datetime) -> None:
    erase_case_study(slug=f"case-{publication.slug}", actor=actor, now=now)


def withdraw_due(*, now: datetime) -> int:
    """What the last day of consent has passed for. Outside any scope, safe to run twice; how many were taken out."""
    today = timezone.localdate(now)
    with programme_scope("case studies: consent that has ended"):
        ended = CaseConsent.objects.filter(until__lt=today, withdrawn_at=None)
        schools = list(ended.order_by("school_id").values_list("school_id", flat=True).distinct())
    done, failures = 0, list[Exception]()
    for school_id in schools:
        try:
            with school_scope(school_id):
                done += _withdraw_ended(now)
        except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
            error.add_note(f"consent that ended in school {school_id}")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some consent that ended could not be acted on", failures)
    return done


@transaction.atomic
def _withdraw_ended(now: datetime) -> int:
    done = 0
    for study in _studies_with_ended(now):
        tell_school(study, "ended", now=now)
        done += 1
    return done


def _studies_with_ended(now: datetime) -> Iterator[CaseStudy]:
    today = timezone.localdate(now)
    ended = CaseConsent.objects.filter(until__lt=today, withdrawn_at=None)
    touched: dict[int, CaseStudy] = {}
    pictures = CasePicture.objects.filter(consents__in=ended, withdrawn_at=None).distinct()
    for picture in pictures.select_related("study").prefetch_related("consents"):
        if not shows_picture(picture, Use.HUB, today):
            withdraw_picture(picture=picture, actor=CLOCK, now=now)
            touched[picture.study_id] = picture.study
    quotes = CaseQuote.objects.filter(consents__in=ended, withdrawn_at=None).distinct()
    for quote in quotes.select_related("study").prefetch_related("consents"):
        if not shows_quote(quote, Use.HUB, today):
            withdraw_quote(quote=quote, actor=CLOCK, now=now)
            touched[quote.study_id] = quote.study
    yield from touched.values()


def _end(consents: QuerySet[CaseConsent], actor: str, now: datetime) -> None:
    consents.filter(withdrawn_at=None).update(withdrawn_by=actor, withdrawn_at=now)


def _take_out(study: CaseStudy, *, quote: int | None = None, picture: int | None = None) -> None:
    """From what is signed and what is out. The sign-off stands: less is shown than was agreed to, and nothing else."""
    if study.signed:
        versions = versions_from(study.signed)
        study.signed = {
            "named": versions.named.without(quote=quote, picture=picture).to_data(),
            "masked": versions.masked.without(quote=quote, picture=picture).to_data(),
        }
    study.revision += 1
    study.save(update_fields=["signed", "revision"])
    publication = CasePublication.objects.filter(study=study, withdrawn_at=None).first()
    if publication is not None:
        publication.shown = shown_from(publication.shown).without(quote=quote, picture=picture).to_data()
        publication.save(update_fields=["shown"])
