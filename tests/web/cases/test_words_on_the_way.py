"""What people are told, and offered, at each stage."""

from __future__ import annotations

from dataclasses import replace

from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.audit.queries.voices import voices_of
from belonging.web.base.scope import school_scope
from belonging.web.cases.models import CaseRedaction, CaseStudy
from belonging.web.cases.presenters.reading import figure_views
from belonging.web.cases.queries.composing import marked_words, versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.rules.figures import figures_offered, picked_from
from belonging.web.cases.rules.redacting import Replaced
from belonging.web.cases.services.beside import add_figure
from belonging.web.cases.services.reviewing import ask_review, decide_words, remark
from belonging.web.findings.models import Release
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, text_of
from tests.web.cases.conftest import TODAY, out, quoted, recommended
from tests.web.conftest import NOW

PLACE = "/schools/maple-tree/case-study/1/"


def test_who_recommends_is_asked_about_open_comments_and_told_of_names(
    study: CaseStudy, lead: User, adviser: User
) -> None:
    ask_review(study=study, actor=str(lead.pk), now=NOW)
    reviewer = browser_of(adviser)
    assert "still open" not in text_of(reviewer.get(PLACE).content)
    for text in ("How often?", "What did it cost?"):
        remark(study=study, section="aims", text=text, actor=str(adviser.pk), now=NOW)
    said = text_of(reviewer.get(PLACE).content)
    assert "2 comments are still open. Recommend it all the same?" in said
    assert "“Mrs Okafor”" in said


def test_the_adviser_reads_what_was_decided_about_names_and_the_school_decides(
    study: CaseStudy, lead: User, adviser: User
) -> None:
    reviewer, school = browser_of(adviser), browser_of(lead)
    page = reviewer.get(f"{PLACE}names/")
    assert "The school has yet to decide." in text_of(page.content)
    assert b"<textarea" not in page.content
    assert b'type="radio"' not in page.content
    assert "for the school to decide" in text_of(
        reviewer.post(f"{PLACE}names/", {"how-0": "kept"}, follow=True).content
    )
    assert not CaseRedaction.objects.exists()

    fields = school.get(f"{PLACE}names/").context["form"].fields
    sent = {name: "masked" if name.startswith("how") else field.initial for name, field in fields.items()}
    said = text_of(school.post(f"{PLACE}names/", sent, follow=True).content)
    assert "The version with your school’s name still has" in said
    assert "no published version" not in said.lower()
    assert "“a colleague” where the school is not named" in text_of(reviewer.get(f"{PLACE}names/").content)


def test_words_in_square_brackets_are_pointed_out_before_the_sign_off(study: CaseStudy, lead: User) -> None:
    found = recommended(study, lead)
    assert "A reader would see" not in text_of(browser_of(lead).get(f"{PLACE}sign/").content)
    decisions = [Replaced(each.words, "always", "[name]") for each in marked_words(whole(found))]
    decide_words(study=found, decisions=decisions, actor=str(lead.pk), now=NOW)
    assert "A reader would see “[name]”" in text_of(browser_of(lead).get(f"{PLACE}sign/").content)


def test_comments_are_closed_once_it_is_signed_off(study: CaseStudy, lead: User, adviser: User) -> None:
    remark(study=study, section="aims", text="How often?", actor=str(adviser.pk), now=NOW)
    assert "Mark as settled" in text_of(browser_of(lead).get(PLACE).content)
    out(study, lead)
    for browser in (browser_of(lead), browser_of(adviser)):
        said = text_of(browser.get(PLACE).content)
        assert "How often?" in said
        assert "Mark as settled" not in said
        assert "Comment on" not in said


def test_what_was_taken_down_waits_for_nobody_and_comes_back_only_by_a_new_sign_off(
    study: CaseStudy, lead: User, adviser: User, manager: User
) -> None:
    found, team = out(study, lead), browser_of(manager)
    desk = f"/programme/case-studies/{found.pk}/"
    said = text_of(team.post(f"{desk}take-down/", {"reason": "A parent rang us."}, follow=True).content)
    assert "only after a new sign-off" in said
    assert "has not signed it off" not in said
    assert "copies that somebody has saved stay" in said
    assert "anywhere" not in said
    read = text_of(browser_of(adviser).get(PLACE).content)
    assert "only if your school signs it off anew" in read
    assert "reads it and signs it off" not in read
    assert "signs it off anew" in text_of(browser_of(lead).get("/schools/maple-tree/case-study/").content)
    assert "Read and sign off anew" in text_of(browser_of(lead).get(PLACE).content)


def test_consent_that_was_taken_back_has_its_own_words(study: CaseStudy, lead: User) -> None:
    quote = quoted(study, lead)
    page = browser_of(lead).get(f"{PLACE}quotes/").content.decode()
    assert f'href="{PLACE}quote/{quote}/take-out/">Consent was taken back' in page
    assert "Do this when consent was taken back" in text_of(
        browser_of(lead).get(f"{PLACE}quote/{quote}/take-out/").content
    )


def test_the_public_list_keeps_the_menu_and_leads_to_the_hub(study: CaseStudy, lead: User) -> None:
    out(study, lead)
    page = browser_of(lead).get("/case-studies/").content.decode()
    assert "Your account" in page
    assert 'href="/hub/?type=case-study"' in page
    assert "Your account" not in Client().get("/case-studies/").content.decode()


def test_a_figure_says_who_answered_once_and_how_it_reads_in_short(
    study: CaseStudy, lead: User, release: Release, maple: School
) -> None:
    with school_scope(maple.pk):
        offered = figures_offered(voices_of(maple, study.cohort))
        picked = picked_from(offered[0][0])
        assert picked is not None
        add_figure(study=study, picked=picked, actor=str(lead.pk), now=NOW)
        shown = versions_of(whole(study), TODAY).named.figures
        view = figure_views(shown, maple, study.cohort)[0]
        changed = replace(shown[0], printed=shown[0].printed | {"reading": "No clear change.", "change": "No: 8, 8."})
        told = [each | {"text": "most"} for each in shown[0].printed["told"]]
        small = replace(shown[0], printed=shown[0].printed | {"told": told, "reading": ""})
        in_words = figure_views([small], maple, study.cohort)[0]
        unclear = figure_views([changed], maple, study.cohort)[0]
    assert view.who == "Pupils’ answers"
    assert unclear.reading == "No clear change."
    assert "a small group are told in words, and no change is worked out" in in_words.text
    assert "small group" not in unclear.text


def test_a_number_that_is_no_comment_of_this_study_is_no_page(study: CaseStudy, lead: User, adviser: User) -> None:
    remark(study=study, section="aims", text="How often?", actor=str(adviser.pk), now=NOW)
    (open_one,) = whole(study).remarks
    school = browser_of(lead)
    assert school.post(f"{PLACE}comments/{open_one.pk + 1}/settle/").status_code == 404
    assert school.post(f"{PLACE}comments/{open_one.pk}/settle/").status_code == 302


def test_a_number_that_is_no_figure_of_this_study_is_no_page(study: CaseStudy, lead: User, release: Release) -> None:
    school = browser_of(lead)
    offered = school.get(f"{PLACE}figures/").context["offered"]
    school.post(f"{PLACE}figures/", {"figure": offered[0][0]})
    (figure,) = whole(study).figures
    assert school.post(f"{PLACE}figures/{figure.pk + 1}/remove/").status_code == 404
    assert school.post(f"{PLACE}figures/{figure.pk}/remove/").status_code == 302
    assert whole(study).figures == ()
