"""Results become public when the team says so, and only those that it has read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import Release
from belonging.web.home.models import Publication
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from tests.web.home.conftest import SignedIn
from tests.web.reports import conftest as released_pilot
from tests.web.reports.conftest import RELEASED_AT, released, store

PAGE = "/programme/results/"
PUBLIC = "/results/pilot-2026/"


@pytest.fixture
def findings(cohort: Cohort) -> Release:
    with programme_scope("test"):
        return store(released("parent"), cohort)


@pytest.fixture
def manager(signed_in: SignedIn) -> Client:
    return signed_in(Role.MANAGER)


def words(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode())))


def press(client: Client, act: str = "publish", **more: str) -> str:
    fields = {"cohort": "pilot-2026", "read": RELEASED_AT.isoformat(), "act": act} | more
    return unescape(client.post(PAGE, fields, follow=True).content.decode())


def test_nothing_is_public_before_the_team_says_so(client: Client, findings: Release) -> None:
    assert client.get(PUBLIC).status_code == 404
    assert "None of them has been published yet" in words(client, "/results/")


def test_a_report_is_opened_to_everyone_and_taken_back(client: Client, manager: Client, findings: Release) -> None:
    assert "Not public. Its findings are of Friday 20 November 2026." in words(manager, PAGE)
    assert "The results of Pilot 2026 are public." in press(manager)
    assert "Pilot 2026, published" in words(client, "/results/")
    text = words(client, PUBLIC)
    assert "What parents and carers said" in text
    assert "Download" not in text
    assert "The results of Pilot 2026 are no longer public." in press(manager, "take-back")
    assert client.get(PUBLIC).status_code == 404
    with programme_scope("test"):
        acts = list(Entry.objects.filter(subject__startswith="cohort:").values_list("act", flat=True))
    assert acts == ["results-published", "results-taken-back"]


def test_every_link_on_the_public_page_leads_somewhere(client: Client, manager: Client, findings: Release) -> None:
    press(manager)
    links = set(re.findall(rf'href="({PUBLIC}[\w-]+/)"', client.get(PUBLIC).content.decode()))
    assert len(links) > 8
    assert {client.get(link).status_code for link in links} == {200}
    press(manager, "take-back")
    assert {client.get(link).status_code for link in links} == {404}


def test_what_nobody_has_written_yet_is_not_offered_to_everyone(
    client: Client, manager: Client, findings: Release
) -> None:
    press(manager)
    assert f"{PUBLIC}foreword/" not in client.get(PUBLIC).content.decode()
    assert client.get(f"{PUBLIC}foreword/").status_code == 404


def test_newer_findings_are_not_public_until_they_were_read(
    client: Client, manager: Client, findings: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(manager)
    later = RELEASED_AT + timedelta(days=1)
    monkeypatch.setattr(released_pilot, "RELEASED_AT", later)
    with programme_scope("test"):
        store(released("staff"), findings.cohort)
    assert client.get(PUBLIC).status_code == 404
    assert "so nobody outside sees any now" in words(manager, PAGE)
    assert "Newer results or words have come in since you opened this page." in press(manager)
    assert "are public" in press(manager, read=later.isoformat())
    assert client.get(PUBLIC).status_code == 200


def test_words_written_after_publishing_are_a_draft_until_it_is_published_again(
    client: Client, manager: Client, findings: Release
) -> None:
    write = "/programme/pilot-2026/report/words/about/"
    manager.post(write, {"text": "We are Hearth.", "after": 0, "act": "save"})
    assert "Newer results or words have come in" in press(manager)  # written since the page was read
    read = mark(manager)
    assert "are public" in press(manager, read=read)
    assert "We are Hearth." in words(client, f"{PUBLIC}about/")

    manager.post(write, {"text": "We are Kiln.", "after": 1, "act": "save"})
    assert "We are Hearth." in words(client, f"{PUBLIC}about/")
    assert "We are Kiln." in words(manager, "/programme/pilot-2026/report/part/about/")
    assert "Words that you have written since are a draft until you publish it again." in words(manager, PAGE)
    press(manager, read=mark(manager))
    assert "We are Kiln." in words(client, f"{PUBLIC}about/")


def test_it_is_asked_once_more_with_the_warning_first(manager: Client, findings: Release) -> None:
    assert 'value="publish"' not in manager.get(PAGE).content.decode()
    asked = words(manager, f"{PAGE}?cohort=pilot-2026")
    assert asked.index("cannot be called back") < asked.index("Publish it for everyone")
    press(manager)
    assert "Publish it for everyone" not in words(manager, f"{PAGE}?cohort=pilot-2026")


def mark(manager: Client) -> str:
    found = re.search(r'name="read" value="([^"]+)"', manager.get(f"{PAGE}?cohort=pilot-2026").content.decode())
    assert found is not None
    return found[1]


def test_a_cohort_without_findings_has_nothing_to_publish(manager: Client, cohort: Cohort) -> None:
    assert "Nothing to publish yet" in words(manager, PAGE)
    assert "There is no programme report of this cohort yet." in press(manager)
    assert not Publication.objects.exists()
    assert manager.post(PAGE, {"cohort": "nowhere"}).status_code == 404


def test_findings_that_show_nothing_are_not_offered(manager: Client, cohort: Cohort) -> None:
    with programme_scope("test"):
        store(replace(released("parent"), waves=()), cohort)
    assert "Nothing to publish yet" in words(manager, PAGE)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SCREENER])
def test_others_of_the_programme_cannot_publish(signed_in: SignedIn, role: Role, findings: Release) -> None:
    client = signed_in(role)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"cohort": "pilot-2026"}).status_code == 404
    assert not Publication.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_the_database_equally_often(
    client: Client, manager: Client, findings: Release, number: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    press(manager)
    for each in range(1, number):
        other = Cohort.objects.create(name=f"Cohort {each}", slug=f"cohort-{each}", starts_on=findings.cohort.starts_on)
        with programme_scope("test"):
            store(released("parent"), other)
    for browser, address, times in ((client, "/results/", 2), (manager, PAGE, 3)):
        with django_assert_max_num_queries(20) as seen:
            browser.get(address)
        asked = [
            each["sql"]
            for each in seen.captured_queries
            if re.search(r"FROM \"(home_pub|findings_|programme_c)", each["sql"])
        ]
        assert len(asked) == times
