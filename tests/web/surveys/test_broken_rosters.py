"""Broken lists of pupils: each is met with a sentence that says where and what to do, and nothing happens."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.presenters.rosters import preview
from belonging.web.surveys.rules.roster import Expected, read
from belonging.web.surveys.rules.roster_checks import checked
from belonging.web.surveys.rules.roster_tables import RosterRefused
from belonging.web.surveys.services.rosters import read_roster
from tests.web.surveys.broken_rosters import BROKEN
from tests.web.surveys.test_round_pages import browser_of, page_of

EXPECTED = Expected(("year_group", "sen"), ("R", *"123456"), ("standard",), date(2026, 11, 23))


def said_about(content: bytes) -> str:
    """The refusal, or what the page lists as wrong; empty where the list would be printed."""
    try:
        [table] = read_roster(content=content, name="pupils.csv")
    except RosterRefused as refusal:
        return str(refusal)
    roster = checked(read(table, EXPECTED), EXPECTED, table.notes)
    page = preview(roster=roster, taken=frozenset(), discarded=table.discarded)
    return " ".join([page.sentence, *page.errors]) if page.errors else ""


def test_there_are_sixty() -> None:
    assert len(BROKEN) >= 60


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_list_is_explained(name: str) -> None:
    make, words = BROKEN[name]
    content = make()
    said = said_about(content)

    assert [part for part in words if part not in said] == [], said[:1500]


@pytest.mark.parametrize("name", ["an XML bomb", "a cell of 10 MB", "a formula", "a shift of columns"])
def test_nothing_happens_with_a_broken_list(in_maple: School, open_round_: Round, name: str) -> None:
    content, words = BROKEN[name][0](), BROKEN[name][1]
    lead: Client = browser_of(Role.LEAD, in_maple)

    reply = lead.post(page_of(open_round_, "roster"), {"file": SimpleUploadedFile("pupils.csv", content)})

    page = reply.content.decode()
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert reply.status_code == 200
    assert [part for part in words if part not in said] == [], said[:1500]
    assert 'name="roster"' not in page
    assert not Pack.objects.exists()
