"""Trusts and local authorities, made as schools name them."""

from __future__ import annotations

from itertools import chain, count

from django.utils.text import slugify

from belonging.web.schools.models import Body, BodyKind


def body_named(kind: BodyKind, code: str, name: str) -> Body | None:
    """The trust or local authority of that code (of that name, where it has none), made where it is new."""
    if not name:
        return None
    known = Body.objects.filter(kind=kind, code=code) if code else Body.objects.filter(kind=kind, name__iexact=name)
    found = known.first()
    if found is not None:
        return found
    taken = set(Body.objects.filter(slug__startswith=slugify(name)[:60]).values_list("slug", flat=True))
    slug = first_free(slugify(name)[:60] or kind.value, [code, kind.value], taken)
    return Body.objects.create(kind=kind, code=code, name=name, slug=slug)


def first_free(stem: str, endings: list[str], taken: set[str]) -> str:
    """The stem, else with the first ending that is free, else with a number."""
    candidates = chain([stem], (f"{stem}-{ending}" for ending in endings if ending), (f"{stem}-{n}" for n in count(2)))
    return next(slug for slug in candidates if slug not in taken)
