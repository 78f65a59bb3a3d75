"""A school described by hand that may be one we know already: the team is told, and nothing is merged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Interest
from belonging.web.programme.rules.interest import may_be_the_same, stem
from belonging.web.schools.models import School
from tests.web.programme.given import (
    OUTSIDE,
    PLACE,
    in_register,
    interested,
    planned_cohort,
    programme_browser,
    text_of,
)

BY_HAND = replace(PLACE, urn="", name="oak hill primary", town="Headingley, Leeds", local_authority="")


@pytest.fixture
def manager(db: None) -> Client:
    return programme_browser()


def described(name: str = BY_HAND.name, town: str = BY_HAND.town) -> Interest:
    with programme_scope("test"):
        return interested(replace(BY_HAND, name=name, town=town))


class TestTheTeamIsTold:
    @pytest.mark.parametrize("page", ["", "select/"])
    def test_of_a_school_of_the_register(self, manager: Client, page: str) -> None:
        in_register()
        planned_cohort()
        found = described()
        text = text_of(manager.get(f"/programme/interest/{found.reference}/{page}"))
        assert "This may be the same school" in text
        assert "Oak Hill Primary School, Leeds, in the register (URN 900101)" in text

    def test_of_a_school_on_the_books(self, manager: Client) -> None:
        School.objects.create(
            name="Oak Hill Primary School", slug="oak", setting="primary", local_authority="Leeds", is_simulated=True
        )
        text = text_of(manager.get(f"/programme/interest/{described().reference}/"))
        assert "Oak Hill Primary School, Leeds, on the books already" in text

    def test_of_another_that_is_interested(self, manager: Client) -> None:
        with programme_scope("test"):
            first = interested(PLACE)
        page = manager.get(f"/programme/interest/{described().reference}/")
        assert "Oak Hill Primary School, Leeds, interested too" in text_of(page)
        assert f"/programme/interest/{first.reference}/" in page.content.decode()

    def test_of_nothing_where_none_is_alike(self, manager: Client) -> None:
        in_register()
        in_register("900102", "Oak Hill Primary School", is_open=False)
        with programme_scope("test"):
            found = interested(OUTSIDE)
        assert "may be the same" not in text_of(manager.get(f"/programme/interest/{found.reference}/"))

    def test_of_the_one_in_the_same_town_where_many_have_the_name(self, manager: Client) -> None:
        for number in range(8):
            in_register(
                f"90020{number}", "St Mary's Catholic School", town=f"Town {number}", authority=f"Shire {number}"
            )
        text = text_of(manager.get(f"/programme/interest/{described('Saint Marys RC', 'Town 5').reference}/"))
        assert "Town 5" in text
        assert "Town 4" not in text
        elsewhere = text_of(manager.get(f"/programme/interest/{described('Saint Marys RC', 'Nowhere').reference}/"))
        assert elsewhere.count("in the register") == 5

    def test_never_of_one_that_came_with_its_number(self, manager: Client) -> None:
        in_register()
        in_register("900102")
        with programme_scope("test"):
            found = interested(PLACE)
        assert "may be the same" not in text_of(manager.get(f"/programme/interest/{found.reference}/"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Oak Hill Primary", "Leeds"), ("The Oak Hill Primary School", "York"), True),
        (("Oak Hill", "Leeds"), ("Oak Hill Primary School", "Leeds West"), True),
        (("Oak Hill", "Leeds"), ("Oak Hill Primary School", "York"), False),
        (("Oak Hill Primary, Leeds", ""), ("Oak Hill Primary School", "Leeds"), True),
        (("St Marys CofE Primary", "Hull"), ("Saint Mary's C of E Primary School", "Hull"), True),
        (("Primary School", "Leeds"), ("Oak Hill Primary School", "Leeds"), False),
        (("Elm", "Leeds"), ("Oak Hill Primary School", "Leeds"), False),
    ],
)
def test_names_and_towns_alike(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert may_be_the_same(one, other) is same
    assert may_be_the_same(other, one) is same


@pytest.mark.parametrize(
    ("name", "part"),
    [("St Mary's Primary School", "mary"), ("St Marys RC", "mary"), ("The Elm School", "elm"), ("\N{SNOWMAN}", "")],
)
def test_the_part_of_a_name_by_which_others_are_looked_for(name: str, part: str) -> None:
    assert stem(name) == part
