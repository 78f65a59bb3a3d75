"""The hub in the browser: what its readers come for, and what nobody else sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.audit.services.work import Said, rate, start_audit
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.files.services import check_evidence
from belonging.web.hub.models import Note, Rating, UnansweredSearch, Use
from belonging.web.hub.queries.for_school import for_school
from belonging.web.hub.queries.use import schools_that_used
from belonging.web.hub.services.resources import publish_resource
from belonging.web.hub.services.use import forget_searches
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, person, text_of
from tests.web.audit.hearing import cell, findings, store, table
from tests.web.conftest import NOW
from tests.web.hub.shelf import ACTOR, BENCH, COFFEE, HUB, NOISE, put, shelf

PAGE = f"{HUB}{BENCH.slug}/"
SAID = {"what": "Two benches in the yard.", "with_whom": "Year 4", "how_it_went": "It took a month to catch on."}


def read(client: Client, page: str = HUB) -> str:
    reply = client.get(page)
    assert reply.status_code == 200, page
    return text_of(reply.content)


def uses() -> list[tuple[str, str]]:
    with programme_scope("test"):
        return [(use.school.slug, use.kind) for use in Use.objects.select_related("school").order_by("pk")]


class TestHome:
    def test_it_has_the_newest_and_collections_and_nothing_invented(self, browser: Client) -> None:
        shelf()

        page = read(browser)

        assert "3 things to use" in page
        assert "A friendship bench that works" in page
        assert "Guide" in page
        assert "30 minutes · Under £500 a year · Primary" in page
        assert "Why for you" not in page

    def test_what_answers_the_schools_findings_comes_with_its_reason(
        self, maple: School, cohort: Cohort, browser: Client
    ) -> None:
        shelf()
        put(COFFEE, slug="safe", title="Safe places", phases=("primary",), items=("pupil_v1:safe",))
        lead = person(Role.LEAD, maple, "Lea")
        with school_scope(maple.pk):
            assert for_school(maple) == []
        assert "Suggestions for Maple Tree School stand here when" in read(browser_of(lead))

        with school_scope(maple.pk):
            store(findings(table("safe", cell(30))), cohort, maple)
            audit = start_audit(school=maple, cohort=cohort, stage="baseline", actor=str(lead.pk), now=NOW)
            rate(audit=audit, statement="breaks", said=Said("not_yet", "", 0), actor=str(lead.pk), now=NOW)
            told = {each.resource.slug: each.reason for each in for_school(maple)}

        assert (
            "both low for 4.7, “Breaks and lunch work for every pupil”"
            in told[BENCH.slug if BENCH.slug in told else NOISE.slug]
        )
        assert "“I feel safe at school”" in told["safe"]
        assert COFFEE.slug not in told
        page = read(browser_of(lead))
        assert "Why for you:" in page
        assert "“I feel safe at school”" in page
        assert "“I feel safe at school”" not in read(browser), "a member of staff does not read the findings"

    def test_who_works_in_two_schools_chooses(self, browser: Client, teacher: User, river: School) -> None:
        put()
        Membership.objects.create(user=teacher, role=Role.STAFF, school=river)

        browser.post(f"{HUB}school/", {"school": "river-lane"})
        browser.get(PAGE)
        browser.post(f"{HUB}school/", {"school": "not-mine"})
        browser.get(PAGE)

        assert uses() == [("river-lane", "opened")]


class TestOneResource:
    def test_it_says_what_it_is_and_counts_the_school_once_a_day(
        self, browser: Client, cohort: Cohort, team: Client, maple: School
    ) -> None:
        put()
        adviser = browser_of(person(Role.ADVISER, maple, "Ada"))

        page = read(browser, PAGE)
        read(browser, PAGE)
        read(team, PAGE)
        read(adviser, PAGE)

        assert "How to set up a bench" in page
        assert "We help pupils to make friends" in page
        assert "Nobody has said yet" in page
        assert uses() == [("maple-tree", "opened")]
        with programme_scope("test"):
            assert schools_that_used(cohort) == 1
            cohort.ends_on = date(2026, 10, 1)
            assert schools_that_used(cohort) == 0

    def test_a_link_says_that_it_leads_away(self, browser: Client) -> None:
        put(NOISE)

        html = browser.get(f"{HUB}{NOISE.slug}/").content.decode()

        assert "Open it at example.org" in html
        assert "It opens at another site" in html

    def test_a_file_is_saved_under_its_title_and_never_shown(self, browser: Client) -> None:
        checked = check_evidence(name="x.txt", content=b"Monday")
        publish_resource(words=replace(BENCH, kind="file"), file=checked, actor=ACTOR, now=NOW)

        assert "Download the file" in read(browser, PAGE)
        reply = browser.get(f"{PAGE}file/")

        assert reply.content == b"Monday"
        assert reply.headers["Content-Disposition"] == 'attachment; filename="a-friendship-bench-that-works.txt"'
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in reply.headers["Content-Security-Policy"]
        assert uses()[-1] == ("maple-tree", "downloaded")
        put(COFFEE)
        assert browser.get(f"{HUB}{COFFEE.slug}/file/").status_code == 404


class TestSaying:
    def test_a_verdict_counts_once_and_can_be_taken_back(self, browser: Client, team: Client) -> None:
        put()
        for verdict in ("helped", "partly"):
            browser.post(f"{PAGE}verdict/", {"verdict": verdict})
        team.post(f"{PAGE}verdict/", {"verdict": "not_suited"})

        assert "2 people have said how it was: 1 that it helped in part, 1 that it did not suit them." in read(
            browser, PAGE
        )
        assert "Helped 1 of 2" in read(browser)
        browser.post(f"{PAGE}verdict/", {"verdict": ""})
        browser.post(f"{PAGE}verdict/", {"verdict": "wonderful"})
        assert Rating.objects.count() == 1

    def test_a_note_is_told_without_name_and_with_the_school_only_where_it_may(
        self, browser: Client, team: Client
    ) -> None:
        put()
        browser.post(f"{PAGE}tried/", SAID)
        page = read(team, PAGE)
        assert "A school, November 2026" in page
        assert "Maple" not in page
        assert "Tess" not in page

        browser.post(f"{PAGE}tried/", {**SAID, "what": "Three benches.", "show_school": "on"})
        page = read(team, PAGE)
        assert "Maple Tree School, November 2026" in page
        assert "Three benches." in page
        assert ("maple-tree", "tried") in uses()

        browser.post(f"{PAGE}tried/remove/")
        assert not Note.objects.exists()

    def test_what_looks_like_a_name_is_asked_about_and_nothing_typed_is_lost(self, browser: Client) -> None:
        put()
        named = {**SAID, "what": "We asked Kofi Mensah to sit there."}

        page = text_of(browser.post(f"{PAGE}tried/", named).content)

        assert "This may point at somebody: Kofi Mensah ." in page
        assert "We asked Kofi Mensah" in page
        assert not Note.objects.exists()
        browser.post(f"{PAGE}tried/", {**named, "sure": "on"})
        assert Note.objects.get().what == named["what"]

    def test_a_reported_note_is_hidden_by_the_team(self, browser: Client, team: Client, manager: User) -> None:
        put()
        team.post(f"{PAGE}tried/", SAID)
        note = Note.objects.get()
        report = f"{HUB}notes/{note.pk}/report/"

        assert "Please say in a few words" in text_of(browser.post(report, {"why": " "}).content)
        browser.post(report, {"why": "A child can be recognised."})
        assert "A child can be recognised." in read(team, "/programme/hub/")
        assert team.get(report).status_code == 404, "nobody reports their own"

        key = note.reports.get().pk
        assert browser.post(f"/programme/hub/reports/{key}/", {"do": "hide"}).status_code == 404
        team.post(f"/programme/hub/reports/{key}/", {"do": "hide"})
        assert "Two benches" not in read(browser, PAGE)
        assert "has hidden what you wrote" in read(team, f"{PAGE}tried/")
        assert browser.get(report).status_code == 404


class TestLookedForInVain:
    def test_words_are_kept_without_a_person_and_forgotten_after_a_year(self, browser: Client, team: Client) -> None:
        for typed in ("Gardening", "gardening", "Mr Smith", "07700 900123", "a@b.org"):
            browser.get(f"{HUB}search/", {"q": typed})

        assert list(UnansweredSearch.objects.values_list("words", "times")) == [("gardening", 2)]
        assert "gardening 2 23 November 2026" in read(team, "/programme/hub/use/")
        assert forget_searches(now=NOW.replace(year=2027, month=11, day=23)) == 0
        assert forget_searches(now=NOW.replace(year=2027, month=11, day=24)) == 1


class TestWhoIsOutside:
    @pytest.mark.parametrize(
        "page", [HUB, f"{HUB}search/", PAGE, f"{PAGE}file/", f"{PAGE}tried/", f"{HUB}propose/", "/programme/hub/"]
    )
    def test_nobody_outside_sees_it(self, client: Client, maple: School, page: str) -> None:
        put()
        assert client.get(page).headers["Location"].startswith("/sign-in/")
        assert browser_of(person(Role.CHAIR, maple, "Cho")).get(page).status_code == 404

    @pytest.mark.parametrize("page", ["", "add/", "use/", f"resources/{BENCH.slug}/", "collections/add/"])
    def test_the_teams_pages_are_the_teams(self, browser: Client, page: str) -> None:
        put()
        assert browser.get(f"/programme/hub/{page}").status_code == 404
