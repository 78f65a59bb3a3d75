"""Without its name a school is told from others by nothing: not by a kind that few are of."""

from __future__ import annotations

from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.base.scope import school_scope
from belonging.web.cases.models import CaseStudy
from belonging.web.cases.queries.composing import masked_name, versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.hub.models import Resource
from belonging.web.hub.rules.words import PHASES
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School, Setting
from tests.web.actions.plans import text_of
from tests.web.cases.conftest import TODAY, out


def taking_part(cohort: Cohort, number: int, town: str = "") -> None:
    school = School.objects.create(
        name=f"School {number}", slug=f"school-{number}", setting=Setting.PRIMARY, town=town, is_simulated=True
    )
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=f"X{number}")


def test_the_only_one_of_its_kind_is_a_school_and_no_more(study: CaseStudy, cohort: Cohort, lead: User) -> None:
    taking_part(cohort, 1)
    found = out(study, lead)

    for address in ("/case-studies/", f"/case-studies/{found.publication.slug}/"):
        page = text_of(Client().get(address).content)
        assert "A school" in page
        assert "rimary" not in page
    assert set(Resource.objects.get().phases) == set(PHASES)


def test_one_of_three_says_its_kind_and_of_three_in_london_where(study: CaseStudy, cohort: Cohort) -> None:
    for number in (1, 2):
        taking_part(cohort, number)
    masked = versions_of(whole(study), TODAY).masked
    assert (masked.school, masked.phase) == ("A primary school", "primary")
    school = study.school
    School.objects.filter(pk=school.pk).update(town="London")
    school.refresh_from_db()
    assert masked_name(school) == "A primary school"
    for number in (3, 4):
        taking_part(cohort, number, "London")
    assert masked_name(school) == "A primary school in London"
