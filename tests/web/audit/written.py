"""Audits with something written in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit
from belonging.web.audit.services.evidence import add_text
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.tailoring import OwnWords
from belonging.web.audit.services.work import Said, rate, sign_off, start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW

LATER = NOW + timedelta(days=200)
OWN = OwnWords(
    area="school_activities",
    wording="We have a quiet room that any pupil may use at lunch",
    fully="It is open with an adult every lunchtime, and any pupil may go without asking.",
    partially="It is open on some days, or for some pupils.",
    not_yet="There is no such room.",
)


def begun(school: School, cohort: Cohort, by: User, *, stage: str = "baseline", at: datetime = NOW) -> Audit:
    return start_audit(school=school, cohort=cohort, stage=stage, actor=str(by.pk), now=at)


def rated(
    audit: Audit, by: User, values: Mapping[str, str], *, at: datetime = NOW, how: str = "Pupils told us"
) -> None:
    """`values`: ratings by key of the statement."""
    for statement, value in values.items():
        said = Said(value, how, 0)
        rate(audit=audit, statement=statement, said=said, actor=str(by.pk), now=at)


def discussed(audit: Audit, by: User, statement: str = "safe_places", *, at: datetime = NOW) -> None:
    add_text(
        audit=audit,
        statement=statement,
        title="Playground rota",
        text="On the staff room wall",
        actor=str(by.pk),
        now=at,
    )
    remark(audit=audit, statement=statement, text="The gate is still unwatched", actor=str(by.pk), now=at)


def signed(audit: Audit, by: User, *, note: str = "Agreed with governors", at: datetime = NOW) -> Audit:
    return sign_off(audit=audit, note=note, actor=str(by.pk), now=at)
