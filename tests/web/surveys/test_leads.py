"""The leads' survey: a link for each school's lead, one form for each school, and nobody told who has answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CodeUnknown, CodeUsed, NobodyToAsk
from belonging.web.surveys.models import Slip, State
from belonging.web.surveys.rules.codes import code_for, read_code
from belonging.web.surveys.services.leads import lead_link, leads_occasion, remind_leads_due
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion
from tests.web.conftest import NOW, enrolled
from tests.web.surveys.occasions import ACTOR, CLOSES, a_survey, code_of, sealed, send


def test_each_lead_is_mailed_a_link_with_the_school_s_own_code(cohort: Cohort, maple: School, river: School) -> None:
    round_ = a_survey(cohort, maple, river)

    with programme_scope("test"):
        mails = {mail.to: mail.text for mail in OutgoingMail.objects.all()}
        assert Slip.objects.filter(round=round_).count() == 2
    assert set(mails) == {"lead@maple-tree.example", "lead@river-lane.example"}
    found = lead_link(maple)
    assert found is not None
    assert found[1] in mails["lead@maple-tree.example"]
    assert code_of(maple) != code_of(river)


def test_a_school_answers_once_and_no_stranger_does(cohort: Cohort, maple: School, river: School) -> None:
    round_ = a_survey(cohort, maple, river)

    send(round_, {"overall_rating": 5}, code=code_of(maple))
    with pytest.raises(CodeUsed):
        send(round_, {"overall_rating": 1}, code=code_of(maple))
    with pytest.raises(CodeUnknown):
        send(round_, {"overall_rating": 1}, code="KT7X4MPC")


def test_everybody_is_reminded_once_whoever_has_answered(cohort: Cohort, maple: School, river: School) -> None:
    round_ = a_survey(cohort, maple, river)
    send(round_, {"overall_rating": 5}, code=code_of(maple))

    assert remind_leads_due(now=NOW + timedelta(days=5)) == 0
    assert remind_leads_due(now=CLOSES - timedelta(days=2)) == 2
    assert remind_leads_due(now=CLOSES - timedelta(days=1)) == 0
    with programme_scope("test"):
        texts = [mail.text for mail in OutgoingMail.objects.filter(key__contains=":reminded:")]
    assert all("nobody is told who has answered" in text for text in texts)
    assert all(link[1] in "".join(texts) for link in filter(None, map(lead_link, (maple, river))))


def test_after_sealing_no_link_can_be_made_again(cohort: Cohort, maple: School) -> None:
    round_ = sealed(a_survey(cohort, maple))

    assert round_.state == State.SEALED
    assert lead_link(maple) is None
    with programme_scope("test"):
        assert not Slip.objects.exists()


def test_only_schools_that_still_take_part_are_asked(cohort: Cohort, maple: School, river: School) -> None:
    with school_scope(river.pk):
        leave_cohort(school=river, cohort=cohort, actor=ACTOR, now=NOW)
    a_survey(cohort, maple, river)

    assert lead_link(maple) is not None
    assert lead_link(river) is None


def test_it_does_not_open_where_there_is_nobody_to_ask(cohort: Cohort, maple: School) -> None:
    round_ = plan_occasion(cohort=cohort, instrument="leads_v1", occasion=leads_occasion(cohort), actor=ACTOR, now=NOW)

    with pytest.raises(NobodyToAsk, match="Invite the leads first"):
        open_occasion(round_=round_, closes_at=CLOSES, actor=ACTOR, now=NOW)
    round_.refresh_from_db()
    assert round_.state == State.DRAFT


def test_a_school_of_another_cohort_has_no_link(cohort: Cohort, maple: School) -> None:
    other = Cohort.objects.create(name="Other", slug="other", starts_on=cohort.starts_on, is_demo=True)
    elsewhere = enrolled(other, name="Hill School", slug="hill", mask="A")
    a_survey(cohort, maple)

    assert lead_link(elsewhere) is None


def test_a_code_can_be_made_again_with_the_salt_and_not_without_it() -> None:
    made = code_for(pepper=b"p", salt=b"s", whose="school:1")

    assert read_code(made) == made == code_for(pepper=b"p", salt=b"s", whose="school:1")
    assert made != code_for(pepper=b"p", salt=b"t", whose="school:1")
    assert made != code_for(pepper=b"p", salt=b"s", whose="school:2")
