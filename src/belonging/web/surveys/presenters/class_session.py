"""A class session on one device: the adult's page, and the sixteen pictures as a child sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.templatetags.static import static

from belonging.instruments.load import load
from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.presenters.board import clock_time, minutes_words
from belonging.web.surveys.presenters.cards import text_of
from belonging.web.surveys.presenters.round_asked import address_of
from belonging.web.surveys.queries.packs import edition_of
from belonging.web.surveys.rules.pictures import PICTURES, SESSION, TAPS, pictures_in
from belonging.web.surveys.rules.words import filled, words_for


@dataclass(frozen=True, slots=True)
class OpenedClass:
    """`begin`: where codes in letters begin, in `edition`."""

    label: str
    minutes: str
    until: str
    begin: str
    edition: str


def opened_class(*, round_: Round, pack: Pack, opened: datetime, now: datetime) -> OpenedClass:
    edition = edition_of(round_, pack)
    return OpenedClass(
        label=pack.label,
        minutes=minutes_words(opened, now),
        until=clock_time(opened + SESSION),
        begin=address_of(round_.handle, edition),
        edition=text_of(load(round_.instrument).edition(edition).name, ENGLISH),
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """`digit` is what is sent for it."""

    digit: str
    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Keypad:
    """`places`: one for each tap, filled with its picture or empty. `next`: what is said of the next tap, {place} for
    its number. `begin`: where the questions are. `token` goes with pictures that are tapped without a network."""

    label: str
    pictures: tuple[Picture, ...]
    places: tuple[Picture | None, ...]
    taps: str
    said: str
    next: str
    begin: str
    token: str


def keypad(*, pack: Pack, taps: str, begin: str, token: str) -> Keypad:
    pictures = tuple(
        Picture(f"{at:x}", name, static(f"surveys/pictures/{name}.svg")) for at, name in enumerate(PICTURES)
    )
    by_name = {picture.name: picture for picture in pictures}
    tapped = [by_name[name] for name in pictures_in(taps)]
    places = (*tapped, *[None] * (TAPS - len(tapped)))
    to_fill = filled(words_for("pupil")["pictures_next"], count=TAPS)
    return Keypad(
        label=pack.label,
        pictures=pictures,
        places=places,
        taps=taps,
        said=filled(to_fill, place=len(tapped) + 1),
        next=to_fill,
        begin=begin,
        token=token,
    )
