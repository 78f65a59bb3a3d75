"""The sixteen pictures as a child sees them, and how many are tapped."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static

from belonging.web.surveys.models import Pack
from belonging.web.surveys.rules.pictures import PICTURES, TAPS, pictures_in


@dataclass(frozen=True, slots=True)
class Picture:
    """`digit` is what is sent for it."""

    digit: str
    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Keypad:
    """`places`: one for each tap, filled with its picture or empty."""

    label: str
    pictures: tuple[Picture, ...]
    places: tuple[Picture | None, ...]
    taps: str
    said: str


def keypad(*, pack: Pack, taps: str) -> Keypad:
    pictures = tuple(
        Picture(f"{at:x}", name, static(f"surveys/pictures/{name}.svg")) for at, name in enumerate(PICTURES)
    )
    by_name = {picture.name: picture for picture in pictures}
    tapped = [by_name[name] for name in pictures_in(taps)]
    places = (*tapped, *[None] * (TAPS - len(tapped)))
    said = f"Picture {len(tapped) + 1} of {TAPS}"
    return Keypad(label=pack.label, pictures=pictures, places=places, taps=taps, said=said)
