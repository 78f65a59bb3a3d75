"""A case study on its whole way, as people do it in a browser; then what is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.actions.models import Action
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.errors import ChangedMeanwhile, NotAgreed, NotReady, ReadAgain, WrongState
from belonging.web.cases.models import CasePublication, CaseStudy, State
from belonging.web.cases.queries.composing import versions_of
from belonging.web.cases.queries.published import count_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.services.publishing import Where, publish
from belonging.web.cases.services.reviewing import ask_changes, ask_review, recommend
from belonging.web.cases.services.signing import sign_off
from belonging.web.cases.services.writing import add_from_plan, change_study, start_study, words_of
from belonging.web.findings.models import Release
from belonging.web.hub.queries.resources import resource_named
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, text_of
from tests.web.cases.conftest import TODAY, WORDS, out, recommended, signed, written
from tests.web.conftest import NOW

HOME = "/schools/maple-tree/case-study/"
FORM = {
    **{name: getattr(WORDS, name) for name in ("title", "summary", "context", "aims", "actions", "impact", "lessons")},
    "phase": "primary",
    "areas": ["inclusive_culture"],
}


def the_study() -> CaseStudy:
    with programme_scope("test"):
        return CaseStudy.objects.select_related("school").get()


def test_a_case_study_goes_from_the_first_word_to_the_public_page(
    release: Release, cohort: Cohort, lead: User, adviser: User, manager: User
) -> None:
    school, reviewer, team = browser_of(lead), browser_of(adviser), browser_of(manager)
    place = _written_and_reviewed(school, reviewer)
    _named_and_signed(school, place)
    assert "To publish" in text_of(team.get("/programme/case-studies/").content)
    desk = reverse("cases:team_study", args=[the_study().pk])
    team.post(desk, {"naming": "masked", "place": "both", "read": the_study().signed_digest})
    shown = Client().get("/case-studies/")
    assert "A school" in text_of(shown.content)
    with programme_scope("test"):
        slug = CasePublication.objects.get().slug
    public = Client().get(f"/case-studies/{slug}/")
    said = text_of(public.content)
    assert "Maple" not in said
    assert "Okafor" not in said
    assert "A colleague opens the hall" in said
    assert cohort.name not in said
    assert "<svg" in public.content.decode()
    assert not public.cookies
    assert Client().get(f"/case-studies/{slug}/pdf/").content.startswith(b"%PDF")
    assert count_of(cohort) == 1
    in_hub = resource_named(f"case-{slug}")
    assert in_hub is not None
    assert cohort.name not in in_hub.source
    with programme_scope("test"):
        told = set(OutgoingMail.objects.values_list("subject", flat=True))
    assert any("ready for you to read" in each for each in told)
    assert any("is published" in each for each in told)


def _written_and_reviewed(school: Client, reviewer: Client) -> str:
    """Sent back once with a comment, then recommended; its address."""
    assert "No case study yet" in text_of(school.get(HOME).content)
    place = school.post(f"{HOME}start/", {"title": "Breakfast club"})["Location"].removesuffix("edit/")
    page = school.get(f"{place}edit/")
    hidden = {name: page.context[name] for name in ("revision", "base")}
    school.post(f"{place}edit/", FORM | hidden)
    offered = school.get(f"{place}figures/").context["offered"]
    school.post(f"{place}figures/", {"figure": offered[0][0]})
    school.post(f"{place}ask-review/")
    assert the_study().state == State.IN_REVIEW

    reviewer.post(f"{place}comments/impact/", {"text": "How do you know that it is calm?"})
    reviewer.post(f"{place}ask-changes/", {"text": ""})
    assert "How do you know that it is calm?" in text_of(school.get(place).content)
    school.post(f"{place}ask-review/")
    reviewer.post(f"{place}recommend/")
    return place


def _named_and_signed(school: Client, place: str) -> None:
    words = school.get(f"{place}names/")
    fields = words.context["form"].fields
    assert {"“Maple Tree School”", "“Mrs Okafor”"} <= {field.label for field in fields.values()}
    school.post(f"{place}names/", {name: field.initial for name, field in fields.items()})
    read = school.get(f"{place}sign/").context["form"].initial["read"]
    school.post(f"{place}sign/", {"read": read, "use": "public", "naming": "masked"})
    assert the_study().state == State.SIGNED


def test_pages_of_a_case_study_open_for_whoever_may_see_them(study: CaseStudy, lead: User, adviser: User) -> None:
    place = f"{HOME}{study.number}/"
    for part in ("", "edit/", "from-plan/", "figures/", "quotes/", "pictures/", "names/", "take-down/"):
        assert browser_of(lead).get(place + part).status_code == 200, part
    assert browser_of(adviser).get(place).status_code == 200
    assert browser_of(adviser).get(f"{place}edit/").status_code == 404


def test_two_people_who_write_at_once_lose_nothing(study: CaseStudy, lead: User) -> None:
    browser = browser_of(lead)
    place = f"{HOME}{study.number}/edit/"
    hidden = {name: browser.get(place).context[name] for name in ("revision", "base")}
    mine, theirs = FORM | hidden | {"aims": "Mine."}, FORM | hidden | {"aims": "Theirs.", "lessons": "Ask first."}
    browser.post(place, theirs)

    again = browser.post(place, mine)

    said = text_of(again.content)
    assert "saved this while you were writing" in said
    assert "Theirs." in said
    assert again.context["form"]["aims"].value() == "Mine."
    assert again.context["form"]["lessons"].value() == "Ask first."
    with school_scope(study.school_id), pytest.raises(ChangedMeanwhile):
        change_study(study=study, words=WORDS, revision=1, actor="somebody", now=NOW)


def test_a_review_waits_for_all_parts_and_for_where_numbers_come_from(
    in_maple: School, cohort: Cohort, lead: User
) -> None:
    begun = start_study(school=in_maple, cohort=cohort, title="Club", actor=str(lead.pk), now=NOW)
    with pytest.raises(NotReady, match="Please write “Our school”"):
        ask_review(study=begun, actor=str(lead.pk), now=NOW)
    counted = WORDS.__class__(**{**FORM, "areas": (), "impact": "118 pupils came, and 70% of pupils say so."})
    counting = written(in_maple, cohort, lead, counted)
    with pytest.raises(NotReady, match="say where they come from"):
        ask_review(study=counting, actor=str(lead.pk), now=NOW)


def test_the_adviser_says_what_to_change_only_while_it_is_with_them(study: CaseStudy) -> None:
    with pytest.raises(WrongState, match="not with the adviser"):
        ask_changes(study=study, words="More about families.", actor="adviser", now=NOW)


def test_what_is_signed_is_what_was_read(study: CaseStudy, lead: User) -> None:
    actor = str(lead.pk)
    found = recommended(study, lead)
    read = versions_of(whole(found), TODAY).digest
    late = words_of(found).__class__(**{**FORM, "areas": (), "aims": "Something else."})
    change_study(study=found, words=late, revision=found.revision, actor=actor, now=NOW)
    with pytest.raises(WrongState):
        sign_off(study=found, read=read, may_be_named=True, may_be_used="hub", actor=actor, now=NOW)
    again = recommended_again(found, lead)
    with pytest.raises(ReadAgain):
        sign_off(study=again, read=read, may_be_named=True, may_be_used="hub", actor=actor, now=NOW)


def recommended_again(study: CaseStudy, lead: User) -> CaseStudy:
    return recommend(study=study, actor=str(lead.pk), now=NOW)


def test_a_name_left_undecided_keeps_it_from_being_signed(study: CaseStudy, lead: User) -> None:
    actor = str(lead.pk)
    ask_review(study=study, actor=actor, now=NOW)
    found = recommended_again(study, lead)
    read = versions_of(whole(found), TODAY).digest
    with pytest.raises(NotReady, match="Mrs Okafor"):
        sign_off(study=found, read=read, may_be_named=True, may_be_used="hub", actor=actor, now=NOW)


def test_an_edit_after_the_sign_off_takes_it_back_and_what_is_out_stays_as_signed(study: CaseStudy, lead: User) -> None:
    found = out(study, lead)
    before = found.publication.shown
    edited = words_of(found).__class__(**{**FORM, "areas": (), "aims": "Something else."})
    change_study(study=found, words=edited, revision=found.revision, actor=str(lead.pk), now=NOW)

    now = CaseStudy.objects.get(pk=study.pk)
    assert (now.state, now.signed_at, now.signed) == (State.IN_REVIEW, None, {})
    assert CasePublication.objects.get(study=now).shown == before
    with pytest.raises(WrongState, match="not signed this off"):
        publish(study=now, where=Where("masked", in_hub=True, in_public=False), read="", actor="team", now=NOW)


def test_the_team_publishes_only_what_the_school_agreed_to(study: CaseStudy, lead: User) -> None:
    found = signed(study, lead, named=False, use="hub")
    for where in (Where("named", in_hub=True, in_public=False), Where("masked", in_hub=True, in_public=True)):
        with pytest.raises(NotAgreed):
            publish(study=found, where=where, read=found.signed_digest, actor="team", now=NOW)


def test_actions_come_out_of_the_plan_with_reach_and_cost(study: CaseStudy) -> None:
    action = Action(what="Buddy bench", number=3, reach=60, cost=120, statement="welcome")
    found = add_from_plan(study=study, actions=[action], actor="lead", now=NOW)

    assert found.actions.endswith("Buddy bench (reached 60 people; cost £120).")
    assert found.statements == ["welcome"]
