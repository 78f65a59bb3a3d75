"""What the hub holds of a case study: only what is out, changed by nobody but the school's sign-off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core import serializers

from belonging.web.accounts.models import User
from belonging.web.cases.models import CaseStudy
from belonging.web.cases.services.publishing import Where, publish
from belonging.web.cases.services.withdrawing import withdraw_study
from belonging.web.hub.errors import KeptElsewhere
from belonging.web.hub.models import Posting, Resource, State, Version
from belonging.web.hub.queries.resources import words_of
from belonging.web.hub.services.resources import change_resource, draft_resource, withdraw
from belonging.web.hub.services.resources import publish as publish_in_hub
from tests.web.actions.plans import browser_of, text_of
from tests.web.cases.conftest import out
from tests.web.conftest import NOW
from tests.web.hub.shelf import BENCH

OWN_WORDS = ("Maple", "breakfast", "alone", "hall")


def held() -> str:
    """All words that the hub has."""
    return "".join(
        serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in (Resource, Version, Posting)
    )


def out_again(study: CaseStudy, where: Where) -> None:
    publish(study=study, where=where, read=study.signed_digest, actor="team", now=NOW)


def words_left() -> list[str]:
    """But for the address, which is made of the title without names."""
    kept = held().replace(Resource.objects.get().slug, "")
    return [words for words in OWN_WORDS if words.lower() in kept.lower()]


def test_nothing_of_what_is_taken_down_is_left_in_the_hub(study: CaseStudy, lead: User, manager: User) -> None:
    found = out(study, lead, named=True)
    assert set(words_left()) >= {"Maple", "breakfast", "alone"}
    withdraw_study(study=found, reason="A family asked us to.", actor=str(lead.pk), now=NOW)

    assert words_left() == []
    resource = Resource.objects.get()
    assert resource.state == State.WITHDRAWN
    team = browser_of(manager)
    desk = f"/programme/hub/resources/{resource.slug}/"
    for address in ("/programme/hub/", desk):
        shown = text_of(team.get(address).content).replace(resource.slug, "")
        assert "Maple" not in shown, address
        assert "breakfast" not in shown, address
    assert team.get(f"{desk}versions/1/").status_code == 404
    team.post(desk, {"as": "publish", "version": "1"})
    assert Resource.objects.get().state == State.WITHDRAWN
    assert browser_of(lead).get(f"/hub/{resource.slug}/").status_code == 410


def test_what_was_out_with_the_name_is_gone_once_it_is_out_without(study: CaseStudy, lead: User) -> None:
    found = out(study, lead, named=True)
    assert "Maple" in held()
    out_again(found, Where("masked", in_hub=True, in_public=False))

    assert "Maple" not in held()
    assert Resource.objects.get().author == "A school of the programme"


def test_what_leaves_the_hub_for_the_public_pages_leaves_no_words_and_comes_back_whole(
    study: CaseStudy, lead: User
) -> None:
    found = out(study, lead)
    out_again(found, Where("masked", in_hub=False, in_public=True))
    assert words_left() == []
    out_again(found, Where("masked", in_hub=True, in_public=True))
    assert browser_of(lead).get(f"/hub/{Resource.objects.get().slug}/").status_code == 200
    assert "breakfast" in Resource.objects.get().title


def test_the_team_changes_no_word_of_it_in_the_hub(study: CaseStudy, lead: User, manager: User) -> None:
    out(study, lead)
    resource, team = Resource.objects.get(), browser_of(manager)
    desk, before = f"/programme/hub/resources/{resource.slug}/", words_of(resource)
    page = team.get(desk)
    assert "on its own page" in text_of(page.content)
    assert "/programme/case-studies/" in page.content.decode()
    forged = {
        "title": "Maple Tree School did this",
        "summary": "Said by nobody.",
        "kind": "page",
        "type": "guide",
        "phases": ["primary"],
        "minutes": "5",
        "cost": "free",
        "licence": "CC BY 4.0",
        "body": "Maple Tree School did this.",
        "version": str(resource.version),
    }
    assert "on its own page" in text_of(team.post(desk, forged).content)
    team.post(f"{desk}withdraw/")

    again = Resource.objects.get()
    assert (words_of(again), again.state) == (before, State.PUBLISHED)


def test_no_resource_of_the_hubs_own_is_called_a_case_study(study: CaseStudy, lead: User, manager: User) -> None:
    out(study, lead)
    resource = Resource.objects.get()
    words = words_of(resource)
    acts: tuple[Callable[[], object], ...] = (
        lambda: change_resource(
            resource=resource, words=words, file=None, since=resource.version, actor="team", now=NOW
        ),
        lambda: draft_resource(words=replace(BENCH, type="case-study", slug=""), file=None, actor="team", now=NOW),
        lambda: publish_in_hub(resource=resource, actor="team", now=NOW),
        lambda: withdraw(resource=resource, actor="team", now=NOW),
    )
    for act in acts:
        with pytest.raises(KeptElsewhere, match="on its own page"):
            act()
    form = browser_of(manager).get("/programme/hub/add/").context["form"]
    assert "case-study" not in dict(form.fields["type"].choices)
