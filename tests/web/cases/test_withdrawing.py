"""Consent that is taken back, or ends, takes what it was given for off every page at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.cases.errors import AlreadyWithdrawn, NotOut, SecondPersonNeeded
from belonging.web.cases.models import CasePicture, CasePublication, CaseQuote, CaseStudy
from belonging.web.cases.queries.published import count_of
from belonging.web.cases.services.beside import PictureWords, add_picture, confirm_picture
from belonging.web.cases.services.withdrawing import withdraw_due, withdraw_picture, withdraw_study
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.services import Checked
from belonging.web.hub.queries.resources import resource_named
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, person, text_of
from tests.web.cases.conftest import HUB_CONSENT, PUBLIC_CONSENT, out, quoted
from tests.web.conftest import NOW

SAID = "My son runs to school now."


def drawn(colour: str = "teal") -> Checked:
    kept = BytesIO()
    Image.new("RGB", (40, 30), colour).save(kept, "PNG")
    return Checked(Kind.PNG, kept.getvalue(), 40, 30)


def pictured(study: CaseStudy, lead: User, **words: object) -> CasePicture:
    said = PictureWords(alt="Painted circles", adults=0, children=0, fit_for_masked=True)
    return add_picture(
        study=study,
        file=drawn(),
        words=replace(said, **words),  # type: ignore[arg-type]  # passed on as they come
        consents=[PUBLIC_CONSENT],
        actor=str(lead.pk),
        now=NOW,
    )


def test_a_quote_and_a_picture_are_gone_as_soon_as_they_are_taken_out(
    study: CaseStudy, lead: User, in_maple: School
) -> None:
    quote, picture = quoted(study, lead), pictured(study, lead)
    address = f"/case-studies/{out(study, lead).publication.slug}/"
    page = Client().get(address)
    image = f"{address}pictures/{picture.token}/"
    assert SAID in text_of(page.content)
    assert Client().get(image).content == bytes(picture.content)

    place = f"/schools/maple-tree/case-study/{study.number}/"
    browser_of(lead).post(f"{place}quote/{quote}/take-out/")
    browser_of(lead).post(f"{place}picture/{picture.pk}/take-out/")

    assert SAID not in text_of(Client().get(address).content)
    assert Client().get(image).status_code == 404
    assert CaseQuote.objects.get(pk=quote).words == ""
    assert bytes(CasePicture.objects.get(pk=picture.pk).content) == b""
    kept = CaseStudy.objects.get(pk=study.pk)
    assert SAID not in str(kept.signed) + str(CasePublication.objects.get(study=kept).shown)


def test_the_whole_leaves_an_address_that_says_it_was_taken_down(study: CaseStudy, lead: User, cohort: Cohort) -> None:
    slug = out(study, lead).publication.slug
    assert resource_named(f"case-{slug}") is not None

    withdraw_study(study=study, reason="A family asked us to.", actor=str(lead.pk), now=NOW)

    gone = Client().get(f"/case-studies/{slug}/")
    assert gone.status_code == 410
    assert "taken down" in text_of(gone.content)
    assert "breakfast" not in text_of(gone.content).lower()
    assert "family" not in text_of(gone.content)
    assert Client().get(f"/case-studies/{slug}/pdf/").status_code == 404
    assert browser_of(lead).get(f"/hub/case-studies/{slug}/").status_code == 410
    assert resource_named(f"case-{slug}") is None
    assert count_of(cohort) == 0
    with pytest.raises(NotOut):
        withdraw_study(study=study, reason="Again.", actor=str(lead.pk), now=NOW)


def test_consent_for_the_hub_alone_is_not_for_the_public_page(study: CaseStudy, lead: User) -> None:
    quoted(study, lead, HUB_CONSENT)
    slug = out(study, lead).publication.slug

    assert SAID not in text_of(Client().get(f"/case-studies/{slug}/").content)
    assert SAID in text_of(browser_of(lead).get(f"/hub/case-studies/{slug}/").content)


def test_a_day_that_passes_takes_it_out_even_before_the_worker_comes(
    study: CaseStudy, lead: User, in_maple: School
) -> None:
    last = date(2026, 11, 30)
    quote = quoted(study, lead, replace(PUBLIC_CONSENT, until=last))
    address = f"/case-studies/{out(study, lead).publication.slug}/"
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert SAID in text_of(Client().get(address).content)
    later = NOW + timedelta(days=8)
    with time_machine.travel(later, tick=False):
        assert SAID not in text_of(Client().get(address).content)
        assert withdraw_due(now=later) == 1
        assert withdraw_due(now=later) == 0
    assert CaseQuote.objects.get(pk=quote).words == ""


def test_a_hub_case_study_is_closed_to_everybody_else(study: CaseStudy, lead: User) -> None:
    slug = out(study, lead, public=False).publication.slug
    assert Client().get(f"/case-studies/{slug}/").status_code == 404
    assert "sign-in" in Client().get(f"/hub/case-studies/{slug}/")["Location"]


def test_a_picture_with_children_needs_each_parent_and_a_second_person(
    study: CaseStudy, lead: User, maple: School
) -> None:
    picture = pictured(study, lead, children=1)
    assert not picture.fit_for_masked
    with pytest.raises(SecondPersonNeeded):
        confirm_picture(picture=picture, actor=str(lead.pk), now=NOW)
    place = f"/schools/maple-tree/case-study/{study.number}/"
    assert "needs a second person" in text_of(browser_of(lead).get(place).content)
    senco = browser_of(person(Role.SENCO, maple, "Di Senco"))
    senco.post(f"{place}pictures/{picture.pk}/confirm/")
    assert CasePicture.objects.get(pk=picture.pk).confirmed_at == NOW
    assert "left out" not in text_of(browser_of(lead).get(place).content)


def test_the_database_keeps_what_no_page_may_show(study: CaseStudy, lead: User) -> None:
    picture = pictured(study, lead)
    wrong = (
        {"fit_for_masked": True, "children": 1},
        {"confirmed_by": picture.added_by, "confirmed_at": NOW},
        {"withdrawn_at": NOW},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            CasePicture.objects.filter(pk=picture.pk).update(**values)


def test_the_team_and_the_school_can_both_take_out(study: CaseStudy, lead: User, manager: User) -> None:
    found = out(study, lead)
    team = browser_of(manager)
    assert team.get(f"/programme/case-studies/{found.pk}/").status_code == 200
    team.post(f"/programme/case-studies/{found.pk}/take-down/", {"reason": "A parent rang us."})
    with school_scope(found.school_id):
        assert CasePublication.objects.get(study=found).withdrawn_because == "A parent rang us."


def test_taking_out_twice_is_refused_in_words(study: CaseStudy, lead: User) -> None:
    picture = pictured(study, lead)
    withdraw_picture(picture=picture, actor="lead", now=NOW)
    with pytest.raises(AlreadyWithdrawn, match="taken out already"):
        withdraw_picture(picture=picture, actor="lead", now=NOW)
