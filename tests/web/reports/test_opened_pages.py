"""What each reader finds at an opened address, and what none of them does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from belonging.evaluation.choices import MAIN
from belonging.evaluation.released import Findings, Refusal
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.enrolment.models import Contact, DutyDone
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Page
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.queries.reading import state_of
from belonging.web.replies.services.pages import approve, build_pages, publish
from belonging.web.reports.models import Opening, SchoolNote
from belonging.web.reports.presenters import mix
from belonging.web.reports.presenters.openings.families import APART
from belonging.web.reports.rules import child_words
from belonging.web.reports.rules.readers import ORDER, TOLD
from belonging.web.reports.services.openings import ToOpen, close_report, open_report
from belonging.web.schools.models import School, Setting
from tests.web.conftest import NOW
from tests.web.reports.conftest import AUDIENCES, OF_MAPLE, OF_RIVER, released, signed_in, store
from tests.web.reports.page import Element, read
from tests.web.reports.test_mix import mixed

LEAD = "a lead"


def opened(school: School, cohort: Cohort, words: str = "") -> dict[str, Opening]:
    with school_scope(school.pk):
        return {
            reader: open_report(school=school, cohort=cohort, wanted=ToOpen(reader, words), actor=LEAD, now=NOW)
            for reader in ORDER
        }


@pytest.fixture
def pages(maple_released: School, cohort: Cohort) -> dict[str, str]:
    """Maple's four addresses, by reader."""
    return {reader: at(one) for reader, one in opened(maple_released, cohort, "From us to you.").items()}


def at(opening: Opening) -> str:
    return f"/opened/{opening.token}/"


def html(address: str) -> str:
    return Client().get(address).content.decode()


def ids(page: Element) -> set[str]:
    named = [one.attributes.get("data-finding") or "" for one in page.walk()]
    return {one for names in named for one in names.split()}


def ids_of(findings: Findings) -> set[str]:
    parts = {
        one
        for table in findings.tables
        for one in (*(c.id for c in table.cells), *(c.id for c in table.changes), *(g.id for g in table.gaps))
    }
    waves = {f"responses:{response.wave}" for response in findings.responses}
    notes = {note.code for note in findings.notes}
    tables = {table.id for table in findings.tables}
    return {*parts, *tables, *waves, *notes, findings.plan_digest[:12]}


def test_anybody_reads_them_without_signing_in_and_nobody_keeps_or_finds_them(pages: dict[str, str]) -> None:
    for address in pages.values():
        answer = Client().get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Cache-Control"] == "private, no-cache"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "From us to you." in answer.content.decode()


@pytest.mark.parametrize("place", [OF_MAPLE, OF_RIVER])
def test_every_sentence_rests_on_findings_that_this_reader_is_told(
    maple_released: School, river_released: School, cohort: Cohort, place: str
) -> None:
    school = maple_released if place == OF_MAPLE else river_released
    for reader, opening in opened(school, cohort).items():
        known = {one for audience in TOLD[reader] for one in ids_of(released(audience, place))}
        named = ids(read(html(at(opening))))
        assert named <= known
        assert named or place == OF_RIVER


def test_pupils_read_one_thing_at_a_time_with_pictures_and_never_a_worry_first(pages: dict[str, str]) -> None:
    page = read(html(pages["pupils"]))
    cards = page.all("li", "bm-kids__card")

    assert 3 <= len(cards) <= 6
    assert any(child_words.FEELS["belong"] in card.text() for card in cards)
    assert any(child_words.FEELS["safe"] in card.text() for card in cards)
    assert not page.all("div", "bm-kids__ages")
    assert all(card.all("img", "bm-kids__picture") for card in cards)
    assert all(card.all("button", "bm-kids__listen")[0].attributes.get("hidden", "") is None for card in cards)
    first = cards[0].text()
    assert not any(child_words.FEELS[item] in first for item in child_words.WORRIES)
    assert "SEND" not in page.text()
    assert "0800 1111" in page.text()


def test_older_pupils_read_without_cartoons_and_can_choose(maple_released: School, cohort: Cohort) -> None:
    School.objects.filter(pk=maple_released.pk).update(setting=Setting.SECONDARY)
    address = at(opened(maple_released, cohort)["pupils"])
    older, younger = read(html(address)), read(html(f"{address}?for=younger"))

    assert not older.all("img", "bm-kids__picture")
    assert not older.all("img", "bm-kids__face")
    assert older.all("span", "bm-dots__dot")
    assert "grown-up" not in older.text()
    assert "Tell an adult you trust." in older.text()
    assert [one.attributes["href"] for one in older.all("a", "bm-kids__age")] == ["?for=younger"]
    assert [one.attributes["href"] for one in younger.all("a", "bm-kids__age")] == ["?for=older"]
    assert younger.all("img", "bm-kids__picture")
    assert ids(older) == ids(younger)
    assert html(f"{address}?for=nobody") == html(address)


