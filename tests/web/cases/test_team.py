"""What the programme team gets to see: nothing unsigned, and it publishes nothing that it has not seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.cases.errors import SignedAnew
from belonging.web.cases.models import CasePublication, CaseStudy
from belonging.web.cases.queries.composing import marked_words
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.rules.redacting import Replaced
from belonging.web.cases.services.publishing import Where, publish
from belonging.web.cases.services.reviewing import ask_changes, ask_review, decide_words, recommend
from belonging.web.cases.services.withdrawing import withdraw_study
from belonging.web.cases.services.writing import change_study, words_of
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, text_of
from tests.web.cases.conftest import WORDS, as_read, signed, written
from tests.web.conftest import NOW

PLACE = Where("masked", in_hub=True, in_public=True)
NAMED = replace(WORDS, title="How Kayleigh Perkins came back")


def test_no_title_leaves_the_school_before_it_is_signed_off(
    in_maple: School, cohort: Cohort, lead: User, adviser: User, manager: User
) -> None:
    study, actor, team = written(in_maple, cohort, lead, NAMED), str(lead.pk), browser_of(manager)
    desk = reverse("cases:team_study", args=[study.pk])

    def reads() -> str:
        with programme_scope("test"):
            mails = "".join(f"{each.subject} {each.text}" for each in OutgoingMail.objects.all())
        return mails + "".join(text_of(team.get(at).content) for at in ("/programme/case-studies/", desk))

    ask_review(study=study, actor=actor, now=NOW)
    ask_changes(study=study, words="More.", actor=str(adviser.pk), now=NOW)
    ask_review(study=study, actor=actor, now=NOW)
    recommend(study=study, actor=str(adviser.pk), now=NOW)
    assert "Kayleigh" not in reads()
    assert "Case study 1" in reads()
    decisions = [Replaced(each.words, "always", "a pupil") for each in marked_words(whole(study))]
    decide_words(study=study, decisions=decisions, actor=actor, now=NOW)
    assert "Kayleigh" not in reads()
    found = as_read(study, lead)
    publish(study=found, where=PLACE, read=found.signed_digest, actor=str(manager.pk), now=NOW)
    assert "How a pupil came back" in reads()
    withdraw_study(study=found, reason="Asked to.", actor=actor, now=NOW)
    assert "Kayleigh" not in reads()


def test_the_team_publishes_what_stood_on_its_page(study: CaseStudy, lead: User, manager: User) -> None:
    found, team = signed(study, lead), browser_of(manager)
    desk = reverse("cases:team_study", args=[found.pk])
    choice = {"naming": "masked", "place": "both", "read": found.signed_digest}
    assert f'value="{found.signed_digest}"' in team.get(desk).content.decode()
    edited = replace(words_of(found), aims="Mornings for all.")
    change_study(study=found, words=edited, revision=found.revision, actor=str(lead.pk), now=NOW)
    anew = as_read(recommend(study=found, actor=str(lead.pk), now=NOW), lead)

    late = team.post(desk, choice)

    assert "signed it off anew while this page was open" in text_of(late.content)
    assert "Mornings for all." in text_of(late.content)
    assert f'value="{anew.signed_digest}"' in late.content.decode()
    assert late.context["form"]["place"].value() == "both"
    assert not CasePublication.objects.exists()
    with pytest.raises(SignedAnew):
        publish(study=anew, where=PLACE, read="", actor=str(manager.pk), now=NOW)
    team.post(desk, {**choice, "read": anew.signed_digest})
    assert "Mornings for all." in str(CasePublication.objects.get().shown)
