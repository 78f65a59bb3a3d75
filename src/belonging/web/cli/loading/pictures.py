"""The visitor's school has pictures of its own on two cards: one that pupils see, one that waits for a second look."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.files.models import Picture
from belonging.web.files.services import check_upload
from belonging.web.schools.models import School
from belonging.web.surveys.services.own_pictures import NewPicture, add_picture, confirm_picture

SIDE = 400
SKY, GRASS, TRUNK, LEAVES, WOOD, DOOR = "#cfe6ef", "#8fbf7a", "#7a5a3c", "#4f8a4c", "#b5793f", "#0f5c63"
SEEN, WAITING = "included", "safe"
"""Statements of the pupil questionnaire."""


def tell_of_pictures(story: Story, term: Term, school: School, team: Team) -> None:
    """The lead puts one in before the questionnaire opens and the SENCO confirms it; the other is new."""
    bench = (SEEN, "The long bench under the tree in our playground", bench_under_a_tree())
    door = (WAITING, "The green door of the quiet room", door_of_a_room())
    story.then(term.ago(24, 12, 40), partial(_add, school, *bench, team.own_lead))
    story.then(term.ago(20, 12, 50), partial(_confirm, school, team.senco))
    story.then(term.ago(2, 12, 45), partial(_add, school, *door, team.own_lead))


def bench_under_a_tree() -> bytes:
    image, pen = _ground()
    pen.rectangle((250, 150, 280, 310), fill=TRUNK)
    pen.ellipse((170, 30, 360, 200), fill=LEAVES)
    pen.rectangle((60, 270, 240, 286), fill=WOOD)
    for left in (74, 214):
        pen.rectangle((left, 286, left + 12, 322), fill=WOOD)
    return _png(image)


def door_of_a_room() -> bytes:
    image, pen = _ground()
    pen.rectangle((40, 60, 360, 330), fill="#efe2cd")
    pen.rectangle((150, 130, 250, 330), fill=DOOR)
    pen.ellipse((228, 228, 240, 240), fill="#f4b23a")
    return _png(image)


def _ground() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (SIDE, SIDE), SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 310, SIDE, SIDE), fill=GRASS)
    return image, pen


def _png(image: Image.Image) -> bytes:
    kept = BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _add(school: School, slot: str, alt: str, content: bytes, by: str, now: datetime) -> None:
    file = check_upload(name=f"{slot}.png", content=content)
    with school_scope(school.pk):
        new = NewPicture(slot=slot, alt=alt, file=file, nobody_in_it=True)
        add_picture(school=school, new=new, actor=by, now=now)


def _confirm(school: School, by: str, now: datetime) -> None:
    with school_scope(school.pk):
        for picture in Picture.objects.filter(school=school, confirmed_at=None):
            confirm_picture(picture=picture, actor=by, now=now)
