"""The list of a school's own pictures beside ours, one place for each statement and each answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse

from belonging.web.files.models import Picture
from belonging.web.schools.models import School
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.picture_slots import ANSWERS, drawing_of, slots


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture as staff see it. `about` names its statement where only one link is heard."""

    source: str
    alt: str
    width: int
    height: int
    status: str
    colour: str
    remove: str
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """`ours`: the address of our drawing, which pupils see until a picture of the school's own is in use."""

    words: str
    ours: str
    add: str
    button: str
    pictures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    hint: str
    slots: tuple[Slot, ...]


STATEMENTS = ("Statements", "Ours show in the editions Younger, Pictures and Easy read. Yours show in every edition.")
CHOICES = (
    "Answers",
    "Tick, half and cross show in the picture editions, the faces in Younger. Please keep them of one kind: three "
    "symbols that your pupils know, not two of yours and one of ours.",
)


def slots_page(school: School, pictures: Iterable[Picture]) -> list[Group]:
    by_slot: dict[str, list[Picture]] = {}
    for each in pictures:
        by_slot.setdefault(each.slot, []).append(each)
    made = {key: _slot(school, key, words, by_slot.get(key, [])) for key, words in slots().items()}
    return [
        Group(*STATEMENTS, tuple(slot for key, slot in made.items() if key not in ANSWERS)),
        Group(*CHOICES, tuple(slot for key, slot in made.items() if key in ANSWERS)),
    ]


def shown(picture: Picture) -> Shown:
    parts = [picture.school.slug, picture.pk]
    waits, ended = picture.confirmed_at is None, picture.ended_at is not None
    status = "To be confirmed" if waits else "In the open questionnaire only" if ended else "In use"
    return Shown(
        source=f"{reverse('surveys:own_picture_image', args=parts)}?v={picture.digest[:12]}",
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        status=status,
        colour="yellow" if waits else "grey" if ended else "teal",
        remove=reverse("surveys:own_picture_remove", args=parts),
        confirm=reverse("surveys:own_picture_confirm", args=parts) if waits else "",
    )


def statement_of(slot: str) -> str:
    """The words of a place; empty where no statement or answer has this key."""
    return typographic(slots().get(slot, ""))


def _slot(school: School, key: str, words: str, pictures: list[Picture]) -> Slot:
    return Slot(
        words=typographic(words),
        ours=static(drawing_of(key)),
        add=reverse("surveys:own_picture", args=[school.slug, key]),
        button="Replace" if pictures else "Add a picture",
        pictures=tuple(shown(each) for each in pictures),
    )
