"""Published figures: beside a statement with their terms, and all of them on a public page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from belonging.instruments.benchmarks import Comparable
from belonging.instruments.load import load_benchmarks
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.benchmarks import beside
from belonging.web.schools.models import School

TODAY = date(2026, 11, 26)


def test_a_similar_figure_says_so_with_its_people_days_and_reason() -> None:
    (one,) = beside("belong", "pupil", {"secondary"}, on=TODAY)

    assert one.word == "A similar question"
    assert one.text == "69 in 100 feel that they belong at their school."
    assert "Years 7 to 13" in one.of_whom
    assert "21 May to 13 June 2025" in one.of_whom
    assert one.reason


def test_what_was_read_second_hand_is_never_stated_as_if_it_were_verified() -> None:
    for one in (*beside("belong", "pupil", {"secondary"}, on=TODAY), *beside("safe", "pupil", {"secondary"}, on=TODAY)):
        assert "somebody else’s account" in one.caution


def test_a_figure_of_more_than_three_years_ago_says_its_year_first() -> None:
    assert beside("belong", "pupil", {"secondary"}, on=date(2028, 1, 1))[0].text.startswith("69 in 100")
    assert beside("belong", "pupil", {"secondary"}, on=date(2029, 1, 1))[0].text.startswith("In 2025: 69 in 100")


@pytest.mark.parametrize("settings", [{"primary"}, {"special"}, {"alternative_provision"}, set()])
def test_pupils_whom_no_figure_speaks_of_are_set_beside_none(settings: set[str]) -> None:
    assert beside("safe", "pupil", settings, on=TODAY) == ()


def test_what_is_not_comparable_stands_beside_nothing() -> None:
    refused = {one.key for one in load_benchmarks().listed if one.comparable is Comparable.NO}
    items = {one.item for one in load_benchmarks().listed}

    shown = {one.key for item in items for one in beside(item, "pupil", {"secondary", "primary"}, on=TODAY)}

    assert refused
    assert not shown & refused


@pytest.mark.django_db
def test_anyone_reads_all_figures_with_their_terms_the_refused_ones_too(client: Client) -> None:
    page = client.get("/what-we-compare-with/").content.decode()

    for one in load_benchmarks().listed:
        assert one.says in page
        assert one.licence.replace("'", "&#x27;") in page
    assert "Not comparable" in page
    assert "For 10 of the 12 statements" in page


@pytest.mark.django_db
def test_a_secondary_schools_report_sets_it_beside_the_statement_and_calls_nobody_better(
    lead_of_maple: Client, maple_released: School, cohort: Cohort
) -> None:
    School.objects.filter(pk=maple_released.pk).update(setting="secondary")

    page = lead_of_maple.get(f"/schools/{maple_released.slug}/reports/{cohort.slug}/statements/").content.decode()

    assert "A similar question, asked elsewhere:" in page
    assert "/what-we-compare-with/#nbs_belong_2025" in page
    aside = page[page.index("bm-beside") : page.index("</aside>")]
    assert not {"above", "below", "better", "worse"} & set(aside.lower().split())
