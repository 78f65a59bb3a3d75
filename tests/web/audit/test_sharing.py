"""Sharing an audit's areas out, while others do the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.audit.forms.sharing import ShareForm
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.audits import shares_of
from belonging.web.audit.services.work import share_area, sign_off, start_audit
from tests.web.audit.people import browser, words
from tests.web.conftest import NOW

HERE = "/schools/maple-tree/audit/pilot-2026/"
SHARE = f"{HERE}baseline/share/"
CULTURE, RELATIONS = "inclusive_culture", "positive_relationships"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(robin: User) -> Client:
    return browser(robin)


def opened(client: Client, address: str = SHARE) -> dict[str, object]:
    """What the page's form would send if nothing were touched."""
    return filled(client.get(address).context["form"])


def filled(form: ShareForm) -> dict[str, object]:
    return {bound.html_name: bound.value() for bound in form}


class TestTwoTabs:
    def test_each_writes_the_area_that_it_changed_and_leaves_the_other(
        self, audit: Audit, lead: Client, sam: User, jo: User
    ) -> None:
        first, second = opened(lead), opened(lead)
        lead.post(SHARE, first | {CULTURE: [str(sam.pk)]})
        lead.post(SHARE, second | {RELATIONS: [str(jo.pk)]})
        assert shares_of(audit) == {CULTURE: [sam], RELATIONS: [jo]}

    def test_the_same_area_changed_twice_is_refused_and_both_are_shown(
        self, audit: Audit, lead: Client, sam: User, jo: User
    ) -> None:
        first, second = opened(lead), opened(lead)
        lead.post(SHARE, first | {CULTURE: [str(sam.pk)]})
        late = lead.post(SHARE, second | {CULTURE: [str(jo.pk)], RELATIONS: [str(jo.pk)]})
        page = words(late.content.decode())
        assert "nothing of yours is saved yet" in page
        assert "Inclusive culture is with Sam now. You chose: Jo. Save again to have it as it is ticked here." in page
        assert shares_of(audit) == {CULTURE: [sam]}
        kept = filled(late.context["form"])
        assert (kept[CULTURE], kept[RELATIONS]) == ([str(jo.pk)], [str(jo.pk)])

        lead.post(SHARE, kept)
        assert shares_of(audit) == {CULTURE: [jo], RELATIONS: [jo]}

    def test_areas_left_alone_are_shown_as_they_are_now(self, audit: Audit, lead: Client, sam: User, jo: User) -> None:
        first, second = opened(lead), opened(lead)
        lead.post(SHARE, first | {CULTURE: [str(sam.pk)], RELATIONS: [str(sam.pk)]})
        late = lead.post(SHARE, second | {CULTURE: [str(jo.pk)]})
        lead.post(SHARE, filled(late.context["form"]))
        assert shares_of(audit) == {CULTURE: [jo], RELATIONS: [sam]}

    def test_the_same_choice_twice_is_one(self, audit: Audit, lead: Client, sam: User) -> None:
        sent = opened(lead) | {CULTURE: [str(sam.pk)]}
        assert lead.post(SHARE, sent).status_code == lead.post(SHARE, sent).status_code == 302

    def test_somebody_who_has_left_stands_in_nobodys_way(self, audit: Audit, lead: Client, sam: User, jo: User) -> None:
        share_area(audit=audit, area=CULTURE, people=[sam], actor="test", now=NOW)
        Membership.objects.filter(user=sam).delete()
        lead.post(SHARE, opened(lead) | {CULTURE: [str(jo.pk)]})
        assert shares_of(audit) == {CULTURE: [jo]}


def test_the_next_audit_proposes_who_had_the_areas_last_time(
    audit: Audit, lead: Client, robin: User, sam: User, jo: User
) -> None:
    share_area(audit=audit, area=CULTURE, people=[sam], actor="test", now=NOW)
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
    later = NOW + timedelta(days=1)
    final = start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=str(robin.pk), now=later)
    there = f"{HERE}final/share/"
    assert "Filled in as it was in your baseline audit" in words(lead.get(there).content.decode())
    assert shares_of(final) == {}
    lead.post(there, opened(lead, there))
    assert shares_of(final) == {CULTURE: [sam]}
    assert "Filled in" not in words(lead.get(there).content.decode())
