"""Where an opened report is, and where it leads on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse

from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition, Page
from belonging.web.reports.models import Opening, Reader
from belonging.web.schools.models import School
from belonging.web.ui.components import Link

LED_ON = {
    Reader.PUPILS.value: (Edition.PUPILS.value, Edition.YOUNGER.value),
    Reader.FAMILIES.value: (Edition.FAMILIES.value,),
    Reader.GOVERNORS.value: (Edition.FAMILIES.value,),
    Reader.STAFF.value: (Edition.PUPILS.value, Edition.FAMILIES.value),
}
"""The pages of “You said, we did” that each reader is led to, where they are out."""
NAMED = {
    Edition.PUPILS.value: "What pupils are told: you said, we did",
    Edition.YOUNGER.value: "For younger pupils: you said, we did",
    Edition.FAMILIES.value: "What families are told: you said, we did",
}


def reader_of(edition: str) -> str:
    """Who reads that page of “You said, we did”, of those to whom a report is opened."""
    return Reader.FAMILIES.value if edition == Edition.FAMILIES else Reader.PUPILS.value


def path_of(opening: Opening) -> str:
    return reverse("reports:opened", kwargs={"token": opening.token})


def address_of(opening: Opening) -> str:
    """Whole, to be copied and drawn."""
    return f"{settings.STAFF_URL}{path_of(opening)}"


def led_on(reader: str, out: Mapping[str, Page], words: Mapping[str, str] | None = None) -> tuple[Link, ...]:
    """`out`: pages of “You said, we did” by edition; `words` where this reader has others for them."""
    named = {**NAMED, **(words or {})}
    return tuple(
        Link(named[edition], reverse("replies:public", kwargs={"token": out[edition].token}))
        for edition in LED_ON[reader]
        if edition in out
    )


def where(school: School, cohort: Cohort, reader: str) -> dict[str, str]:
    """The parts of the address of one step."""
    return {"school": school.slug, "cohort": cohort.slug, "reader": reader}


def staff_links(openings: Iterable[Opening]) -> list[Link]:
    """For the home of somebody who works at these schools."""
    return [
        Link(
            f"What pupils, families and staff said: {opening.school.name}",
            reverse("reports:opened_staff", args=[opening.school.slug, opening.cohort.slug]),
        )
        for opening in openings
    ]
