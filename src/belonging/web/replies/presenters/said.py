"""A page as its reader sees it: on the screen, in the preview, on the poster."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.replies.models import Edition, Line, Page, Stage
from belonging.web.replies.rules.numbers import out_of_ten
from belonging.web.replies.rules.phrases import PARENTS, picture_for
from belonging.web.replies.rules.snapshots import Shown, ShownLine

FULL, PART, EMPTY = "full", "part", "empty"


@dataclass(frozen=True, slots=True)
class SaidLine:
    """`ten` are ten marks, drawn where the sentence says how many in ten; `picture` an address, empty for none."""

    said_label: str
    said: str
    did_label: str
    did: str
    what_came: str
    ten: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True)
class Said:
    """`when` is the month it went out in, "December 2026"; empty while it is not out."""

    title: str
    school: str
    when: str
    edition: str
    opening: str
    closing: str
    lines: tuple[SaidLine, ...]

    @property
    def is_younger(self) -> bool:
        return self.edition == Edition.YOUNGER


def said_page(page: Page, shown: Shown, own_pictures: Collection[str], address: Callable[[str], str]) -> Said:
    """`own_pictures` are items that the school has a picture for; `address` gives where one is."""
    younger = page.edition == Edition.YOUNGER
    return Said(
        title="You said, we did",
        school=page.school.name,
        when=date_format(timezone.localdate(page.published_at), "F Y") if page.published_at else "",
        edition=page.edition,
        opening=shown.opening,
        closing=shown.closing,
        lines=tuple(
            SaidLine(
                said_label=_said_label(page, line),
                said=line.said,
                did_label=str(Stage(line.stage).label),
                did=line.did,
                what_came=line.what_came,
                ten=ten(line.said),
                picture=_picture(line, own_pictures, address) if younger else "",
            )
            for line in shown.lines
        ),
    )


def preview_of(page: Page, lines: Iterable[Line]) -> Shown:
    """As the page would be if it were published now."""
    shown = [
        ShownLine(line.said, line.did, line.stage, line.what_came, line.item, line.by) for line in lines if line.shown
    ]
    return Shown(page.opening, page.closing, tuple(shown), page.revision, as_built=False)


def ten(said: str) -> tuple[str, ...]:
    found = out_of_ten(said)
    if found is None:
        return ()
    fewest, most = found
    return (FULL,) * fewest + (PART,) * (most - fewest) + (EMPTY,) * (10 - most)


def shape_address(item: str) -> str:
    return static(f"replies/shapes/{picture_for(item)}.svg")


def public_address(page: Page, item: str) -> str:
    return reverse("replies:public_picture", kwargs={"token": page.token, "item": item})


def preview_address(page: Page, item: str) -> str:
    where = {"school": page.school.slug, "cohort": page.cohort.slug, "wave": page.wave, "edition": page.edition}
    return reverse("replies:picture", kwargs={**where, "item": item})


def _said_label(page: Page, line: ShownLine) -> str:
    """The youngest need none; families read of two kinds of people."""
    if page.edition == Edition.YOUNGER:
        return ""
    if page.edition == Edition.PUPILS or not line.item:
        return "You said"
    return "Families said" if line.item in PARENTS else "Pupils said"


def _picture(line: ShownLine, own: Collection[str], address: Callable[[str], str]) -> str:
    return address(line.item) if line.item in own else shape_address(line.item)