def test_a_preview_keeps_the_typed_words_from_one_version_to_the_other(
    maple_released: School, lead_of_maple: Client
) -> None:
    School.objects.filter(pk=maple_released.pk).update(setting=Setting.ALL_THROUGH)
    address = "/schools/maple-tree/reports/pilot-2026/open/pupils/preview/"

    page = read(lead_of_maple.post(address, {"words": "Typed."}).content.decode())
    forms = [form for form in page.all("form") if "?for=older" in (form.attributes.get("action") or "")]

    assert forms
    assert [one.attributes.get("value") for one in forms[0].all("input") if one.attributes["name"] == "words"] == [
        "Typed."
    ]
    again = lead_of_maple.post(forms[0].attributes["action"] or "", {"words": "Typed."}).content.decode()
    assert "Typed." in again
    assert "bm-open-kids--older" in again


def test_families_are_told_whom_to_ask_by_role(maple_released: School, cohort: Cohort, pages: dict[str, str]) -> None:
    named = html(pages["families"])
    assert "Ask for our school lead at the school office." in named
    assert "for our safeguarding lead." in named
    with school_scope(maple_released.pk):
        people = list(Contact.objects.filter(school=maple_released))
        assert not any(one.name in named or one.email in named for one in people)
        DutyDone.objects.create(
            school=maple_released, cohort=cohort, wave="baseline", duty="letters", done_on=NOW.date()
        )
    sent = html(pages["families"])
    assert [one.kind for one in people if f"Write to our school lead: {one.email}." in sent] == ["lead"]
    assert [one.kind for one in people if one.email in sent] == ["lead"]
    with school_scope(maple_released.pk):
        Contact.objects.filter(school=maple_released).delete()
    assert "Would you like to know more, or tell us more? Ask at the school office." in html(pages["families"])


def test_colleagues_read_of_how_many_and_nothing_twice(pages: dict[str, str]) -> None:
    seen = {reader: read(html(pages[reader])) for reader in ("staff", "governors")}

    for page in seen.values():
        counted = re.findall(r"(?:No clear change|Too few answers to tell) on (?!any)[^.]*statements?\.", page.text())
        assert counted
        assert all(" of 12 statements." in one for one in counted)
        assert all(block.all("li", "bm-open__line") for block in page.all("div", "bm-open__block"))
        for voice in page.all("section", "bm-open__voice"):
            text = voice.text()
            assert "Everything that the plan lists is shown" not in text or "Too few answers" not in text
    assert "What staff said, statement by statement" in seen["staff"].text()


def test_families_read_five_things_at_most(pages: dict[str, str]) -> None:
    page = read(html(pages["families"]))

    assert 2 <= len(page.all("li", "bm-open__one")) <= 5
    assert "Staff said" not in page.text()
    assert " in 10 " in page.text()


def test_notes_for_staff_reach_staff_and_governors_and_nobody_else(
    maple_released: School, cohort: Cohort, pages: dict[str, str]
) -> None:
    with school_scope(maple_released.pk):
        for place, text, told in (("front", "A word first.", True), ("pupil:safe", "Not theirs.", False)):
            SchoolNote.objects.create(
                school=maple_released, cohort=cohort, place=place, text=text, for_staff=told, written_by=LEAD,
                written_at=NOW,
            )  # fmt: skip

    seen = {reader: html(address) for reader, address in pages.items()}
    assert {reader for reader, page in seen.items() if "A word first." in page} == {"staff", "governors"}
    assert not any("Not theirs." in page for page in seen.values())


def test_a_closed_page_is_gone_and_an_unknown_one_never_was(
    maple_released: School, cohort: Cohort, pages: dict[str, str]
) -> None:
    with school_scope(maple_released.pk):
        close_report(opening=Opening.objects.get(reader="families"), actor=LEAD, now=NOW)

    answer = Client().get(pages["families"])
    assert (answer.status_code, answer["X-Robots-Tag"]) == (410, "noindex")
    assert "lonely" not in answer.content.decode()
    assert Client().get("/opened/nobody-has-it/").status_code == 404
    assert Client().get(pages["pupils"]).status_code == 200


