"""A school's priorities on their page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belonging.evaluation.released import Reading
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Hidden, Rating
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.priorities import order_of_work, priorities_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.priorities import SHOWN
from belonging.web.audit.services.work import sign_off, start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.hearing import cell, findings, gap, store, table, third
from tests.web.audit.people import browser, person
from tests.web.conftest import NOW

HEARD = findings(
    table("safe", cell(65)),
    table("safe", cell(40, 4, group="send"), gaps=(gap(Reading.FEWER),)),
    table("belong", cell(80, 5, item="belong")),
    table("fair", cell(50, 5, item="fair")),
)


def rated(audit: Audit, **values: str) -> None:
    for statement, value in values.items():
        Rating.objects.create(
            school=audit.school, audit=audit, statement=statement, value=value, changed_by="test", changed_at=NOW
        )


def page_of(school: School, cohort: Cohort, reader: User, asked: str = "") -> str:
    reply = browser(reader).get(reverse("audit:priorities", args=[school.slug, cohort.slug]) + asked)
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.fixture
def heard(audit: Audit) -> Audit:
    store(HEARD, audit.cohort, audit.school)
    rated(audit, safe_places="fully", fair_rules="not_yet", transitions="partially", governors="fully")
    return audit


def test_the_page_leads_with_what_was_rated_higher_than_it_was_heard(heard: Audit, robin: User) -> None:
    page = page_of(heard.school, heard.cohort, robin)

    assert "From your baseline audit as it stands now. It is not signed off yet." in page
    assert "Pupils: baseline, report of 20 November 2026." in page
    titles = [
        "You rated it higher than people do",
        "You and they say it is not there yet",
        "Partially met",
        "Fully met, and nothing against it",
        "Not rated yet",
        "What people said that is low, or may be",
    ]
    places = [page.index(f">{title}</h2>") for title in titles]
    assert places == sorted(places)
    assert page.index("Fewer than half of pupils with SEND (between 40 and 45 in 100)") < places[1]


def test_the_rule_stands_on_the_page(heard: Audit, robin: User) -> None:
    page = page_of(heard.school, heard.cohort, robin)

    for words in SHOWN:
        assert f"<li>{words}</li>" in page


def test_each_priority_and_each_low_item_can_become_an_action(heard: Audit, robin: User) -> None:
    page = page_of(heard.school, heard.cohort, robin)
    add = reverse("actions:add", args=[heard.school.slug, heard.cohort.slug])

    assert f'href="{add}?statement=safe_places"' in page
    assert f'href="{add}?item=safe&amp;audience=pupil&amp;by=send&amp;group=send"' in page
    assert f'href="{add}?item=fair&amp;audience=pupil&amp;by=all&amp;group=all"' in page
    look = reverse("audit:statement", args=[heard.school.slug, heard.cohort.slug, "baseline", "safe_places"])
    assert f'href="{look}"' in page


def test_what_may_be_lower_than_it_was_rated_has_its_own_heading(audit: Audit, robin: User) -> None:
    unsure = table("safe", third("about half"))
    store(findings(unsure, table("belong", cell(85, 5, item="belong"))), audit.cohort, audit.school)
    rated(audit, safe_places="fully", transitions="fully", fair_rules="not_yet")

    page = page_of(audit.school, audit.cohort, robin)

    titles = ["You may have rated it too high", "Not yet met", "Fully met, and nothing against it"]
    places = [page.index(f">{title}</h2>") for title in titles]
    assert places == sorted(places)
    assert places[0] < page.index("That is not sure, but worth a closer look.") < places[1]
    assert "Nothing that people said is low" not in page


def test_the_first_five_stand_open_and_the_rest_folded(heard: Audit, robin: User) -> None:
    def under(kind: str) -> tuple[str, str]:
        """What stands open under the heading, and what is folded."""
        section = page_of(heard.school, heard.cohort, robin).split(f'id="{kind}"')[1].split("</section>")[0]
        open_rows, _, folded = section.partition("<details")
        return open_rows, folded

    assert "1.3 " in under("partially")[0]
    assert under("partially")[1] == ""
    assert under("holds")[0].count("bm-box") == under("not-rated")[0].count("bm-box") == 0

    rated(heard, **dict.fromkeys(("new_staff", "training_all", "training_daily", "data_by_group"), "not_yet"))
    shown, folded = under("not-yet")
    assert (shown.count("Look at it"), folded.count("Look at it")) == (3, 1)
    assert "1 more statement" in folded
    assert under("partially")[0].count("bm-box") == 0
    assert "1 statement" in under("partially")[1]


def test_a_sentence_that_several_statements_rest_on_stands_once(audit: Audit, robin: User) -> None:
    rated(audit, **dict.fromkeys(("new_staff", "training_all", "training_daily"), "not_yet"))

    page = page_of(audit.school, audit.cohort, robin)

    first = page.split('id="not-yet"')[1].split("</section>")[0]
    assert first.count("You rated this not yet met.") == 1
    assert first.count("Look at it") == first.count("Make an action of it") == 3


def test_of_a_new_audit_the_first_low_answers_stand_open_and_nothing_else(audit: Audit, robin: User) -> None:
    low = ("safe", "fair", "belong", "included", "happy", "friendly")
    store(findings(*(table(item, cell(30, 5, item=item)) for item in low)), audit.cohort, audit.school)

    page = page_of(audit.school, audit.cohort, robin)

    open_part, _, folded = page.split('id="low"')[1].partition("<details")
    assert open_part.count("bm-box") == 5
    assert "1 more" in folded
    assert page.split('id="not-rated"')[1].split("<details")[0].count("bm-box") == 0


def test_the_list_is_of_the_latest_audit_that_says_something_and_of_any_that_is_asked_for(
    heard: Audit, robin: User
) -> None:
    actor = str(robin.pk)
    sign_off(audit=heard, note="", actor=actor, now=NOW)
    final = start_audit(school=heard.school, cohort=heard.cohort, stage="final", actor=actor, now=NOW + timedelta(1))
    rated(final, trips="not_yet")

    by_default = page_of(heard.school, heard.cohort, robin)
    assert "From your baseline audit, signed off on 23 November 2026." in by_default
    assert 'href="?audit=final"' in by_default
    asked_for = page_of(heard.school, heard.cohort, robin, "?audit=final")
    assert "From your final audit as it stands now." in asked_for
    assert 'href="?audit=baseline"' in asked_for
    assert "From your baseline audit" in page_of(heard.school, heard.cohort, robin, "?audit=nonsense")

    rest = [one.statement.key for one in asked_in(final) if one.statement.key != "trips"]
    rated(final, **dict.fromkeys(rest[:18], "fully"))
    assert "From your baseline audit" in page_of(heard.school, heard.cohort, robin)
    rated(final, **dict.fromkeys(rest[18:19], "fully"))
    assert "From your final audit" in page_of(heard.school, heard.cohort, robin)


def test_an_adviser_looks_and_plans_nothing(heard: Audit) -> None:
    page = page_of(heard.school, heard.cohort, person(Role.ADVISER, heard.school, "Ade"))

    assert "Look at it" in page
    assert "Make an action of it" not in page


def test_without_an_audit_the_page_says_where_to_begin(in_maple: School, cohort: Cohort, robin: User) -> None:
    store(HEARD, cohort, in_maple)

    page = page_of(in_maple, cohort, robin)

    assert "Your audit has not begun" in page
    assert "What people said that is low, or may be" in page


def test_without_a_release_the_ratings_stand_alone(audit: Audit, robin: User) -> None:
    rated(audit, safe_places="fully", fair_rules="not_yet")

    page = page_of(audit.school, audit.cohort, robin)

    assert "No questionnaire is sealed and reported yet" in page
    assert page.index(">Not yet met</h2>") < page.index(">Fully met, and nothing against it</h2>")


def test_other_people_find_no_such_page(heard: Audit, river: School) -> None:
    address = reverse("audit:priorities", args=[heard.school.slug, heard.cohort.slug])

    assert browser(person(Role.LEAD, river, "Other")).get(address).status_code == 404
    assert browser(person(Role.SAFEGUARDING, heard.school, "Dee")).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_an_unknown_cohort_is_no_page(heard: Audit, robin: User) -> None:
    assert browser(robin).get(reverse("audit:priorities", args=[heard.school.slug, "none"])).status_code == 404


def test_the_page_asks_as_much_of_one_rating_as_of_many(audit: Audit, robin: User) -> None:
    """PostgreSQL has queries of its own, to set the scope: the number itself is SQLite's."""
    store(HEARD, audit.cohort, audit.school)
    client, address = browser(robin), reverse("audit:priorities", args=[audit.school.slug, audit.cohort.slug])
    rated(audit, safe_places="fully")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    rated(audit, fair_rules="not_yet", transitions="partially", governors="fully")
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
    assert len(few) <= 17 or connection.vendor == "postgresql"


def test_hidden_statements_are_no_priorities(heard: Audit) -> None:
    Hidden.objects.create(
        school=heard.school, audit=heard, statement="safe_places", reason="Not here", by="test", at=NOW
    )

    assert "safe_places" not in {one.statement.key for one in priorities_of(heard, None)}


def test_work_is_proposed_for_what_is_not_rated_and_looks_back(heard: Audit) -> None:
    last = Audit.objects.create(
        school=heard.school,
        cohort=heard.cohort,
        stage="midpoint",
        edition="audit_360_v1",
        started_by="t",
        started_at=NOW,
    )
    rated(last, trips="not_yet")

    work = order_of_work(heard, voices_of(heard.school, heard.cohort), last)

    keys = [one.statement.key for one in work]
    assert "safe_places" not in keys
    assert keys[:4] == ["unkindness", "asking_for_help", "breaks", "policy_in_practice"]
    assert keys[5] == "trips"
