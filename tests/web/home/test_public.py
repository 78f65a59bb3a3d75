"""What anyone may read."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from belonging.web.base.scope import school_scope
from belonging.web.home.demo_file import Loading, Phase, TryIt, write_loading, write_try_it
from belonging.web.home.presenters.front import try_panel
from belonging.web.home.presenters.results import FAVOURABLE
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.codes import read_code, shown
from tests.guards.test_sizes import ROOT
from tests.web.surveys.given import a_draft, a_link_round, answer, closed, opened, slips

PUBLIC = [
    "front",
    "for_schools",
    "for_families",
    "for_researchers",
    "results",
    "about",
    "privacy",
    "accessibility",
    "cookies",
    "questionnaires",
    "roles",
    "sign_in",
]
NAMES = ["pupil_v1", "parent_v1", "staff_v1"]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_has_a_title_and_one_heading(client: Client, db: None, name: str) -> None:
    page = client.get(reverse(f"home:{name}"))
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<h1") == 1
    assert re.search(r"<title>\s*\S.*– Belonging Matters</title>", text)


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - {"sign_in"}))
def test_a_public_page_takes_no_other_method(client: Client, db: None, name: str) -> None:
    assert client.post(reverse(f"home:{name}")).status_code == 405


def leads_on(href: str) -> bool:
    """Neither a file nor one of the hundreds of previews, which lead only to one another."""
    is_file = href.startswith("/static/") or href.endswith("/pdf/")
    return not is_file and re.fullmatch(r"/questionnaires/\w+/.+", href) is None


def test_every_public_page_can_be_reached_by_clicking(client: Client, db: None) -> None:
    wanted = {reverse(f"home:{name}") for name in PUBLIC} | {reverse("home:questionnaire", args=[n]) for n in NAMES}
    wanted |= {reverse(f"complaints:{name}") for name in ("contact", "complaints", "lookup")}
    wanted |= {reverse("programme:interest"), reverse("surveys:room_sheet", args=["secondary"])}
    seen: set[str] = set()
    to_see = ["/"]
    while to_see:
        address = to_see.pop()
        seen.add(address)
        text = client.get(address).content.decode()
        links = {href for href in re.findall(r'href="(/[^"#?]*)"', text) if leads_on(href)}
        to_see += links - seen
    assert wanted <= seen


def test_privacy_begins_with_its_contents_and_says_who_sees_all_the_same(client: Client, db: None) -> None:
    text = client.get("/privacy/").content.decode()
    parts = re.findall(r'<a class="govuk-link" href="#(\w+)">([^<]+)</a></li>', text)
    assert len(parts) == 6
    assert all(f'<h2 class="govuk-heading-l" id="{part}">{title}</h2>' in text for part, title in parts)
    assert "unless one of them helps you" in text
    assert "an evaluator is given rows" in text


@pytest.mark.parametrize(
    ("named", "leads_to"), [("", "/contact/"), ("mailto:safe@demo.example", "mailto:safe@demo.example")]
)
def test_about_says_whom_to_tell_of_a_weakness(client: Client, settings: Settings, named: str, leads_to: str) -> None:
    settings.SECURITY_CONTACT = named
    assert f'href="{leads_to}">tell us</a> before anybody else' in client.get("/about/").content.decode()


def test_a_page_that_is_not_there_leads_on_first(client: Client, db: None) -> None:
    text = client.get("/nowhere/").content.decode()
    assert text.index("Go to the first page</a>") < text.index("if you typed the address")


def test_the_pilots_figures_are_those_of_the_transcript() -> None:
    with (ROOT / "tests/oracles/published-pupil-results.csv").open() as file:
        printed = {(row["item"], row["group"]): row for row in csv.DictReader(file) if row["measure"] == "positive"}
    told = {}
    for key, (everyone, send) in FAVOURABLE.items():
        told[key, "all"] = everyone
        if send is not None:
            told[key, "send"] = send
    read = {
        place: tuple(int(row[wave]) if row[wave] else None for wave in ("baseline_percent", "endline_percent"))
        for place, row in printed.items()
    }
    assert told == read


def test_the_results_say_what_they_cannot_tell(client: Client, db: None) -> None:
    text = client.get("/results/").content.decode()
    assert "They are not the same pupils" in text
    assert text.count("Not printed") > 1
    assert 'scope="row"' in text


@pytest.mark.parametrize("name", ["privacy", "for_families"])
def test_what_can_be_heard_can_be_read_and_its_button_waits_for_a_voice(client: Client, db: None, name: str) -> None:
    text = client.get(reverse(f"home:{name}")).content.decode()
    part = re.search(r'data-listen="([\w-]+)" hidden>', text)
    assert part
    assert f'id="{part.group(1)}"' in text
    assert "listen.js" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_questionnaire_shows_whose_wording_it_is(client: Client, name: str) -> None:
    text = client.get(reverse("home:questionnaire", args=[name])).content.decode()
    assert "Whose wording this is" in text
    assert "In their own words" in text


def test_the_pupils_questionnaire_shows_every_statement_and_its_rights(client: Client) -> None:
    text = client.get(reverse("home:questionnaire", args=["pupil_v1"])).content.decode()
    assert "I feel lonely at my school" in text
    assert text.count("In plainer words:") == 12
    assert "Permission to use it has not been recorded yet" in text
    assert "They are not asked to write anything" in text


def test_a_questionnaire_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/questionnaires/pupil_v9/").status_code == 404


def test_outside_the_demo_the_front_page_offers_nothing_to_try(client: Client, db: None) -> None:
    text = client.get("/").content.decode()
    assert "Try it" not in text
    assert "demo" not in text.lower()


def test_while_the_demo_is_loaded_the_front_page_shows_how_far_it_is(client: Client, db: None, demo_mode: Path) -> None:
    write_loading(demo_mode, Loading(Phase.LOADING, 40, 100, "Maple Tree School: baseline, answers"))
    text = client.get("/").content.decode()
    assert '<meta http-equiv="refresh"' in text
    assert 'value="40" max="100"' in text


def test_a_loading_that_failed_says_what_to_do_and_stops_refreshing(client: Client, db: None, demo_mode: Path) -> None:
    write_loading(demo_mode, Loading(Phase.FAILED, 40, 100, "Loading stopped: no room on the disk"))
    text = client.get("/").content.decode()
    assert "http-equiv" not in text
    assert "no room on the disk" in text
    assert "make demo" in text


@pytest.fixture
def try_it(demo_mode: Path, maple: School, cohort: Cohort) -> TryIt:
    with school_scope(maple.pk):
        pupils = opened(a_draft(maple, cohort))
        parents = a_link_round(maple, cohort)
        codes = tuple(shown(code) for code in slips(pupils, 2))
    made = TryIt(maple.slug, cohort.slug, pupils.handle, parents.handle, codes)
    write_try_it(demo_mode, made)
    return made


def test_the_front_page_gives_slips_to_try(client: Client, try_it: TryIt) -> None:
    text = client.get("/").content.decode()
    for code in try_it.codes:
        assert f'/r/{try_it.pupil_handle}/#{read_code(code)}">{code}</a>' in text
    assert f"/r/{try_it.parent_handle}/" in text
    assert 'href="/demo/mail/"' in text
    assert "demo-reset" not in text


def test_a_used_slip_is_marked_and_cannot_be_taken_again(client: Client, try_it: TryIt, maple: School) -> None:
    first, second = try_it.codes
    with school_scope(maple.pk):
        answer(Round.objects.get(handle=try_it.pupil_handle), read_code(first))
    text = client.get("/").content.decode()
    assert f"<s>{first}</s> used" in text
    assert f">{first}</a>" not in text
    assert f">{second}</a>" in text
    assert "All these slips are used" not in text


def test_once_every_slip_is_used_the_front_page_says_how_to_have_more(
    client: Client, try_it: TryIt, maple: School
) -> None:
    with school_scope(maple.pk):
        for code in try_it.codes:
            answer(Round.objects.get(handle=try_it.pupil_handle), read_code(code))
    text = client.get("/").content.decode()
    assert "All these slips are used" in text
    assert "make demo-reset" in text
    assert "bm-tickets__slip" not in text


def test_behind_used_slips_there_are_more_to_take(client: Client, try_it: TryIt) -> None:
    codes = tuple(f"C{number}" for number in range(8))
    used = frozenset(codes[:3])
    panel = try_panel(replace(try_it, codes=codes), pupils="open", parents="open", used=used)
    assert [(ticket.code, bool(ticket.href)) for ticket in panel.tickets] == [
        (code, code not in used) for code in codes[:7]
    ]


def test_once_the_round_is_closed_the_front_page_says_how_to_start_over(
    client: Client, try_it: TryIt, maple: School
) -> None:
    with school_scope(maple.pk):
        closed(Round.objects.get(handle=try_it.pupil_handle))
    text = client.get("/").content.decode()
    assert try_it.codes[0] not in text
    assert "The pupils’ questionnaire has been closed" in text
    assert "make demo-reset" in text
    assert f"/r/{try_it.parent_handle}/" in text
