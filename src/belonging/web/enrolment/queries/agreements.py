"""Who signed what, and what is missing before a round may open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from belonging.web.enrolment.models import Acceptance, BodyAcceptance, Parties, Signature
from belonging.web.enrolment.rules.agreements import JOINS, SIGNED_IN_FULL, enough
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import Body, School


def parties_of(cohort: Cohort) -> Parties | None:
    """Who stands on the programme's side; None until the team has recorded it."""
    return Parties.objects.filter(cohort=cohort).first()


def acceptances(school: School, cohort: Cohort) -> list[Acceptance]:
    """Everything the school has signed for the cohort, the newest version first."""
    return list(Acceptance.objects.filter(school=school, cohort=cohort))


def body_acceptances(body: Body, cohort: Cohort) -> list[BodyAcceptance]:
    return list(BodyAcceptance.objects.filter(body=body, cohort=cohort))


def signing_bodies(school: School) -> list[Body]:
    """The trust and the local authority that may have signed for the school; the trust first."""
    return [body for body in (school.trust, school.authority) if body is not None]


def body_that_signed(school: School, cohort: Cohort, least_versions: Mapping[str, int]) -> Body | None:
    """The trust or authority whose signature counts for this school."""
    for body in signing_bodies(school):
        if covers(body_acceptances(body, cohort), SIGNED_IN_FULL, least_versions):
            return body
    return None


def covers(signed: Iterable[Signature], documents: Collection[str], least_versions: Mapping[str, int]) -> bool:
    """Whether each of the documents was accepted in a version that counts."""
    good = {each.document for each in signed if enough(each.document, each.version, least_versions)}
    return good >= set(documents)


def agreement_gap(school: School, cohort: Cohort) -> str:
    """Empty when the signed version is on record; otherwise who has to do what."""
    parties = parties_of(cohort)
    if parties is None:
        return (
            f"The programme team has not recorded yet who is responsible for what in {cohort.name}. "
            "Please ask them to; then your head teacher or school lead can accept the agreement."
        )
    least = parties.least_versions
    signed = acceptances(school, cohort)
    if covers(signed, SIGNED_IN_FULL, least):
        return ""
    body = body_that_signed(school, cohort, least)
    if body is None:
        again = " again, because there is a newer version" if signed else ""
        return (
            f"The agreement has to be accepted{again}. The head teacher or school lead of {school.name} does this "
            "on the page “Accept the agreement”; it takes about 8 minutes."
        )
    if covers(signed, [JOINS], least):
        return ""
    return (
        f"{body.name} has signed the agreement for its schools. The head teacher or school lead of {school.name} "
        "still has to accept it on the page “Accept the agreement”; it takes about 2 minutes."
    )
