"""Quotes and pictures with the consent that is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from belonging.web.cases.models import CaseConsent, CasePicture, Use
from belonging.web.cases.queries.studies import Whole, shows_picture, shows_quote
from belonging.web.programme.presenters.words import long_day


@dataclass(frozen=True, slots=True)
class Piece:
    """`stands`: where it may be shown today. `lacks`: what has to be done before it may, empty where nothing."""

    pk: int
    words: str
    facts: tuple[str, ...]
    consents: tuple[str, ...]
    stands: str
    lacks: str
    may_confirm: bool = False


def quote_rows(written: Whole, today: date) -> list[Piece]:
    return [
        Piece(
            pk=each.pk,
            words=each.words,
            facts=(each.whose,),
            consents=tuple(_consents(each.consents.all())),
            stands=_stands(hub=shows_quote(each, Use.HUB, today), public=shows_quote(each, Use.PUBLIC, today)),
            lacks="" if shows_quote(each, Use.HUB, today) else "No consent to it stands.",
        )
        for each in written.kept_quotes
    ]


def picture_rows(written: Whole, today: date, reader: str) -> list[Piece]:
    return [
        Piece(
            pk=each.pk,
            words=each.alt,
            facts=tuple(_facts(each)),
            consents=tuple(_consents(each.consents.all())),
            stands=_stands(hub=shows_picture(each, Use.HUB, today), public=shows_picture(each, Use.PUBLIC, today)),
            lacks=_lacks(each, today),
            may_confirm=bool(each.children) and each.confirmed_at is None and each.added_by != reader,
        )
        for each in written.kept_pictures
    ]


def _facts(picture: CasePicture) -> Iterator[str]:
    people = [f"{picture.children} under 18"] if picture.children else []
    people += [f"{picture.adults} {'adult' if picture.adults == 1 else 'adults'}"] if picture.adults else []
    yield f"Can be recognised: {' and '.join(people)}" if people else "Nobody can be recognised"
    yield (
        "Fit for the version without your school’s name"
        if picture.fit_for_masked
        else ("Not in the version without your school’s name")
    )


def _lacks(picture: CasePicture, today: date) -> str:
    if picture.children and picture.confirmed_at is None:
        return "A second person has to look at it and confirm that each child’s parent has agreed."
    if shows_picture(picture, Use.HUB, today):
        return ""
    needed = max(1, picture.adults + picture.children)
    return f"It needs the consent of {needed} {'person' if needed == 1 else 'people'}."


def _consents(consents: Iterable[CaseConsent]) -> Iterator[str]:
    for each in consents:
        if each.withdrawn_at is None:
            place = "hub and public" if each.use == Use.PUBLIC else "hub"
            ends = f", until {long_day(each.until)}" if each.until else ""
            yield f"{each.given_by[:1].upper()}{each.given_by[1:]}, {long_day(each.given_on)}: {place}{ends}"


def _stands(*, hub: bool, public: bool) -> str:
    return "May be shown in the hub and to everybody" if public else "May be shown in the hub" if hub else ""
