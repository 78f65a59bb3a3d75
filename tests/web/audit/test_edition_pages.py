"""The team's pages for versions of the audit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.audit.forms.editions import FrameForm, SourceForm, StatementForm
from belonging.web.audit.models import Edition
from belonging.web.audit.queries.editions import current_edition, draft_now, reads
from belonging.web.audit.rules.editions import frame_of, key_from
from belonging.web.audit.services.editions import change_draft, draft_edition, remove_from_draft
from belonging.web.base.scope import programme_scope
from tests.web.audit.drafting import stands
from tests.web.audit.people import browser, person
from tests.web.conftest import NOW

ALL = "/programme/audit/"
DRAFT = f"{ALL}draft/"
WELCOME = f"{DRAFT}statements/welcome/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(db: None) -> Client:
    return browser(person(Role.MANAGER, None, "Jo Marsh"))


@pytest.fixture
def draft(db: None) -> Iterator[Edition]:
    with programme_scope("a test"):
        yield draft_edition(actor="team", now=NOW)


def words_of(reply: Any) -> str:
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def form_of(edition: Edition, key: str = "welcome") -> dict[str, Any]:
    """What the form holds before anybody changes it."""
    return dict(StatementForm(audit=reads(edition), words=stands(edition, key)).initial)


class TestTheManager:
    def test_writes_a_version_and_publishes_it(self, manager: Client) -> None:
        assert "Audits that begin now use version 1" in words_of(manager.get(ALL))
        assert "is begun, as a copy" in words_of(manager.post(f"{DRAFT}begin/", follow=True))
        edition = draft_now()
        assert edition
        assert "Nothing has changed yet." in words_of(manager.get(DRAFT))
        changed = form_of(edition) | {"wording": "We greet everyone", "area": "school_activities", "place": "2"}
        assert "is saved in the draft" in words_of(manager.post(WELCOME, changed, follow=True))
        page = words_of(manager.get(DRAFT))
        assert "1 changed or moved, " in page
        assert "4.2 We greet everyone Moved and changed" in page
        assert "We greet everyone" in words_of(manager.get(f"{DRAFT}compare/"))
        assert "We greet everyone" in words_of(manager.get(f"{DRAFT}preview/"))
        reply = manager.post(f"{DRAFT}publish/", {"notes": "Clearer words"}, follow=True)
        assert "Version 2 is published" in words_of(reply)
        assert "Clearer words" in words_of(manager.get(ALL))
        assert "We greet everyone" in words_of(manager.get(f"{ALL}versions/2/"))
        assert "We greet everyone" not in words_of(manager.get(f"{ALL}versions/1/"))
        assert current_edition().version == 2

    def test_saving_what_stands_changes_nothing(self, manager: Client, draft: Edition) -> None:
        """The form gives back every part of a statement as it was."""
        before = reads(draft)
        for statement in before.areas[0].statements[:3]:
            manager.post(f"{DRAFT}statements/{statement.key}/", form_of(draft, statement.key))
        assert reads(Edition.objects.get()) == before
        assert Edition.objects.get().revision == 4

    def test_adds_a_statement_and_reads_what_it_still_needs(self, manager: Client, draft: Edition) -> None:
        said = {"name": "Quiet rooms!", "area": "school_activities", "place": "1", "wording": "We have quiet rooms"}
        said |= {"fully": "In each building", "partially": "In one", "not_yet": "None"}
        assert "is saved in the draft" in words_of(manager.post(f"{DRAFT}add/", said, follow=True))
        assert stands(draft, "quiet_rooms").place == 1
        page = words_of(manager.get(DRAFT))
        assert "4.1 We have quiet rooms Needs why it matters, what to look at for pupils with SEND, an example" in page
        assert "1 statement still needs something before you can publish." in page
        reply = manager.post(f"{DRAFT}publish/", {"notes": "More"})
        assert "Statement 4.1 still needs why it matters" in words_of(reply)
        assert "Choose another short name" in words_of(manager.post(f"{DRAFT}add/", said))

    def test_takes_one_out_and_puts_it_back(self, manager: Client, draft: Edition) -> None:
        assert "Schools keep what they wrote" in words_of(manager.get(f"{WELCOME}remove/"))
        manager.post(f"{WELCOME}remove/")
        assert manager.get(f"{WELCOME}remove/").status_code == 404
        assert "Taken out" in words_of(manager.get(f"{DRAFT}compare/"))
        assert "back in the draft" in words_of(manager.post(f"{WELCOME}put-back/", follow=True))
        assert stands(draft, "welcome").place == 11
        assert "nothing to put back" in words_of(manager.post(f"{WELCOME}put-back/", follow=True))

    def test_changes_the_frame_adds_a_source_and_undoes_it_all(self, manager: Client, draft: Edition) -> None:
        frame = {f"{part}_{area.key}": "Words" for area in reads(draft).areas for part in ("title", "about")}
        said = framed(draft) | frame | {"introduction": "Welcome", "minutes": "70"}
        assert "areas are saved" in words_of(manager.post(f"{DRAFT}frame/", said, follow=True))
        source = {"authors": "Carter, A.", "year": "2024", "title": "Quiet rooms", "where": "A journal"}
        assert "The source is added" in words_of(manager.post(f"{DRAFT}source/", source, follow=True))
        assert "another short name" in words_of(manager.post(f"{DRAFT}source/", source))
        assert "Carter (2024): Quiet rooms" in words_of(manager.get(WELCOME))
        assert "All changes are undone" in words_of(manager.post(f"{DRAFT}again/", follow=True))
        assert str(reads(Edition.objects.get()).introduction) == str(current_edition().introduction)


class TestTwoPeopleAtOnce:
    def test_a_stale_save_shows_both_and_loses_nothing(self, manager: Client, draft: Edition) -> None:
        began = form_of(draft)
        theirs = {"wording": "Theirs", "partially": "Their middle"}
        words = stands(draft, "welcome")
        reworded = type(words)(**{name: getattr(words, name) for name in words.__slots__} | theirs)
        change_draft(edition=draft, words=reworded, began=words.mark, actor="other", now=NOW)
        page = words_of(manager.post(WELCOME, began | {"wording": "Mine"}))
        assert "Somebody else changed this statement" in page
        assert "Theirs Mine" in page
        assert "Mine" in page
        assert stands(draft, "welcome").wording == "Theirs"
        seen = stands(draft, "welcome").mark
        assert f'value="{seen}"' in manager.post(WELCOME, began | {"wording": "Mine"}).content.decode()
        manager.post(WELCOME, began | {"wording": "Both", "began": seen})
        assert stands(draft, "welcome").wording == "Both"

    def test_one_that_was_taken_out_meanwhile_still_shows_what_was_typed(self, manager: Client, draft: Edition) -> None:
        began = form_of(draft)
        remove_from_draft(edition=draft, key="welcome", actor="other", now=NOW)
        page = words_of(manager.post(WELCOME, began | {"wording": "Mine"}))
        assert "has taken this statement out" in page
        assert "Mine" in page
        assert "not in the draft any more" in words_of(manager.get(WELCOME, follow=True))

    def test_the_second_who_begins_a_version_goes_on_with_the_first(self, manager: Client, draft: Edition) -> None:
        assert "being written already" in words_of(manager.post(f"{DRAFT}begin/", follow=True))
        assert Edition.objects.get() == draft


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"wording": ""}, "Please write something under “Statement”."),
        ({"place": "first"}, "Please give a whole number from 1 to 99 as the place."),
        ({"links": "Our page http://x.example"}, "as words, then |, then an address with https://."),
        ({"tips": "Same\nSame"}, "One tip stands there twice."),
        ({"area": "kitchen"}, "Please choose one of the areas."),
        ({"fully": "Same", "not_yet": "Same"}, "two of its descriptors are the same"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_not_lost(
    manager: Client, draft: Edition, said: dict[str, str], sentence: str
) -> None:
    page = words_of(manager.post(WELCOME, form_of(draft) | {"why": "Typed with care"} | said))
    assert sentence in page
    assert "Typed with care" in page


def test_what_is_not_there_has_no_page(manager: Client) -> None:
    for page in (DRAFT, f"{DRAFT}compare/", f"{DRAFT}publish/", WELCOME, f"{DRAFT}add/", f"{ALL}versions/7/"):
        assert manager.get(page).status_code == 404


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SCREENER, None])
def test_nobody_else_finds_the_pages(role: Role | None) -> None:
    other = browser(person(role, None, "Ann Bell"))
    for page in (ALL, DRAFT, WELCOME, f"{ALL}versions/1/"):
        assert other.get(page).status_code == 404


@pytest.mark.parametrize(
    ("name", "key"), [("Quiet rooms!", "quiet_rooms"), ("4 walls", "walls"), ("—", ""), ("É tage", "tage")]
)
def test_a_short_name_becomes_a_key(name: str, key: str) -> None:
    assert key_from(name) == key


def test_a_source_gets_its_short_name_from_author_and_year() -> None:
    form = SourceForm({"authors": "De Vos, B.; Ash, C.", "year": "2024", "title": "T", "where": "W"})
    assert form.is_valid()
    assert form.reference.key == "de_vos_2024"


def framed(edition: Edition, **said: str) -> dict[str, str]:
    """What the form around the statements holds, but for what is said here."""
    form = FrameForm(audit=reads(edition))
    return {name: str(form.initial[name]) for name in form.fields} | said


class TestAroundTheStatements:
    def test_the_second_to_save_sees_both_and_brings_them_together(self, manager: Client, draft: Edition) -> None:
        mine = framed(draft, introduction="Mine")
        manager.post(f"{DRAFT}frame/", framed(draft, introduction="Theirs", minutes="70"))
        reply = manager.post(f"{DRAFT}frame/", mine)
        page = words_of(reply)
        assert "Somebody else changed this page" in page
        assert "Introduction Theirs Mine Minutes 70 80" in page
        assert str(reads(Edition.objects.get()).introduction) == "Theirs"

        seen = frame_of(reads(Edition.objects.get())).mark
        assert f'value="{seen}"' in reply.content.decode()
        manager.post(f"{DRAFT}frame/", mine | {"introduction": "Both", "began": seen})
        assert str(reads(Edition.objects.get()).introduction) == "Both"

    def test_what_differs_names_it_and_the_numbers_that_move(self, manager: Client, draft: Edition) -> None:
        manager.post(f"{DRAFT}frame/", framed(draft, minutes="70"))
        first = reads(draft).areas[0].statements[0]
        manager.post(f"{DRAFT}statements/{first.key}/", form_of(draft, first.key) | {"place": "3"})
        page = words_of(manager.get(f"{DRAFT}compare/"))
        assert f"1.3, was 1.1: {first.wording}" in page
        assert "1.1, was 1.2:" in page
        assert "Minutes 80 70" in page
        assert "3 under a new number, what stands around" in words_of(manager.get(DRAFT))


def test_what_has_not_changed_is_not_offered_for_publishing(manager: Client, draft: Edition) -> None:
    assert "Publish it" not in words_of(manager.get(DRAFT))
    manager.post(f"{DRAFT}frame/", framed(draft, minutes="70"))
    assert "Publish it" in words_of(manager.get(DRAFT))


@pytest.mark.usefixtures("draft")
def test_a_statement_is_named_and_has_room_for_its_words(manager: Client) -> None:
    reply = manager.get(WELCOME)
    said = stands(Edition.objects.get(), "welcome")
    assert f"Edit: {said.wording}" in words_of(reply)
    box = re.search(r'<textarea[^>]*name="why"[^>]*>', reply.content.decode())
    rows = re.search(r'rows="(\d+)"', box[0] if box else "")
    assert rows
    assert int(rows[1]) >= len(said.why) / 60


def test_the_versions_have_a_way_back_and_the_first_is_told(manager: Client) -> None:
    assert '<a href="/programme/" class="govuk-back-link">' in manager.get(ALL).content.decode()
    assert "The first version, in use from the beginning." in words_of(manager.get(ALL))
