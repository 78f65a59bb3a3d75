"""Figures, quotes and pictures beside the text, and the consent to them. In the school's scope."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.cases.errors import AlreadyWithdrawn, NotAFinding, SecondPersonNeeded, TooMany, Unsaid
from belonging.web.cases.models import CaseConsent, CaseFigure, CasePicture, CaseQuote, CaseStudy
from belonging.web.cases.rules.figures import Picked, figure_of
from belonging.web.cases.rules.kinds import MOST_FIGURES, MOST_PICTURES, MOST_QUOTES
from belonging.web.cases.services.holding import locked, note, touch
from belonging.web.files.services import Checked

_TOKEN = 18


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """Whose consent, without a name; `until` empty: until it is withdrawn."""

    given_by: str
    given_on: date
    use: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PictureWords:
    alt: str
    adults: int
    children: int
    fit_for_masked: bool
    """Nothing in it says which school it is, and nobody can be recognised."""


@transaction.atomic
def add_figure(*, study: CaseStudy, picked: Picked, actor: str, now: datetime) -> CaseFigure:
    """As it is released now. The same one twice is one. Raises NotAFinding, TooMany."""
    current = locked(study)
    found = figure_of(voices_of(current.school, current.cohort), picked)
    if found is None:
        raise NotAFinding
    which = {"audience": picked.audience, "item": picked.item, "by": picked.by, "group": picked.group}
    held = CaseFigure.objects.filter(study=current)
    if (same := held.filter(**which).first()) is not None:
        return same
    if held.count() >= MOST_FIGURES:
        raise TooMany(MOST_FIGURES, "figures")
    figure = CaseFigure.objects.create(
        school=current.school,
        study=current,
        release_id=found.release_id,
        finding=found.finding,
        printed=found.words.to_data(),
        added_by=actor,
        added_at=now,
        **which,
    )
    touch(current, actor=actor, now=now)
    note("case-figure-added", current, actor, now, finding=found.finding, release=found.release_id)
    return figure


@transaction.atomic
def remove_figure(*, study: CaseStudy, pk: int, actor: str, now: datetime) -> None:
    current = locked(study)
    if CaseFigure.objects.filter(study=current, pk=pk).delete()[0]:
        touch(current, actor=actor, now=now)
        note("case-figure-removed", current, actor, now, figure=pk)


@transaction.atomic
def add_quote(
    *, study: CaseStudy, words: str, whose: str, consent: ConsentWords, actor: str, now: datetime
) -> CaseQuote:
    """Raises TooMany, Unsaid."""
    current = locked(study)
    said, by = cleaned_line(words).strip("“”\"' "), cleaned_line(whose)
    if not said or not by:
        raise Unsaid("Please give the words, and who in the school said them: “a parent”, “a Year 5 pupil”.")
    held = CaseQuote.objects.filter(study=current, withdrawn_at=None)
    if (same := held.filter(words=said, whose=by).first()) is not None:
        return same
    if held.count() >= MOST_QUOTES:
        raise TooMany(MOST_QUOTES, "quotes")
    quote = CaseQuote.objects.create(
        school=current.school, study=current, words=said, whose=by, added_by=actor, added_at=now
    )
    _consent(current, consent, actor=actor, now=now, quote=quote)
    touch(current, actor=actor, now=now)
    note("case-quote-added", current, actor, now, quote=quote.pk)
    return quote


@transaction.atomic
def add_picture(
    *,
    study: CaseStudy,
    file: Checked,
    words: PictureWords,
    consents: Sequence[ConsentWords],
    actor: str,
    now: datetime,
) -> CasePicture:
    """`file` was drawn anew by the files' checks. Raises TooMany, Unsaid."""
    current = locked(study)
    if not cleaned_line(words.alt):
        raise Unsaid("Please say in a few words what the picture shows, for those who cannot see it.")
    held = CasePicture.objects.filter(study=current, withdrawn_at=None)
    if (same := held.filter(digest=file.digest).first()) is not None:
        return same
    if held.count() >= MOST_PICTURES:
        raise TooMany(MOST_PICTURES, "pictures")
    picture = CasePicture.objects.create(
        school=current.school,
        study=current,
        token=secrets.token_urlsafe(_TOKEN),
        alt=cleaned_line(words.alt),
        content=file.content,
        content_type=file.content_type,
        width=file.width,
        height=file.height,
        digest=file.digest,
        adults=words.adults,
        children=words.children,
        fit_for_masked=words.fit_for_masked and not (words.adults or words.children),
        added_by=actor,
        added_at=now,
    )
    for consent in consents:
        _consent(current, consent, actor=actor, now=now, picture=picture)
    touch(current, actor=actor, now=now)
    note("case-picture-added", current, actor, now, picture=picture.pk, children=words.children)
    return picture


@transaction.atomic
def confirm_picture(*, picture: CasePicture, actor: str, now: datetime) -> None:
    """A second person has looked: each child's parent has agreed. Raises SecondPersonNeeded, AlreadyWithdrawn."""
    current = locked(picture.study)
    held = CasePicture.objects.select_for_update(of=("self",)).defer("content").get(pk=picture.pk)
    if held.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if held.added_by == actor:
        raise SecondPersonNeeded
    if held.confirmed_at is None:
        held.confirmed_by, held.confirmed_at = actor, now
        held.save(update_fields=["confirmed_by", "confirmed_at"])
        touch(current, actor=actor, now=now)
        note("case-picture-confirmed", current, actor, now, picture=held.pk)


@transaction.atomic
def record_consent(*, to: CasePicture | CaseQuote, consent: ConsentWords, actor: str, now: datetime) -> CaseConsent:
    """One more person's, or a new one in the place of one that ended. Raises Unsaid, AlreadyWithdrawn."""
    current = locked(to.study)
    if type(to).objects.filter(pk=to.pk, withdrawn_at__isnull=False).exists():
        raise AlreadyWithdrawn
    picture, quote = (to, None) if isinstance(to, CasePicture) else (None, to)
    made = _consent(current, consent, actor=actor, now=now, picture=picture, quote=quote)
    touch(current, actor=actor, now=now)
    note("case-consent-recorded", current, actor, now, consent=made.pk)
    return made


def _consent(
    study: CaseStudy,
    words: ConsentWords,
    *,
    actor: str,
    now: datetime,
    picture: CasePicture | None = None,
    quote: CaseQuote | None = None,
) -> CaseConsent:
    if not cleaned_line(words.given_by):
        raise Unsaid("Please say who gave consent, without a name: “the mother of a Year 4 pupil”.")
    if words.given_on > timezone.localdate(now):
        raise Unsaid("The day on which consent was given is still to come. Please look at it again.")
    if words.until is not None and words.until < words.given_on:
        raise Unsaid("Consent ends before it begins. Please choose a later last day, or leave it empty.")
    return CaseConsent.objects.create(
        school=study.school,
        picture=picture,
        quote=quote,
        given_by=cleaned_line(words.given_by),
        given_on=words.given_on,
        use=words.use,
        until=words.until,
        recorded_by=actor,
        recorded_at=now,
    )
