"""The team's desk: add, change, publish, withdraw; proposals; collections."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.hub.models import Collection, Resource, State
from tests.web.actions.plans import text_of
from tests.web.hub.shelf import BENCH, COFFEE, HUB, NOISE, put

TEAM = "/programme/hub/"
FORM = {
    "title": "A new one",
    "summary": "For everyone.",
    "kind": "page",
    "type": "guide",
    "phases": ["primary"],
    "minutes": "20",
    "cost": "free",
    "licence": "CC BY 4.0",
    "body": "## Begin\nHere.",
    "statements": ["breaks"],
    "items": ["pupil_v1:belong", "parent_v1:child_glad"],
}


def edit(slug: str) -> str:
    return f"{TEAM}resources/{slug}/"


def test_a_draft_is_written_published_changed_and_withdrawn(team: Client, browser: Client) -> None:
    team.post(f"{TEAM}add/", {**FORM, "as": "draft"})
    made = Resource.objects.get()
    assert (made.slug, made.state, made.items) == ("a-new-one", "draft", ["pupil_v1:belong", "parent_v1:child_glad"])
    assert browser.get(f"{HUB}a-new-one/").status_code == 404

    team.post(edit(made.slug), {**FORM, "version": "1", "as": "publish"})
    assert browser.get(f"{HUB}a-new-one/").status_code == 200

    team.post(edit(made.slug), {**FORM, "version": "1", "body": "## Begin\nThere."})
    made.refresh_from_db()
    assert (made.version, made.body) == (2, "## Begin\nThere.")
    assert "Here." in text_of(team.get(f"{edit(made.slug)}versions/1/").content)

    assert "Yes, withdraw it" in text_of(team.get(edit(made.slug)).content)
    team.post(f"{edit(made.slug)}withdraw/")
    assert browser.get(f"{HUB}a-new-one/").status_code == 410
    assert "Withdrawn" in text_of(team.get(TEAM).content)


def test_who_comes_back_to_what_was_withdrawn_is_told_and_has_their_own_words(team: Client, browser: Client) -> None:
    put()
    tried = f"{HUB}{BENCH.slug}/tried/"
    said = {"what": "Two benches.", "with_whom": "Year 3", "how_it_went": "Fewer sat alone."}
    browser.post(tried, said)
    team.post(f"{edit(BENCH.slug)}withdraw/")

    reply = browser.get(f"{HUB}{BENCH.slug}/")

    assert reply.status_code == 410
    assert "This resource was withdrawn" in text_of(reply.content)
    assert "Fewer sat alone." in text_of(reply.content)
    late = browser.post(tried, {**said, "what": "Three benches."})
    assert late.status_code == 410
    assert "It was not kept. Copy it from here" in text_of(late.content)
    assert "Three benches." in text_of(late.content)
    assert "Fewer sat alone." not in text_of(browser.post(f"{tried}remove/", follow=True).content)


def test_a_draft_that_was_put_aside_was_never_there(team: Client, browser: Client) -> None:
    team.post(f"{TEAM}add/", {**FORM, "as": "draft"})
    team.post(f"{edit('a-new-one')}withdraw/")

    assert browser.get(f"{HUB}a-new-one/").status_code == 404


def test_questions_are_chosen_by_their_words_and_statements_by_area(team: Client) -> None:
    put()

    html = team.get(edit(BENCH.slug)).content.decode()

    assert "I feel like I belong at my school" in html
    assert 'value="pupil_v1:belong" checked' in html
    assert "pupil_v1:belong, " not in html
    assert "Pupils (1 chosen)" in html
    assert html.count("<details") >= 4 + 3 + 1
    wrong = team.post(f"{TEAM}add/", {**FORM, "items": ["pupil_v1:nonsense"]}).content.decode()
    assert 'href="#id_items"' in wrong
    assert 'id="id_items"' in wrong


def test_somebody_elses_change_is_not_written_over(team: Client) -> None:
    put()
    put(title="Theirs")

    page = text_of(team.post(edit(BENCH.slug), {**FORM, "title": "Mine", "version": "1"}).content)

    assert "Somebody saved another version" in page
    assert Resource.objects.get().title == "Theirs"


def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(team: Client) -> None:
    wrong = {**FORM, "kind": "link", "url": "", "as": "publish"}

    html = team.post(f"{TEAM}add/", wrong).content.decode()

    assert "Please give the link" in html
    assert 'value="A new one"' in html
    assert not Resource.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused(team: Client) -> None:
    evil = SimpleUploadedFile("plan.pdf", b"MZ\x90\x00")

    page = text_of(team.post(f"{TEAM}add/", {**FORM, "kind": "file", "file": evil, "as": "publish"}).content)

    assert "program" in page
    good = SimpleUploadedFile("plan.txt", b"Monday")
    team.post(f"{TEAM}add/", {**FORM, "kind": "file", "body": "", "file": good, "as": "publish"})
    assert Resource.objects.get().state == State.PUBLISHED


def test_anybody_proposes_and_the_team_sees_who(browser: Client, team: Client) -> None:
    sent = {"title": "Lunch buddies", "summary": "A rota.", "url": "example.org/lunch", "body": ""}

    assert "Please give it a title" in text_of(browser.post(f"{HUB}propose/", {**sent, "title": ""}).content)
    assert "This is no address" in text_of(browser.post(f"{HUB}propose/", {**sent, "url": "lunch"}).content)
    browser.post(f"{HUB}propose/", sent)

    assert "Proposed by Tess Teacher" in text_of(team.get(TEAM).content)
    assert Resource.objects.get().url == "https://example.org/lunch"


def test_a_collection_is_put_together_in_order(team: Client, browser: Client) -> None:
    for words in (BENCH, COFFEE, NOISE):
        put(words)
    form = {"title": "First weeks", "words": "For a good start.", "position": "0"}

    refused = team.post(f"{TEAM}collections/add/", {**form, "resources": "nothing-here"})
    assert "There is no resource “nothing-here”" in text_of(refused.content)
    team.post(f"{TEAM}collections/add/", {**form, "resources": f"{COFFEE.slug}\n/hub/{BENCH.slug}/\n"})

    page = text_of(browser.get(f"{HUB}collections/first-weeks/").content)
    assert page.index(COFFEE.title) < page.index(BENCH.title)
    assert "First weeks" in text_of(browser.get(HUB).content)
    team.post(f"{TEAM}collections/first-weeks/remove/")
    assert not Collection.objects.exists()


def test_the_list_asks_as_often_for_three_as_for_one(team: Client) -> None:
    put()
    few = _queries(team)
    for words in (COFFEE, NOISE):
        put(words)

    assert _queries(team) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(TEAM).status_code == 200
        assert client.get(HUB).status_code == 200
    return len(made)
