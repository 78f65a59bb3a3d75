"""Where an action comes from: a statement, what people said, pupils' words, a practice; and what success would be."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from belonging.instruments.load import load_practices
from belonging.web.accounts.models import User
from belonging.web.actions.models import Action, Ground
from belonging.web.actions.queries.beginnings import beginning_of
from belonging.web.actions.rules.measures import Measure, groups_offered, is_released, items_offered, measure_words
from belonging.web.actions.rules.sources import sign_ground
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.services.rating import Said, rate
from belonging.web.audit.services.starting import start_audit
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, FORM, PLAN, planned, text_of
from tests.web.conftest import NOW
from tests.web.reports.conftest import OF_MAPLE, released, store


@pytest.fixture
def heard(in_maple: School, cohort: Cohort) -> SchoolVoices:
    for audience in ("pupil", "parent", "staff"):
        store(released(audience, OF_MAPLE), cohort, in_maple)
    found = voices_of(in_maple, cohort)
    assert found is not None
    return found


@pytest.fixture
def audit(in_maple: School, cohort: Cohort) -> Audit:
    """One statement rated."""
    begun = start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=ACTOR, now=NOW)
    rate(audit=begun, statement="safe_places", said=Said("not_yet", "We asked.", 0), actor=ACTOR, now=NOW)
    return begun


def read(client: Client, page: str) -> str:
    reply = client.get(page)
    assert reply.status_code == 200
    return html.unescape(text_of(reply.content))


class TestFromAStatement:
    def test_it_begins_with_the_rating_beside_what_people_said(
        self, lead_browser: Client, heard: SchoolVoices, audit: Audit
    ) -> None:
        page = read(lead_browser, f"{PLAN}add/?statement=safe_places")
        assert "Where it comes from" in page
        assert "You rated this not yet met" in page
        assert "I feel safe at school" in page
        lead_browser.post(f"{PLAN}add/?statement=safe_places", FORM | {"why": ""})
        action, ground = Action.objects.get(), Ground.objects.get()
        assert action.statement == "safe_places"
        assert ground.source == "statement:safe_places"
        assert ground.release in Release.objects.all()
        assert ground.findings
        assert "1.1 " in read(lead_browser, f"{PLAN}1/")

    def test_success_is_proposed_from_what_it_came_from(
        self, in_maple: School, cohort: Cohort, heard: SchoolVoices, audit: Audit
    ) -> None:
        begun = beginning_of({"statement": "safe_places"}, school=in_maple, cohort=cohort, voices=heard)
        assert begun.measure is not None
        assert is_released(heard, begun.measure)

    def test_without_findings_it_rests_on_the_rating(self, lead_browser: Client, audit: Audit) -> None:
        lead_browser.post(f"{PLAN}add/?statement=safe_places", FORM | {"why": ""})
        ground = Ground.objects.get()
        assert (ground.release, ground.findings, ground.kind) == (None, [], "statement")

    @pytest.mark.parametrize("asked", ["statement=nothing", "item=safe", "item=none&audience=pupil", "ground=forged"])
    def test_what_is_not_there_is_said_and_the_form_stays(self, lead_browser: Client, asked: str) -> None:
        page = read(lead_browser, f"{PLAN}add/?{asked}")
        assert "Where it comes from" not in page
        assert any(words in page for words in ("does not ask this", "is not shown for your school", "is too old"))
        lead_browser.post(f"{PLAN}add/?{asked}", FORM)
        assert Ground.objects.get().words == FORM["why"]

    def test_an_empty_plan_begins_with_the_top_three(
        self, lead_browser: Client, heard: SchoolVoices, audit: Audit
    ) -> None:
        page = read(lead_browser, PLAN)
        assert page.count("Add an action for this") in (1, 2, 3)


class TestFromAVoice:
    def test_it_says_so_as_printed_and_keeps_the_finding(self, lead_browser: Client, heard: SchoolVoices) -> None:
        address = f"{PLAN}add/?item=belong&audience=pupil&group=send"
        page = read(lead_browser, address)
        assert "At endline: Most pupils with SEND answer" in page
        lead_browser.post(address, FORM | {"why": "We saw it too."})
        kinds = [(each.kind, bool(each.findings)) for each in Ground.objects.order_by("pk")]
        assert kinds == [("voice", True), ("idea", False)]

    def test_a_group_that_is_not_shown_gives_no_ground(self, lead_browser: Client, heard: SchoolVoices) -> None:
        page = read(lead_browser, f"{PLAN}add/?item=child_belongs&audience=parent&group=send")
        assert "is not shown for your school" in page


class TestFromPupilsWords:
    def test_their_words_stand_as_they_said_them(self, lead_browser: Client, in_maple: School) -> None:
        token = sign_ground("pupils", "The dinner hall is too loud.", "discussion:12", school_id=in_maple.pk)
        assert "The dinner hall is too loud." in read(lead_browser, f"{PLAN}add/?ground={token}")
        lead_browser.post(f"{PLAN}add/?ground={token}", FORM | {"why": ""})
        ground = Ground.objects.get()
        assert (ground.kind, ground.words, ground.source) == ("pupils", "The dinner hall is too loud.", "discussion:12")


class TestWithAPractice:
    def test_choosing_one_fills_what_is_empty_and_keeps_what_was_typed(
        self, lead_browser: Client, heard: SchoolVoices, audit: Audit
    ) -> None:
        practice = next(each for each in load_practices().practices if "safe_places" in each.statements)
        address = f"{PLAN}add/?statement=safe_places"
        assert "What other schools do about this" in read(lead_browser, address)
        page = html.unescape(
            lead_browser.post(address, {"use": practice.key, "detail": "On Tuesdays."}).content.decode()
        )
        assert f'value="{practice.name}"' in page
        assert "On Tuesdays." in page
        assert str(practice.for_families)[:60] in page
        assert not Action.objects.exists()
        lead_browser.post(address, FORM | {"practice": practice.key})
        assert Action.objects.get().practice == practice.key

    def test_a_practice_alone_needs_a_why(self, lead_browser: Client) -> None:
        key = load_practices().practices[0].key
        assert str(load_practices().practices[0].name) in read(lead_browser, f"{PLAN}add/?practice={key}")
        reply = lead_browser.post(f"{PLAN}add/?practice={key}", FORM | {"why": "", "practice": key})
        assert "Please say why" in text_of(reply.content)

    def test_one_that_is_not_in_the_library_is_no_practice(self, lead_browser: Client) -> None:
        lead_browser.post(f"{PLAN}add/?practice=none", FORM | {"practice": "none"})
        assert Action.objects.get().practice == ""


class TestMeasures:
    def test_only_what_is_released_can_be_chosen(self, lead_browser: Client, heard: SchoolVoices) -> None:
        assert ("pupil|safe", "Pupils: I feel safe at school") in items_offered(heard)
        assert groups_offered(heard)[0] == ("all|all", "Everyone who was asked")
        chosen = {"measure_item": "parent|child_belongs", "measure_group": "send|send", "measure_direction": "more"}
        reply = lead_browser.post(f"{PLAN}add/", FORM | chosen)
        assert "are not shown for your school" in html.unescape(text_of(reply.content))
        lead_browser.post(f"{PLAN}add/", FORM | chosen | {"measure_group": "all|all"})
        action = Action.objects.get()
        assert (action.measure_audience, action.measure_item, action.measure_group) == (
            "parent",
            "child_belongs",
            "all",
        )

    def test_it_is_read_in_words(self, heard: SchoolVoices) -> None:
        words = measure_words(Measure("pupil", "safe", "send", "send"), heard)
        assert words.startswith("More pupils with SEND than before say “")
        assert words.endswith("” to “I feel safe at school”.")

    def test_nothing_can_be_chosen_before_a_release(self, lead_browser: Client) -> None:
        page = lead_browser.get(f"{PLAN}add/").content.decode()
        assert "when the first report" in page
        assert 'name="measure_item"' not in page

    def test_an_action_page_shows_what_came_of_it(
        self, lead_browser: Client, in_maple: School, cohort: Cohort, heard: SchoolVoices, lead: User
    ) -> None:
        planned(in_maple, cohort, measure=Measure("pupil", "belong", "all", "all"))
        page = read(lead_browser, f"{PLAN}1/")
        assert "What came of it No clear change" in page
        assert "No clear change" in read(lead_browser, PLAN)
