"""Who signed what, and what is missing before a round may open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from belonging.web.enrolment.models import Acceptance, BodyAcceptance, Parties, Signature
from belonging.web.enrolment.rules.agreements import JOINS, SIGNED_IN_FULL, enough
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import Body, School


@dataclass(frozen=True, slots=True)
class BodySigning:
    """`is_ready`: the programme's side is recorded. `signed_at`: when what counts was signed."""

    cohort: Cohort
    is_ready: bool
    signed_at: datetime | None


def parties_of(cohort: Cohort) -> Parties | None:
    """Who stands on the programme's side; None until the team has recorded it."""
    return Parties.objects.filter(cohort=cohort).first()


def acceptances(school: School, cohort: Cohort) -> list[Acceptance]:
    """Everything the school has signed for the cohort, the newest version first."""
    return list(Acceptance.objects.filter(school=school, cohort=cohort))


def body_acceptances(body: Body, cohort: Cohort) -> list[BodyAcceptance]:
    return list(BodyAcceptance.objects.filter(body=body, cohort=cohort))


def body_signings(body: Body, cohorts: Collection[Cohort]) -> list[BodySigning]:
    """How far the body has signed for its schools in each of the cohorts. Two queries, however many."""
    least = {each.cohort_id: each.least_versions for each in Parties.objects.filter(cohort__in=cohorts)}
    signed = BodyAcceptance.objects.filter(body=body, cohort__in=cohorts)
    return [_signing(cohort, least, [each for each in signed if each.cohort_id == cohort.pk]) for cohort in cohorts]


def _signing(cohort: Cohort, least: Mapping[int, Mapping[str, int]], signed: list[BodyAcceptance]) -> BodySigning:
    asked = least.get(cohort.pk)
    covered = asked is not None and covers(signed, SIGNED_IN_FULL, asked)
    return BodySigning(cohort, asked is not None, max(each.accepted_at for each in signed) if covered else None)


def signed_under_other_names(
    cohort: Cohort, names: Mapping[str, str], least_versions: Mapping[str, int]
) -> Mapping[str, str] | None:
    """The names in a signature that would still count and has others than `names`. In a programme-wide scope."""
    same = {f"parties__{part}": name for part, name in names.items()}
    for signatures in (Acceptance.objects, BodyAcceptance.objects):
        others = signatures.filter(cohort=cohort).exclude(**same).order_by("document", "version")
        for document, version in others.values_list("document", "version").distinct():
            if enough(document, version, least_versions):
                found = others.filter(document=document, version=version).values_list("parties", flat=True)[0]
                return {part: str(found[part]) for part in names}
    return None


def signing_bodies(school: School) -> list[Body]:
    """Who may sign for the school: its trust; its local authority only where it has none."""
    body = school.trust or school.authority
    return [] if body is None else [body]


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
