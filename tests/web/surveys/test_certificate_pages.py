"""Certificates of destruction, as the school and the team read and keep them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import LinkKey, Round
from belonging.web.surveys.services.link_endings import destroy_links_due
from tests.web.surveys.given import answer, slips
from tests.web.surveys.linked import LATER_CLOSES, both_waves, linking, sealed_at

AT_LAST = LATER_CLOSES + timedelta(days=91)


@pytest.fixture
def keys(settings: Settings, tmp_path: Path) -> Path:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


def browser_of(role: Role, school: School | None = None) -> Client:
    user = User.objects.create(email=f"{role}@example.org", name="Jo")
    Membership.objects.create(user=user, role=role, school=school)
    client = Client()
    client.force_login(user)
    return client


def words(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def test_a_sealed_questionnaire_has_one_that_names_its_entry_of_the_journal(
    in_maple: School, open_round_: Round
) -> None:
    lead, here = browser_of(Role.LEAD, in_maple), f"/schools/maple-tree/rounds/{open_round_.handle}/"
    assert "not sealed yet" in words(lead, f"{here}certificate/")
    for code in slips(open_round_, 12):
        answer(open_round_, code)
    sealed_at(open_round_)
    assert "Certificate of the sealing" in words(lead, here)
    page, text = words(lead, f"{here}certificate/"), words(lead, f"{here}certificate.txt")
    entry = Entry.objects.get(act="round-sealed")
    for said in ("12 destroyed", "lost every tie to their slips", "About 10", open_round_.sealed_digest, entry.hash):
        assert said in page
        assert said in text


def test_the_team_and_the_school_follow_a_linking_to_its_end(cohort: Cohort, in_maple: School, keys: Path) -> None:
    team, lead = browser_of(Role.MANAGER), browser_of(Role.LEAD, in_maple)
    of_team, of_school = "/programme/cohorts/pilot-2026/linking/", "/schools/maple-tree/linking/pilot-2026/"
    assert "does not link its waves" in words(lead, of_school)
    Cohort.objects.filter(pk=cohort.pk).update(links_waves=True)
    assert "belonging keys make" in words(team, of_team)
    before, _ = both_waves(in_maple, linking(Cohort.objects.get(pk=cohort.pk)))
    assert "Linking of baseline and endline" in words(lead, f"/schools/maple-tree/rounds/{before.handle}/")
    assert "slips still lead to them" in words(lead, f"/schools/maple-tree/rounds/{before.handle}/certificate/")
    assert "A school holds neither key nor database" in words(lead, of_school)
    assert "Sealed answers with a link 24" in words(team, of_team)

    with programme_scope("test"):
        destroy_links_due(now=AT_LAST)
        entry = Entry.objects.get(act="linking-destroyed")
    assert re.search(r"Overwritten, then deleted, [A-Z][a-z]+day \d", words(team, of_team)), "days keep their letters"
    for client, address in ((team, of_team), (lead, of_school)):
        for said in ("No slip leads to a sealed answer any more", LinkKey.objects.get().digest, entry.hash):
            assert said in words(client, address)
            assert said in words(client, f"{address}certificate.txt")
    assert "About 25" in words(lead, of_school)
    assert lead.get(of_team).status_code == 404
