"""Schools that a school described by hand may be. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from belonging.web.programme.models import Interest
from belonging.web.programme.rules.interest import may_be_the_same, same_town, stem
from belonging.web.schools.models import RegisterEntry, School

AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """`urn` where it stands in the register, `reference` where it is interested; neither: it is on the books."""

    name: str
    town: str
    urn: str = ""
    reference: str = ""


def twins_of(interest: Interest) -> list[Twin]:
    """The likeliest. None for a school that came with its number, or has become one on the books."""
    part = stem(interest.school_name)
    if interest.urn or interest.became_id or not part:
        return []
    here = (interest.school_name, interest.town)
    alike = [each for each in _having(part, interest) if may_be_the_same(here, (each.name, each.town))]
    near = [each for each in alike if same_town(each.town, interest.town)]
    return (near or alike)[:AT_MOST]


def _having(part: str, interest: Interest) -> Iterator[Twin]:
    """On the books, in the queue, in the register, in that order. A town that is not known is the authority's."""
    schools = School.objects.filter(name__icontains=part).order_by("name", "pk")
    for name, town in schools.values_list("name", "local_authority"):
        yield Twin(name, town)
    others = Interest.objects.filter(school_name__icontains=part).exclude(pk=interest.pk).order_by("school_name", "pk")
    for name, town, reference in others.values_list("school_name", "town", "reference"):
        yield Twin(name, town, reference=reference)
    entries = RegisterEntry.objects.filter(name__icontains=part, is_open=True).order_by("name", "urn")
    for name, town, authority, urn in entries.values_list("name", "town", "authority", "urn"):
        yield Twin(name, town or authority, urn=urn)