def test_staff_find_it_on_their_own_page_once_it_is_open(maple_released: School, river: School, cohort: Cohort) -> None:
    theirs = "/schools/maple-tree/reports/pilot-2026/staff/"
    member, elsewhere = signed_in(Role.STAFF, maple_released), signed_in(Role.STAFF, river)
    assert theirs not in member.get("/learn-and-share/").content.decode()
    assert member.get(theirs).status_code == 404

    opened(maple_released, cohort)

    assert theirs in member.get("/learn-and-share/").content.decode()
    assert theirs not in elsewhere.get("/learn-and-share/").content.decode()
    assert theirs in signed_in(Role.COLLEAGUE, maple_released).get("/schools/maple-tree/").content.decode()
    assert "Pupils" in member.get(theirs).content.decode()
    assert elsewhere.get(theirs).status_code == 404


def test_the_pages_of_what_was_found_and_of_what_is_done_lead_to_each_other(
    maple_released: School, cohort: Cohort, pages: dict[str, str]
) -> None:
    assert "said-and-done" not in html(pages["families"])
    with school_scope(maple_released.pk):
        made = build_pages(school=maple_released, cohort=cohort, wave="endline", actor=LEAD, now=NOW)
        for page in made:
            approve(page=page, read=state_of(page, lines_of(page)), checked=True, actor=LEAD, now=NOW)
            publish(page=page, actor=LEAD, now=NOW)
        out = {page.edition: f"/said-and-done/{page.token}/" for page in Page.objects.filter(school=maple_released)}

    for reader in ("pupils", "families"):
        assert out[reader] in html(pages[reader])
        assert pages[reader] in html(out[reader])
    with school_scope(maple_released.pk):
        close_report(opening=Opening.objects.get(reader="pupils"), actor=LEAD, now=NOW)
    assert "/opened/" not in html(out["pupils"])


def test_where_too_few_answered_each_page_says_so_and_what_there_is_instead(maple: School, cohort: Cohort) -> None:
    note = Refusal("small-setting", "Fewer than ten answered.")
    with school_scope(maple.pk):
        for audience in AUDIENCES:
            found = released(audience, OF_RIVER)
            store(replace(found, tables=(), headlines=(), waves=(), notes=(note,)), cohort, maple)
    seen = {reader: read(html(at(one))) for reader, one in opened(maple, cohort).items()}

    assert not seen["pupils"].all("li", "bm-kids__card")
    assert "Only a few answered." in seen["pupils"].text()
    assert child_words.INSTEAD in seen["pupils"].text()
    assert "We will listen in other ways." in seen["families"].text()
    for reader in ("staff", "governors"):
        assert "With so few, a figure of any kind" in seen[reader].text()
    for reader in ("pupils", "families"):
        assert not re.search(r" (?:in|of every) 100?\b", seen[reader].text())


def test_a_small_school_is_told_in_words_alone(river_released: School, cohort: Cohort) -> None:
    addresses = {reader: at(one) for reader, one in opened(river_released, cohort).items()}

    cards = read(html(addresses["pupils"])).all("li", "bm-kids__card")
    assert cards
    assert not any(re.search(r"\d", card.text()) or card.all("p", "bm-kids__faces") for card in cards)
    told = read(html(addresses["families"])).all("li", "bm-open__one")
    assert told
    assert not any(re.search(r"\d", one.text()) for one in told)


def test_where_others_had_other_choices_the_pages_say_so(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        store(mixed(), cohort, maple)
    addresses = {reader: at(one) for reader, one in opened(maple, cohort).items()}

    pupils = html(addresses["pupils"])
    assert child_words.APART in pupils
    assert "For adults: of the pupils who answered with three choices, these are the ones who chose" in pupils
    assert "of everyone who answered" not in pupils
    assert APART in html(addresses["families"])
    for reader in ("staff", "governors"):
        assert mix.of_whom(mixed()) in html(addresses[reader])


def test_where_all_had_the_same_choices_nobody_is_said_to_be_apart(maple: School, cohort: Cohort) -> None:
    """Also where they were not those of the standard edition."""
    findings = released("pupil", OF_MAPLE)
    note = Refusal(f"{MAIN}three_choices", "All tables are of pupils who answered with three choices.")
    with school_scope(maple.pk):
        store(replace(findings, notes=(*findings.notes, note)), cohort, maple)
    addresses = {reader: at(one) for reader, one in opened(maple, cohort).items()}

    assert child_words.APART not in html(addresses["pupils"])
    assert "For adults: of everyone who answered, these are the ones who chose" in html(addresses["pupils"])
    assert APART not in html(addresses["families"])
