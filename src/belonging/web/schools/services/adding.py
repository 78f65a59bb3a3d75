"""Putting schools on the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School


class SchoolExists(Refused):
    """A school with this address or reference number is on the books already."""


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What the register says. `urn` is empty for a simulated school."""

    name: str
    slug: str
    setting: str
    urn: str = ""
    has_sixth_form: bool = False
    local_authority: str = ""
    is_simulated: bool = False


@transaction.atomic
def add_school(*, new: NewSchool, actor: str, now: datetime) -> School:
    """Raises SchoolExists."""
    if School.objects.filter(slug=new.slug).exists():
        raise SchoolExists(f"A school is already at the address '{new.slug}'. Please choose another address.")
    if new.urn and School.objects.filter(urn=new.urn).exists():
        raise SchoolExists(f"The school with reference number {new.urn} is already here. Please look it up instead.")
    school = School.objects.create(
        name=new.name,
        slug=new.slug,
        urn=new.urn or None,
        setting=new.setting,
        has_sixth_form=new.has_sixth_form,
        local_authority=new.local_authority,
        is_simulated=new.is_simulated,
    )
    with programme_scope("add a school"):
        record_act(act=Act("school-added", f"school:{school.pk}"), actor=actor, now=now)
    return school
