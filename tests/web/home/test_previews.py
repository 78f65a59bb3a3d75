"""What anybody can see before it is asked: each edition and language on its very page, and on paper."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.web.surveys.rules.editions import EDITIONS

LIST = "/questionnaires/pupil_v1/"


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """The pages read what is signed off."""


def test_the_list_leads_to_every_edition_and_marks_drafts(client: Client) -> None:
    page = client.get(LIST).content.decode()
    for edition in EDITIONS:
        assert f'{LIST}{edition}/en/"' in page
        assert f'{LIST}{edition}/en.pdf"' in page
    assert page.count("Draft, not yet tried with children") == len(EDITIONS) - 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_preview_is_the_page_itself_and_sends_nothing(client: Client, edition: str) -> None:
    reply = client.get(f"{LIST}{edition}/en/")
    page = reply.content.decode()
    assert reply.status_code == 200
    assert 'data-mode="preview"' in page
    assert 'method="post"' not in page
    assert "strip--preview" in page
    assert "not yet tried" not in page
    assert "surveys/answer.js" in page


@pytest.mark.parametrize("name", ["parent_v1", "staff_v1"])
def test_parents_and_staff_see_theirs(client: Client, name: str) -> None:
    assert client.get(f"/questionnaires/{name}/standard/en/").status_code == 200
    assert "not yet tried with children" not in client.get(f"/questionnaires/{name}/").content.decode()


@pytest.mark.parametrize("where", ["pupil_v1/gold/en", "pupil_v1/standard/xx", "training_v1/standard/en"])
def test_there_is_no_preview_of_what_is_not_asked(client: Client, where: str) -> None:
    assert client.get(f"/questionnaires/{where}/").status_code == 404
    assert client.get(f"/questionnaires/{where}.pdf").status_code == 404


def test_a_preview_in_another_language_is_in_it_from_the_strip_on(client: Client) -> None:
    page = client.get("/questionnaires/pupil_v1/standard/ar/").content.decode()
    assert "معاينة" in page
    assert "مدرستك" in page
    assert "Your school" not in page


def test_a_preview_shows_the_button_that_its_promise_names_switched_off(client: Client) -> None:
    page = client.get("/questionnaires/pupil_v1/pictures/en/").content.decode()
    assert '<button class="button help__talk" type="button" disabled>' in page


def test_other_languages_stand_at_the_top_of_the_questionnaires(client: Client) -> None:
    page = client.get("/questionnaires/").content.decode()
    assert 'href="/questionnaires/parent_v1/standard/ur/" hreflang="ur" lang="ur" dir="auto">اردو</a>' in page
    assert page.index("اردو") < page.index("/questionnaires/pupil_v1/")
