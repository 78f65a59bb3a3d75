"""A hub begins empty; what comes with the service is one press away, and the team's from then on."""

from __future__ import annotations

from django.test import Client

from belonging.web.hub.models import Resource, State
from belonging.web.hub.rules.content import read_content
from tests.web.actions.plans import text_of

TEAM = "/programme/hub/"


def test_what_comes_with_the_service_is_put_in_once_and_stays_the_teams(team: Client, browser: Client) -> None:
    every = {each.words.slug for each in read_content()}
    assert f"{len(every)} resources that come with this service" in text_of(team.get(TEAM).content)

    team.post(f"{TEAM}begin/")
    assert set(Resource.objects.filter(state=State.PUBLISHED).values_list("slug", flat=True)) == every
    assert "that come with this service" not in text_of(team.get(TEAM).content)

    withdrawn = sorted(every)[0]
    team.post(f"{TEAM}resources/{withdrawn}/withdraw/")
    assert "They were there already." in text_of(team.post(f"{TEAM}begin/", follow=True).content)
    assert Resource.objects.get(slug=withdrawn).state == State.WITHDRAWN


def test_nobody_but_the_team_presses_it(browser: Client) -> None:
    assert browser.post(f"{TEAM}begin/").status_code == 404
    assert not Resource.objects.exists()
