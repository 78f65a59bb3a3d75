"""A lead decides whether the trust reads the report; the trust reads that report and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import NotItsBody, NotShared, SharedAlready
from belonging.web.reports.models import Sharing
from belonging.web.reports.services import end_sharing, share_report
from belonging.web.schools.models import Body, BodyKind, School
from tests.web.conftest import NOW, enrolled

READERS = "/schools/maple-tree/reports/pilot-2026/readers/"
SHARED = "/bodies/oak-trust/schools/maple-tree/pilot-2026/"


@pytest.fixture
def trust(maple: School) -> Body:
    made = Body.objects.create(kind=BodyKind.TRUST, name="Oak Trust", slug="oak-trust")
    maple.trust = made
    maple.save(update_fields=["trust"])
    return made


@pytest.fixture
def officer(trust: Body) -> Client:
    user = User.objects.create(email="officer@oak.example", name="An Officer")
    Membership.objects.create(user=user, role=Role.TRUST, body=trust)
    client = Client()
    client.force_login(user)
    return client


def shared(school: School, cohort: Cohort, body: Body) -> Sharing:
    with school_scope(school.pk):
        return share_report(school=school, cohort=cohort, body=body, actor="lead", now=NOW)


def test_the_lead_shares_and_the_trust_reads_what_the_school_reads(
    lead_of_maple: Client, officer: Client, maple_released: School
) -> None:
    assert "It cannot read the report." in lead_of_maple.get(READERS).content.decode()
    assert officer.get(SHARED).status_code == 404
    assert "Not shared with you" in officer.get("/bodies/oak-trust/").content.decode()

    said = lead_of_maple.post(READERS, {"body": "oak-trust"}, follow=True).content.decode()
    assert "Oak Trust can now read this report." in said
    assert "Read the report" in officer.get("/bodies/oak-trust/").content.decode()

    report = "/schools/maple-tree/reports/pilot-2026/"
    own = "".join(lead_of_maple.get(report + part).content.decode() for part in ("statements/", "how-sure/"))
    theirs = officer.get(SHARED).content.decode()
    told = re.compile(
        r'<p class="bm-item__sentence" data-finding="[^"]+">[^<]+</p>|<dd data-finding="[^"]+">[^<]+</dd>'
    )
    assert len(told.findall(theirs)) > 12
    assert sorted(told.findall(theirs)) == sorted(told.findall(own))
    # Of voices that no questionnaire hears, the school is told what to do, and others only what there is.
    assert (
        "Are there three pupils or more who can use no" in lead_of_maple.get(f"{report}other-voices/").content.decode()
    )
    assert "The school has made no such record." in theirs
    assert "/schools/maple-tree/reports" not in theirs
    assert officer.get(SHARED + "tables.csv").content == lead_of_maple.get(
        "/schools/maple-tree/reports/pilot-2026/tables.csv"
    ).content  # fmt: skip
    assert officer.get(SHARED + "report.pdf").content.startswith(b"%PDF")


def test_taken_back_it_is_a_page_that_is_not_there(
    lead_of_maple: Client, officer: Client, maple_released: School, trust: Body, cohort: Cohort
) -> None:
    shared(maple_released, cohort, trust)
    assert officer.get(SHARED).status_code == 200
    said = lead_of_maple.post(READERS, {"body": "oak-trust", "end": "yes"}, follow=True).content.decode()
    assert "Oak Trust no longer reads this report." in said
    nowhere = officer.get("/bodies/nobody/")
    for path in ("", "report.pdf", "tables.csv"):
        assert (officer.get(SHARED + path).status_code, officer.get(SHARED + path).content) == (404, nowhere.content)
    with school_scope(maple_released.pk):
        acts = list(Entry.objects.filter(act__startswith="report-").values_list("act", flat=True))
    assert acts == ["report-shared", "report-sharing-ended"]


def test_a_school_that_moves_to_another_trust_shares_nothing_with_the_old_one(
    officer: Client, maple_released: School, trust: Body, cohort: Cohort
) -> None:
    shared(maple_released, cohort, trust)
    School.objects.filter(pk=maple_released.pk).update(trust=None)
    assert officer.get(SHARED).status_code == 404
    assert "Maple Tree" not in officer.get("/bodies/oak-trust/").content.decode()


def test_a_trust_sees_its_own_schools_alone(officer: Client, maple: School, river: School) -> None:
    text = officer.get("/bodies/oak-trust/").content.decode()
    assert "Maple Tree School" in text
    assert "River Lane" not in text
    assert officer.get("/schools/maple-tree/").status_code == 404
    assert officer.get("/programme/").status_code == 404


def test_only_the_schools_own_bodies_can_be_let_in(
    lead_of_maple: Client, in_maple: School, trust: Body, cohort: Cohort
) -> None:
    other = Body.objects.create(kind=BodyKind.TRUST, name="Elm Trust", slug="elm-trust")
    assert lead_of_maple.post(READERS, {"body": "elm-trust"}).status_code == 404
    with pytest.raises(NotItsBody):
        share_report(school=in_maple, cohort=cohort, body=other, actor="lead", now=NOW)


def test_twice_is_said_and_changes_nothing(in_maple: School, trust: Body, cohort: Cohort) -> None:
    sharing = shared(in_maple, cohort, trust)
    with pytest.raises(SharedAlready):
        share_report(school=in_maple, cohort=cohort, body=trust, actor="lead", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.create(school=in_maple, cohort=cohort, body=trust, shared_at=NOW, shared_by="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sharing.objects.filter(pk=sharing.pk).update(ended_at=NOW - timedelta(days=1))
    end_sharing(school=in_maple, cohort=cohort, body=trust, actor="lead", now=NOW)
    with pytest.raises(NotShared):
        end_sharing(school=in_maple, cohort=cohort, body=trust, actor="lead", now=NOW)


def test_a_senco_does_not_decide_who_reads(maple_released: School) -> None:
    user = User.objects.create(email="senco@example.org", name="S")
    Membership.objects.create(user=user, role=Role.SENCO, school=maple_released)
    client = Client()
    client.force_login(user)
    assert client.get(READERS).status_code == 404
    assert "Who else reads" not in client.get("/schools/maple-tree/reports/pilot-2026/").content.decode()


def test_more_schools_ask_no_more_queries(officer: Client, trust: Body, cohort: Cohort) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get("/bodies/oak-trust/").status_code == 200
        return len(captured)

    before = queries()
    for number in range(3):
        school = enrolled(cohort, name=f"School {number}", slug=f"school-{number}", mask=f"Z{number}")
        School.objects.filter(pk=school.pk).update(trust=trust)
        shared(School.objects.get(pk=school.pk), cohort, trust)
    assert queries() == before
    with programme_scope("test"):
        assert Sharing.objects.count() == 3
