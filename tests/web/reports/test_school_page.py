"""A lead reads the school's report: every released number, and none else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from django.test import Client

from belonging.evaluation.released import Reading, Refusal
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.turned import said_plainly
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.reports.conftest import OF_MAPLE, OF_RIVER, released, signed_in, store
from tests.web.reports.page import Element, allowed_numbers, numbers, read, released_numbers
from tests.web.surveys.given import AFTER, CLOSES, a_draft, opened

MAPLE = "/schools/maple-tree/reports/pilot-2026/"
RIVER = "/schools/river-lane/reports/pilot-2026/"
STATEMENTS, TOGETHER, HOW_SURE = "statements/", "parents-and-staff/", "how-sure/"
SECTIONS = (
    "",
    STATEMENTS,
    "groups/",
    TOGETHER,
    "audit/",
    "outcomes/",
    "other-voices/",
    "all-schools/",
    HOW_SURE,
    "explore/",
)
ITEMS = released("pupil", OF_MAPLE).items


def page(client: Client, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer.content.decode())


def test_the_page_opens_with_what_stands_out(lead_of_maple: Client, maple_released: School) -> None:
    shown = page(lead_of_maple, MAPLE)
    assert [one.text().strip() for one in shown.all("h1")] == ["Belonging at Maple Tree School"]
    said = "".join(shown.by_id("headlines").text().split())
    findings = released("pupil", OF_MAPLE)
    for line in findings.headlines:
        assert "".join(said_plainly(findings, line.text).split()) in said
    assert "hardlyeverlonely" in said


def test_each_statement_shows_every_released_number_and_none_else(
    lead_of_maple: Client, maple_released: School
) -> None:
    shown = page(lead_of_maple, MAPLE + STATEMENTS)
    for item in ITEMS:
        section = shown.by_id(f"pupil-{item}".replace("_", "-"))
        told = numbers(section.text(without="bm-item__why"))
        findings = released("pupil", OF_MAPLE)
        assert told - allowed_numbers(findings, item) <= {"95", "100"}, item  # "95% interval", "of every 100"
        assert released_numbers(findings, item) - told == set(), item


def test_whoever_works_on_the_plan_comes_from_a_statement_to_an_action_for_it(
    lead_of_maple: Client, maple: School, maple_released: School
) -> None:
    text = lead_of_maple.get(MAPLE + STATEMENTS).content.decode()
    assert text.count(">Add an action for this<") == text.count("plan/pilot-2026/add/?item=") > 0
    assert lead_of_maple.get("/schools/maple-tree/plan/pilot-2026/add/?item=belong&audience=pupil").status_code == 200
    adviser = User.objects.create(email="adviser@programme.example", name="Leila")
    Membership.objects.create(user=adviser, role=Role.ADVISER, school=maple)
    client = Client()
    client.force_login(adviser)
    for section in ("", STATEMENTS):
        assert "Add an action" not in client.get(MAPLE + section).content.decode()


@pytest.mark.parametrize("section", SECTIONS)
def test_headings_go_down_one_step_at_a_time(section: str, lead_of_maple: Client, maple_released: School) -> None:
    shown = page(lead_of_maple, MAPLE + section)
    levels = [int(one.name[1]) for one in shown.by_id("main-content").walk() if one.name in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


def test_every_picture_has_words_and_a_table(lead_of_maple: Client, maple_released: School) -> None:
    shown = page(lead_of_maple, MAPLE + STATEMENTS)
    figures = shown.all("figure")
    # The key; at a glance: stand, moved; and every table of pupils that is there.
    assert len(figures) == 1 + 2 + len([table for table in released("pupil", OF_MAPLE).tables if not table.refusal])
    pictures = [svg for figure in figures for svg in figure.all("svg")]
    assert len(pictures) == 2 * len(figures)
    assert all(one.attributes["role"] == "img" for one in pictures)
    assert all(one.all("desc")[0].text() for one in pictures)
    assert len(shown.all("details", "bm-report__numbers")) == len(figures) - 1
    assert shown.by_id("reading").all("table")
    assert all(one.all("table") for one in shown.all("details", "bm-report__numbers"))
    ids = [one.attributes["id"] for one in shown.walk() if one.attributes.get("id")]
    assert len(ids) == len(set(ids))


def test_every_link_to_a_place_of_the_report_leads_there(lead_of_maple: Client, maple_released: School) -> None:
    pages = {MAPLE + section: page(lead_of_maple, MAPLE + section) for section in SECTIONS}
    ids = {address: {one.attributes.get("id") for one in shown.walk()} for address, shown in pages.items()}
    followed = 0
    for address, shown in pages.items():
        for link in (str(one.attributes["href"]) for one in shown.all("a")):
            target, _, place = link.partition("#")
            if place and (not target or target in pages):
                assert place in ids[target or address], (address, link)
                followed += 1
    assert followed >= 10


def test_what_is_held_back_is_said_with_its_reason(lead_of_river: Client, river_released: School) -> None:
    refused = [table for table in released("pupil", OF_RIVER).tables if table.refusal]
    assert refused
    said = page(lead_of_river, RIVER + HOW_SURE).by_id("not-shown").text()
    for table in refused:
        assert table.refusal is not None
        assert table.refusal.sentence in said
    assert "girls and boys, every statement" in said
    assert "Staff: a whole wave" in said


def test_a_tiny_school_reads_words_and_no_shares_in_numbers(lead_of_river: Client, river_released: School) -> None:
    shown = page(lead_of_river, RIVER + STATEMENTS)
    assert "What has moved" not in shown.by_id("glance").text()
    section = shown.by_id("pupil-safe")
    assert "about half" in section.text() or "most" in section.text()
    told = numbers(section.text(without="bm-item__why"))
    expected = released_numbers(released("pupil", OF_RIVER), "safe")
    assert told - expected <= {"95", "100"}


def test_pupils_parents_and_staff_stand_side_by_side(lead_of_maple: Client, maple_released: School) -> None:
    tables = page(lead_of_maple, MAPLE + TOGETHER).by_id("together").all("table")
    assert len(tables) >= 5
    for table in tables:
        who = {row.all("th")[0].text() for row in table.all("tbody")[0].all("tr")}
        assert len(who) >= 2


def test_only_those_who_were_asked_are_named(lead_of_maple: Client, maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        for audience in ("pupil", "parent"):
            store(released(audience, OF_MAPLE), cohort, maple)
    shown = page(lead_of_maple, MAPLE)
    assert "What pupils and families told us about belonging" in shown.by_id("main-content").text()
    beside = page(lead_of_maple, MAPLE + TOGETHER)
    assert beside.by_id("together-title").text().strip() == "Pupils and families side by side"


def test_where_answers_stand_now_has_a_mark_of_its_own(lead_of_maple: Client, maple_released: School) -> None:
    lines = page(lead_of_maple, MAPLE).by_id("headlines").all("li")
    told = {line.tone for line in released("pupil", OF_MAPLE).headlines}
    assert "standing" in told
    signs = {
        line.all("span", "bm-headlines__sign")[0].text() for line in lines if "most positive" in line.text().lower()
    }
    assert signs == {"•"}
    assert all("How it stands now." in line.text() for line in lines if "•" in line.text())


def test_shares_that_look_apart_without_a_clear_change_say_why(lead_of_maple: Client, maple_released: School) -> None:
    shown = page(lead_of_maple, MAPLE + STATEMENTS)
    seen = set()
    for item in ITEMS:
        table = released("pupil", OF_MAPLE).table(item)
        assert table is not None
        change = table.change("all")
        first, last = (table.cell("all", wave) for wave in table.waves)
        assert change is not None
        assert first is not None
        assert last is not None
        assert first.parts is not None
        assert last.parts is not None
        before, after = first.parts["positive"], last.parts["positive"]
        apart = before.high < after.low or after.high < before.low
        sentence = shown.by_id(f"pupil-{item}".replace("_", "-")).all("p", "bm-item__sentence")[0].text()
        expected = apart and change.reading is Reading.NO_CLEAR_CHANGE
        assert sentence.endswith("Not enough to rule out chance.") is expected, item
        seen.add(expected)
    assert seen == {True, False}


def test_every_sentence_that_is_drawn_from_findings_names_them(lead_of_maple: Client, maple_released: School) -> None:
    """Of pupils: each id on the page is one that the findings hold."""
    shown = page(lead_of_maple, MAPLE + STATEMENTS)
    findings = released("pupil", OF_MAPLE)
    known = {f"responses:{one.wave}" for one in findings.responses}
    for table in findings.tables:
        known |= {table.id, *(cell.id for cell in table.cells)}
        known |= {*(change.id for change in table.changes), *(gap.id for gap in table.gaps)}
    for item in ITEMS:
        section = shown.by_id(f"pupil-{item}".replace("_", "-"))
        named = [one for one in section.walk() if "data-finding" in one.attributes]
        assert len(named) >= 2
        assert all(set(str(one.attributes["data-finding"]).split()) <= known for one in named)
        assert all(
            one.attributes.get("data-finding") for one in (*section.all("p", "bm-item__sentence"), *section.all("li"))
        )
    lines = page(lead_of_maple, MAPLE).by_id("headlines").all("li", "bm-headlines__item")
    assert lines
    assert all(one.attributes.get("data-finding") for one in lines)


def test_a_setting_of_eight_reads_a_kind_page_without_a_number(
    lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    findings = released("pupil", OF_MAPLE)
    wave = findings.responses[0]
    note = Refusal("small-setting", "Fewer than 10 pupils answered in each wave, so no wave is shown by itself.")
    eight = replace(wave, answered=None, answered_text="Fewer than 10 pupils")
    nothing = replace(findings, waves=(), tables=(), headlines=(), responses=(eight,), notes=(note,))
    with school_scope(maple.pk):
        store(nothing, cohort, maple)
    shown = page(lead_of_maple, MAPLE)
    said = shown.by_id("small").text()
    assert "Too few pupils answered to show anything on its own" in said
    assert "results of the whole programme" in said
    assert numbers(said) == set()
    assert shown.all("svg", "bm-fig") == []
    assert lead_of_maple.get(f"{MAPLE}report.pdf").status_code == 200


def test_simulated_answers_are_called_so(lead_of_maple: Client, maple_released: School) -> None:
    assert "Simulated data" in page(lead_of_maple, MAPLE).text()


def test_real_answers_are_not(lead_of_maple: Client, maple_released: School, cohort: Cohort) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(is_demo=False)
    School.objects.filter(pk=maple_released.pk).update(is_simulated=False)
    assert "Simulated data" not in page(lead_of_maple, MAPLE).text()


def test_another_schools_report_is_not_there(lead_of_maple: Client, river_released: School) -> None:
    missing = lead_of_maple.get("/schools/river-lane/reports/no-such-cohort/")
    for address in (RIVER, f"{RIVER}report.pdf", f"{RIVER}tables.csv"):
        answer = lead_of_maple.get(address)
        assert answer.status_code == 404
        assert answer.content == missing.content


def test_a_school_that_is_not_in_the_cohort_has_no_report_in_it(lead_of_maple: Client, maple: School) -> None:
    other = Cohort.objects.create(name="Next", slug="next", starts_on=NOW.date())
    assert lead_of_maple.get(f"/schools/maple-tree/reports/{other.slug}/").status_code == 404


class TestBeforeThereIsAReport:
    @pytest.fixture
    def round_(self, in_maple: School, cohort: Cohort) -> Round:
        return opened(a_draft(in_maple, cohort))

    def test_nothing_has_begun(self, lead_of_maple: Client, maple: School) -> None:
        assert "There is no report yet" in page(lead_of_maple, MAPLE).text()

    def test_pupils_are_answering(self, lead_of_maple: Client, round_: Round) -> None:
        assert "closes on Monday 7 December 2026" in page(lead_of_maple, MAPLE).text()

    def test_the_round_has_closed(self, lead_of_maple: Client, round_: Round) -> None:
        close_round(round_=round_, actor="test", now=CLOSES)
        assert "The questionnaire has closed" in page(lead_of_maple, MAPLE).text()

    def test_the_answers_are_sealed(self, lead_of_maple: Client, round_: Round) -> None:
        close_round(round_=round_, actor="test", now=CLOSES)
        seal_round(round_=round_, actor="test", now=AFTER)
        assert "The report is being made" in page(lead_of_maple, MAPLE).text()

    def test_a_later_wave_that_is_sealed_is_announced(
        self, lead_of_maple: Client, maple_released: School, cohort: Cohort
    ) -> None:
        with school_scope(maple_released.pk):
            round_ = opened(a_draft(maple_released, cohort, wave="midpoint"))
            close_round(round_=round_, actor="test", now=CLOSES)
            seal_round(round_=round_, actor="test", now=AFTER)
        assert "answers of the midpoint are sealed" in page(lead_of_maple, MAPLE).text()

    def test_there_is_no_file_either(self, lead_of_maple: Client, maple: School) -> None:
        assert lead_of_maple.get(f"{MAPLE}report.pdf").status_code == 404
        assert lead_of_maple.get(f"{MAPLE}tables.csv").status_code == 404


def test_where_nothing_is_entered_those_who_may_enter_are_led_there(
    lead_of_maple: Client, maple_released: School
) -> None:
    address, way = f"{MAPLE}outcomes/", f'href="/schools/{maple_released.slug}/outcomes/"'

    for_lead = lead_of_maple.get(address).content.decode()
    assert way in for_lead
    assert "outcomes/outcomes.css" in for_lead, "or both pictures are seen"
    assert way not in signed_in(Role.ADVISER, maple_released).get(address).content.decode()
