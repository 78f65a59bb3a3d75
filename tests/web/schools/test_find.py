"""The public search page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from belonging.web.schools.rules.register_file import read_register
from belonging.web.schools.rules.register_sample import sample_register
from belonging.web.schools.services.importing import import_register
from tests.web.conftest import NOW


@pytest.fixture
def register(db: None) -> None:
    import_register(register=read_register(sample_register()), settled=frozenset(), actor="test", now=NOW)


def page(**asked: str) -> str:
    answer = Client().get(reverse("schools:find"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_finds_a_school_and_goes_on_to_say_that_it_is_interested(register: None) -> None:
    shown = page(words="st marys upper hollow")
    assert "1 school for “st marys upper hollow”" in shown
    assert "Church Lane, Upper Hollow, HW" in shown
    assert f"{reverse('programme:interest')}?urn=900" in shown


def test_closed_schools_and_colleges_say_why_they_cannot(register: None) -> None:
    closed = page(words="northmere grange")
    assert "it closed on 31 December 2012" in closed
    assert "?urn=" not in closed
    assert "to open on 1 September 2027" in page(words="new quarter")
    assert "no questionnaires for this kind of place" in page(words="brackenwater college")


def test_many_are_paged_and_what_was_typed_is_kept(register: None) -> None:
    first = page(words="s")
    assert 'value="s"' in first
    assert "Page 1 of 2" in first
    assert "words=s&amp;page=2" in first
    assert "Page 2 of 2" in page(words="s", page="2")


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999999999999", "999999"])
def test_a_strange_page_number_shows_a_page(register: None, number: str) -> None:
    assert "schools for “primary”" in page(words="primary", page=number)


def test_nothing_found_says_what_to_try(register: None) -> None:
    assert "Try fewer words" in page(words="zzz")
    assert "Add its name" in page(words="the school")
    assert "for “" not in page()


def test_markup_in_the_words_stays_words(register: None) -> None:
    assert "<script>x" not in page(words="<script>x</script>" * 20)


def test_without_a_register_it_says_so(db: None) -> None:
    assert "has not been loaded" in page(words="maple")
