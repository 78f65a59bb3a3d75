"""What an address means: which cohort, which codebook."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from belonging.web.programme.models import Cohort
from belonging.web.themes.models import Codebook
from belonging.web.themes.queries import AUDIENCES, codebook_of


def cohort_of(slug: str) -> Cohort:
    return get_object_or_404(Cohort, slug=slug)


def codebook_at(cohort: str, audience: str) -> Codebook:
    """The newest version. Raises Http404."""
    found = codebook_of(cohort_of(cohort), audience) if audience in AUDIENCES else None
    if found is None:
        raise Http404
    return found


def fixed_codebook(cohort: str, audience: str) -> Codebook:
    """One that comments are coded with. Raises Http404."""
    found = codebook_at(cohort, audience)
    if found.fixed_at is None:
        raise Http404
    return found
