"""What the database itself holds of a school's pictures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from belonging.web.files.models import Picture
from belonging.web.files.queries import picture_at, pictures_at
from belonging.web.schools.models import School
from tests.web.conftest import NOW

HOUR = timedelta(hours=1)
KEPT = {
    "slot": "belong",
    "alt": "A ring of friends",
    "content": b"dots",
    "content_type": "image/png",
    "width": 60,
    "height": 40,
    "digest": "d" * 64,
    "nobody_in_it": True,
    "uploaded_by": "one",
    "uploaded_at": NOW,
}
CONFIRMED = {"confirmed_by": "two", "confirmed_at": NOW}


@pytest.mark.parametrize(
    "wrong",
    [
        {"nobody_in_it": False},
        {"alt": ""},
        {"slot": ""},
        {"content_type": "text/html"},
        {"width": 513},
        {"height": 0},
        {"confirmed_by": "two"},
        {"confirmed_at": NOW},
        {"confirmed_by": "two", "confirmed_at": NOW - HOUR},
        {"ended_at": NOW},
        CONFIRMED | {"ended_at": NOW - HOUR},
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(in_maple: School, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(school=in_maple, **KEPT | wrong)
    Picture.objects.create(school=in_maple, **KEPT)


@pytest.mark.parametrize("state", [{}, CONFIRMED])
def test_one_picture_waits_and_one_is_in_use_beside_a_statement(in_maple: School, state: dict[str, object]) -> None:
    Picture.objects.create(school=in_maple, **KEPT | state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(school=in_maple, **KEPT | state)
    Picture.objects.create(school=in_maple, **KEPT | state | {"slot": "safe"})


def test_what_stood_at_a_moment_is_what_was_in_use_then(in_maple: School) -> None:
    Picture.objects.create(school=in_maple, **KEPT | CONFIRMED | {"ended_at": NOW + HOUR, "alt": "Before"})
    Picture.objects.create(school=in_maple, **KEPT | CONFIRMED | {"confirmed_at": NOW + HOUR, "alt": "After"})
    shown = [pictures_at(in_maple.pk, NOW + hours * HOUR) for hours in (-1, 0, 1)]
    assert [each["belong"].alt if each else "" for each in shown] == ["", "Before", "After"]
    found = picture_at(in_maple.pk, "belong", NOW)
    assert found is not None
    assert bytes(found.content) == b"dots"
    assert picture_at(in_maple.pk, "safe", NOW) is None
