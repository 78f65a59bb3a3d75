"""The frame of every page, and the pages that say what went wrong."""

from __future__ import annotations

import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import override_settings
from django.utils import translation

from tests.web.ui.dom import Node, tree

PAGE = """{% extends "ui/base.html" %}{% block title %}Your tasks{% endblock %}
{% block content %}<h1>Your tasks</h1>{% endblock %}"""


def django() -> DjangoTemplates:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    return engine


def page(source: str = PAGE, **context: object) -> str:
    return str(django().from_string(source).render(context))


def frame(source: str = PAGE, **context: object) -> Node:
    return tree(page(source, **context).replace("<!doctype html>", ""))


def test_a_page_names_itself_its_language_and_the_service() -> None:
    shown = frame()

    assert shown.all("title")[0].text() == "Your tasks – Belonging Matters"
    assert shown.all("html")[0].attributes["lang"] == "en-gb"
    assert shown.all("html")[0].attributes["dir"] == "ltr"


def test_the_first_thing_to_reach_is_the_way_past_the_header() -> None:
    shown = frame()
    first = shown.all("body")[0].all("a")[0]

    assert first.attributes["href"] == "#main-content"
    assert shown.all("main")[0].attributes["id"] == "main-content"


def test_a_page_read_from_the_right_gets_the_mirrored_sheet() -> None:
    with translation.override("ar"):
        shown = frame()

    assert shown.all("html")[0].attributes["dir"] == "rtl"
    assert "ui/belonging.rtl" in str(
        [each.attributes["href"] for each in shown.all("link") if each.attributes["rel"] == "stylesheet"]
    )


REFUSALS = ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "500.html", "503.html"]
FAULT = {"reference": "K7X4MP", "planned": False, "until": "", "words": ""}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_page_of_refusal_needs_no_request_and_says_what_to_do(name: str) -> None:
    shown = tree(str(django().get_template(name).render(FAULT)).replace("<!doctype html>", ""))

    (heading,) = shown.all("h1")
    assert heading.text() + " – Belonging Matters" == shown.all("title")[0].text()
    assert re.search(r"\b(go back|check|ask|wait)\b", shown.all("main")[0].text(), re.IGNORECASE)


@pytest.mark.parametrize("name", REFUSALS)
def test_nothing_stands_inline_that_the_content_policy_would_stop(name: str) -> None:
    html = str(django().get_template(name).render(FAULT))

    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|javascript:|https?://", html)


def test_simulated_data_are_said_so_on_every_page() -> None:
    with override_settings(DEMO=True):
        assert "Demo: every school and answer here is simulated" in frame().text()
    with override_settings(DEMO=False):
        assert "Demo" not in frame().text()


def test_what_the_last_action_said_is_shown_and_success_is_announced() -> None:
    said = [Message(messages.SUCCESS, "The round is <open>"), Message(messages.INFO, "Slips are ready")]
    banners = [
        each for each in frame(messages=said).all("div") if "govuk-notification-banner" in str(each.attributes["class"])
    ]
    roles = [each.attributes["role"] for each in banners if "role" in each.attributes]

    assert roles == ["alert", "region"]
    assert "The round is <open>" in frame(messages=said).text()


def test_a_process_without_the_public_pages_links_to_the_staff_site() -> None:
    footer = '{% extends "ui/base.html" %}'
    with override_settings(STAFF_URL="http://staff.example"):
        assert 'href="/privacy/"' in page(footer)
        with override_settings(INSTALLED_APPS=["django.contrib.staticfiles", "belonging.web.ui"]):
            assert 'href="http://staff.example/privacy/"' in page(footer)


BLOCKS = """{% ui_details "How is this counted?" opened=True %}<p>By round</p>{% endui_details %}
{% ui_inset %}<p>Inside</p>{% endui_inset %}{% ui_warning %}Take care{% endui_warning %}
{% ui_banner title="News" %}<p>New</p>{% endui_banner %}{% ui_panel "Thank you" %}<p>Stored</p>{% endui_panel %}
{% ui_empty "No report yet" %}<p>Soon</p>{% endui_empty %}{% ui_fieldset "Who?" %}<p>All</p>{% endui_fieldset %}
{% ui_button "Send" %}{% ui_link_button "Start" "/go/" start=True %}{% ui_post_button "Seal" "/seal/" kind="warning" %}
{% ui_tag "Done" colour="teal" %}{% ui_back "/" %}{% ui_progress 1 2 "1 of 2" %}{% ui_stat "8 in 10" "feel safe" %}
{% ui_code "KITE-7F3M-92" %}{% ui_motif %}"""


def test_the_tags_are_there_without_loading_them() -> None:
    shown = tree(page(BLOCKS, csrf_token="t0ken"))

    for words in ("By round", "Take care", "Thank you", "Soon", "Who?", "KITE 7F3M 92", "8 in 10 feel safe"):
        assert words in shown.text()
    assert {each.attributes.get("value") for each in shown.all("input")} == {"t0ken"}
