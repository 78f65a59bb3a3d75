"""No comment is shown to a reader who has not confirmed the newest note on how to read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.errors import NoteUnread
from belonging.web.safeguarding.models import NoteConfirmation
from belonging.web.safeguarding.queries import comments
from belonging.web.safeguarding.services.backlogs import note_backlogs
from belonging.web.safeguarding.services.reading import next_comment
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.safeguarding.given import person, words
from tests.web.surveys.given import a_link_round, answer

DESK = "/programme/comments/"
WRITTEN = "A warm place."


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def newcomer(maple: School, cohort: Cohort) -> User:
    with school_scope(maple.pk):
        answer(a_link_round(maple, cohort), answers={}, comments={"what_helps": WRITTEN})
    note_backlogs(now=NOW)
    return person(Role.SCREENER)


def test_the_note_comes_first_is_confirmed_once_and_found_again(newcomer: User, client: Client) -> None:
    client.force_login(newcomer)
    assert "Read this first: how to read comments" in words(client.get(DESK))
    sent_on = client.post(f"{DESK}next/", follow=True)
    assert WRITTEN not in words(sent_on)
    assert "Promise nobody secrecy" in words(sent_on)
    assert f"{DESK}training/confirmed/" in sent_on.content.decode()

    for _ in range(2):
        assert "You can read comments now" in words(client.post(f"{DESK}training/confirmed/", follow=True))
    assert WRITTEN in words(client.post(f"{DESK}next/", follow=True))
    assert "You confirmed this note on 23 November 2026." in words(client.get(f"{DESK}training/"))
    kept = NoteConfirmation.objects.get()
    assert (kept.reader, kept.version, kept.confirmed_on) == (str(newcomer.pk), 1, NOW.date())
    with programme_scope("test"):
        assert Entry.objects.filter(act="reading-note-confirmed").count() == 1


def test_a_new_version_is_confirmed_before_the_next_comment(
    newcomer: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(newcomer)
    client.post(f"{DESK}training/confirmed/")
    monkeypatch.setattr(comments, "NOTE_VERSION", 2)

    with programme_scope("test"), pytest.raises(NoteUnread):
        next_comment(reader=str(newcomer.pk), now=NOW)
