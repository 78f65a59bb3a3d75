"""Voices that no questionnaire hears stand beside the figures of every report, and in none of them."""

from __future__ import annotations

from dataclasses import replace

from django.test import Client

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.heard import KEPT_THERE, NONE_THERE, heard_at, heard_from_outside, heard_in
from belonging.web.reports.presenters.printed import printed
from belonging.web.reports.presenters.report import school_report
from belonging.web.reports.queries import school_voices
from belonging.web.schools.models import School
from tests.web.reports.page import numbers, read
from tests.web.voice.test_records import ACCOUNT, AGREES, confirmed, written

MAPLE = "/schools/maple-tree/reports/pilot-2026/"
PROGRAMME = "/programme/pilot-2026/report/"


def test_a_schools_report_says_how_to_make_a_record_and_then_shows_it_whole(
    lead_of_maple: Client, maple_released: School, cohort: Cohort
) -> None:
    front = lead_of_maple.get(MAPLE).content
    before = read(lead_of_maple.get(MAPLE + "other-voices/").content.decode())
    assert "No record has been made." in before.by_id("heard").text()
    with school_scope(maple_released.pk):
        confirmed(maple_released, cohort)
        written(maple_released, cohort, replace(ACCOUNT, taken="Still a draft."))

    after = read(lead_of_maple.get(MAPLE + "other-voices/").content.decode())

    section = after.by_id("heard").text()
    for words in (ACCOUNT.asked, ACCOUNT.assent, ACCOUNT.well, ACCOUNT.taken):
        assert words in section
    assert "Still a draft." not in section
    assert numbers(section) == {"3", "5"}, "how many pupils; no figure is made of words"
    assert lead_of_maple.get(MAPLE).content == front, "no figure changes"


def test_the_printed_report_has_the_words(maple_released: School, cohort: Cohort) -> None:
    with school_scope(maple_released.pk):
        confirmed(maple_released, cohort)
        voices = school_voices(maple_released, cohort)
        assert voices is not None
        report = school_report(maple_released, cohort, voices, paper=True)
        data, _ = printed(replace(report, heard=heard_at(maple_released, cohort)))

    heard = data["heard"]
    assert isinstance(heard, dict)
    assert [title for title, _ in heard["cards"][0]["texts"]] == [
        "What we said and showed",
        "How pupils chose",
        "Signs of belonging",
        "What we take from it",
    ]


def test_a_trust_reads_that_there_is_a_record_and_no_word_of_it(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        assert heard_from_outside(maple, cohort).lead == NONE_THERE
        confirmed(maple, cohort)
        told = heard_from_outside(maple, cohort)
    assert (told.lead, told.cards, told.taken) == (KEPT_THERE, (), ())


def test_the_programmes_report_counts_schools_and_keeps_few_schools_words(
    manager: Client, maple: School, programme_released: Cohort
) -> None:
    with school_scope(maple.pk):
        confirmed(maple, programme_released, ACCOUNT, AGREES)

    section = read(manager.get(f"{PROGRAMME}part/heard/").content.decode()).by_id("main-content").text()

    assert "One school has done so." in section
    assert ACCOUNT.taken not in section
    with programme_scope("test"):
        assert heard_in(programme_released).taken == ()
