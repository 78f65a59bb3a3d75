"""A statement's page has one form: whatever button is pressed, what was typed beside it is stored as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Rating, RatingEntry, Remark
from belonging.web.audit.services.work import Said, rate, sign_off
from tests.web.audit.people import browser, person, words
from tests.web.conftest import NOW

BASELINE = "/schools/maple-tree/audit/pilot-2026/baseline/"
FIRST = f"{BASELINE}statements/safe_places/"
RATE = f"{FIRST}rate/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(audit: Audit, sam: User) -> Client:
    return browser(sam)


def typed(then: str, value: str = "partially", how: str = "Seen at the gate.", text: str = "") -> dict[str, str]:
    return {"value": value, "how_we_know": how, "revision": "0", "then": then, "text": text}


def kept() -> tuple[list[str], list[str]]:
    return (
        list(Rating.objects.values_list("how_we_know", flat=True)),
        list(Remark.objects.values_list("text", flat=True)),
    )


def test_the_buttons_outside_belong_to_the_rating(client: Client) -> None:
    page = client.get(FIRST).content.decode()
    assert '<form id="rating" method="post"' in page
    for part in ('name="then" value="say" form="rating"', 'name="then" value="add-text" form="rating"'):
        assert part in page
    assert page.count('form="rating"') == 5
    assert "Save your rating first" not in words(page)
    assert "{#" not in page


@pytest.mark.parametrize("then", ["say", "next", "stay", "add-text"])
def test_every_button_stores_rating_and_remark(client: Client, then: str) -> None:
    onward = client.post(RATE, typed(then, text="Is the gate enough?"))
    assert kept() == (["Seen at the gate."], ["Is the gate enough?"])
    ends = {
        "say": f"{FIRST}?saved=safe_places#discussion",
        "next": f"{BASELINE}statements/high_expectations/?saved=safe_places#main-content",
        "stay": f"{FIRST}?saved=safe_places#main-content",
        "add-text": f"{BASELINE}evidence/safe_places/add/text/",
    }
    assert onward["Location"] == ends[then]


@pytest.mark.parametrize("then", ["add-text", "add-link", "add-file"])
def test_evidence_can_be_added_before_anything_is_rated(client: Client, then: str) -> None:
    onward = client.post(RATE, typed(then, "", ""))
    assert onward["Location"] == f"{BASELINE}evidence/safe_places/add/{then.removeprefix('add-')}/"
    assert kept() == ([], [])
    assert "Your rating is saved" not in client.get(onward["Location"]).content.decode()
    client.post(RATE, typed(then))
    assert "Your rating is saved" in client.get(onward["Location"]).content.decode()


def test_what_people_said_is_one_press_away_on_a_phone(client: Client) -> None:
    page = client.get(FIRST).content.decode()
    assert page.index('href="#beside">What people said</a>') < page.index('id="rating"') < page.index('id="beside"')


def test_a_remark_alone_needs_no_rating(client: Client) -> None:
    client.post(RATE, typed("say", "", "", "Who knows?"))
    assert kept() == ([], ["Who knows?"])


def test_where_one_cannot_be_stored_both_stand_in_the_page(client: Client) -> None:
    long = "long " * 300
    for sent, told in (
        (typed("say", text=long), "at most 1,000 letters"),
        (typed("next", text=long), "at most 1,000 letters"),
        (typed("say"), "Please write what you want to say"),
        (typed("say", how="y" * 2001, text="And the gate?"), "2,000 are the most"),
    ):
        page = client.post(RATE, sent).content.decode()
        assert told in words(page)
        assert sent["how_we_know"] in page
        assert sent["text"].strip() in page
        assert 'value="partially" checked' in page
    assert kept() == ([], [])


def test_a_rating_that_comes_too_late_keeps_the_remark_as_well(audit: Audit, client: Client, jo: User) -> None:
    rate(audit=audit, statement="safe_places", said=Said("fully", "", 0), actor=str(jo.pk), now=NOW)
    onward = client.post(RATE, typed("say", text="Is the gate enough?"))
    assert "/versions/" in onward["Location"]
    assert kept() == ([""], ["Is the gate enough?"])
    assert RatingEntry.objects.get(taken=False).how_we_know == "Seen at the gate."


def test_after_sign_off_the_rating_is_kept_and_the_remark_stands_in_a_form(
    audit: Audit, client: Client, robin: User
) -> None:
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
    page = client.post(RATE, typed("say", text="Is the gate enough?"), follow=True).content.decode()
    assert "Is the gate enough?</textarea>" in page
    assert "what was said about it stays as it is" in words(page)
    assert "What you wrote is kept" in words(page)
    assert RatingEntry.objects.get().how_we_know == "Seen at the gate."


def test_an_adviser_has_a_form_for_the_remark_alone(audit: Audit) -> None:
    adviser = browser(person(Role.ADVISER, audit.school))
    page = adviser.get(FIRST).content.decode()
    assert 'form="rating"' not in page
    assert f'action="{BASELINE}remarks/safe_places/say/"' in page
    assert "Save your rating first" not in words(page)
    adviser.post(f"{BASELINE}remarks/safe_places/say/", {"text": "Nearly."})
    assert kept() == ([], ["Nearly."])
