"""Example pages are what the engine makes, and say that nobody gave these answers."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.simulation.examples import EXAMPLES, Example, findings_of
from belonging.web.reports.presenters.examples import SETTINGS, example_findings
from tests.web.reports.page import numbers, read


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_the_shipped_findings_are_those_that_the_engine_makes(example: Example) -> None:
    """After a change of the engine: python -m belonging.simulation.examples src/belonging/web/reports/examples."""
    assert example_findings(example.key).to_json() == findings_of(example).to_json()


def test_each_setting_has_its_page_for_anyone(client: Client) -> None:
    index = client.get("/examples/").content.decode()
    assert [setting.key for setting in SETTINGS] == [example.key for example in EXAMPLES]
    for setting in SETTINGS:
        assert setting.href in index
        text = client.get(setting.href).content.decode()
        shown = read(text)
        assert "Fictional: this school does not exist" in text
        ids = [one.attributes["id"] for one in shown.walk() if one.attributes.get("id")]
        assert len(ids) == len(set(ids))
        inner = {str(one.attributes["href"])[1:] for one in shown.all("a") if str(one.attributes["href"])[0] == "#"}
        assert inner - {"main-content"} <= set(ids), setting.key


def test_eight_pupils_read_words_and_no_number(client: Client) -> None:
    shown = read(client.get("/examples/eight/").content.decode())
    assert numbers(shown.by_id("three").text()) <= {"1", "2", "3"}
    assert numbers(shown.by_id("headlines").text()) == set()


def test_an_example_that_does_not_exist_is_not_there(client: Client) -> None:
    assert client.get("/examples/nine/").status_code == 404


def test_schools_find_them(client: Client) -> None:
    assert "/examples/" in client.get("/for-schools/").content.decode()
