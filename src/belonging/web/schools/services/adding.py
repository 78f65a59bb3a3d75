"""Putting schools on the books: made up for the demo, from the register, or from outside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import BodyKind, RegisterEntry, School
from belonging.web.schools.rules.register_types import MADE_UP
from belonging.web.schools.rules.register_words import same_name
from belonging.web.schools.services.bodies import body_named, first_free

LONGEST_SLUG, STEM = 60, 50


class SchoolExists(Refused):
    """A school with this address or reference number is on the books already."""


class NoQuestionnaire(Refused):
    """A place of the register for which there is no questionnaire."""


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


@dataclass(frozen=True, slots=True)
class OutsideSchool:
    """A school that the register of England does not have. `nation`: see `rules.nations`."""

    name: str
    town: str
    nation: str
    setting: str
    has_sixth_form: bool = False
    local_authority: str = ""


@transaction.atomic
def add_school(*, new: NewSchool, actor: str, now: datetime) -> School:
    """Raises SchoolExists."""
    if School.objects.filter(slug=new.slug).exists():
        raise SchoolExists(f"A school is already at the address '{new.slug}'. Please choose another address.")
    if new.urn and School.objects.filter(urn=new.urn).exists():
        raise SchoolExists(f"The school with reference number {new.urn} is already here. Please look it up instead.")
    school = School(
        name=new.name,
        slug=new.slug,
        urn=new.urn or None,
        setting=new.setting,
        has_sixth_form=new.has_sixth_form,
        local_authority=new.local_authority,
        is_simulated=new.is_simulated,
    )
    return _added(school, actor, now)


@transaction.atomic
def school_from_register(*, entry: RegisterEntry, actor: str, now: datetime) -> School:
    """The school of a register entry, made the first time it is asked for. Raises NoQuestionnaire."""
    known = School.objects.filter(urn=entry.urn).first()
    if known is not None:
        return known
    if not entry.setting:
        raise NoQuestionnaire(
            f"{entry.name} is listed as “{entry.type_name}”. Our questionnaires are made for schools with pupils of 5 "
            "to 18, so it cannot take part yet. Please write to the programme’s team if you think this is wrong."
        )
    school = School(
        name=entry.name,
        slug=_free_slug(entry.name, entry.town, entry.urn),
        urn=entry.urn,
        setting=entry.setting,
        has_sixth_form=entry.has_sixth_form,
        town=entry.town,
        local_authority=entry.authority,
        trust=body_named(BodyKind.TRUST, entry.trust_code, entry.trust),
        authority=body_named(BodyKind.AUTHORITY, entry.authority_code, entry.authority),
        is_simulated=settings.DEMO or entry.urn.startswith(MADE_UP),
    )
    try:
        with transaction.atomic():
            return _added(school, actor, now)
    except IntegrityError:
        # Somebody else asked for it in the same moment.
        known = School.objects.filter(urn=entry.urn).first()
        if known is None:
            raise
        return known


@transaction.atomic
def add_outside_school(*, new: OutsideSchool, actor: str, now: datetime) -> School:
    """A school outside the register. Raises SchoolExists for the same name in the same town."""
    _refuse_known(new)
    school = School(
        name=new.name,
        slug=_free_slug(new.name, new.town, ""),
        setting=new.setting,
        has_sixth_form=new.has_sixth_form,
        nation=new.nation,
        town=new.town,
        local_authority=new.local_authority,
        authority=body_named(BodyKind.AUTHORITY, "", new.local_authority),
        is_simulated=settings.DEMO,
    )
    return _added(school, actor, now)


def _refuse_known(new: OutsideSchool) -> None:
    in_town = School.objects.filter(town__iexact=new.town)
    if any(same_name(school.name, new.name) for school in in_town):
        raise SchoolExists(f"{new.name} in {new.town} is already on the books. Please look it up instead.")
    listed = RegisterEntry.objects.filter(town__iexact=new.town, is_open=True)
    twin = next((entry for entry in listed if same_name(entry.name, new.name)), None)
    if twin is not None:
        raise SchoolExists(
            f"{twin.name} in {twin.town} is in the national register under the number {twin.urn}. "
            "Please choose it from there instead."
        )


def _added(school: School, actor: str, now: datetime) -> School:
    school.save(force_insert=True)
    with programme_scope("add a school"):
        record_act(act=Act("school-added", f"school:{school.pk}"), actor=actor, now=now)
    return school


def _free_slug(name: str, town: str, urn: str) -> str:
    """The name; with the town, the number, or a count where others have it."""
    stem = slugify(name)[:STEM].rstrip("-") or "school"
    taken = set(School.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return first_free(stem, [slugify(town)[: LONGEST_SLUG - len(stem) - 1], urn], taken)
