"""Codebooks: one that is released, one that is coded and waits, one that is still written."""

from __future__ import annotations

from belonging.web.programme.models import Cohort
from belonging.web.themes.models import Codebook
from belonging.web.themes.services.codebooks import ThemeWords, add_theme, begin_codebook, fix_codebook
from belonging.web.themes.services.coding import code_comment, release_themes
from tests.guards.doors.places import ACTOR, Samples
from tests.web.conftest import NOW


def themes(cohort: Cohort) -> Samples:
    """Of the comments that the schools' parents wrote. Call in a programme-wide scope."""
    released = _coded(cohort)
    release_themes(codebook=released, actor=ACTOR, now=NOW)
    _coded(Cohort.objects.exclude(pk=cohort.pk).earliest("pk"))
    _begun(cohort, "staff")
    theme, row = released.themes.earliest("pk"), released.coded.earliest("pk")
    return {"coded_audience": "parent", "theme": theme.key, "turn": "first", "coded_comment": str(row.pk)}


def _begun(cohort: Cohort, audience: str) -> Codebook:
    codebook = begin_codebook(cohort=cohort, audience=audience, actor=ACTOR, now=NOW)
    add_theme(codebook=codebook, words=ThemeWords("Being known", "Somebody knows the child."), actor=ACTOR, now=NOW)
    return codebook


def _coded(cohort: Cohort) -> Codebook:
    codebook = fix_codebook(codebook=_begun(cohort, "parent"), actor=ACTOR, now=NOW)
    for row in codebook.coded.all():
        code_comment(row=row, themes=[], second=False, actor=ACTOR, now=NOW)
        code_comment(row=row, themes=[], second=True, actor=f"{ACTOR} too", now=NOW)
    return codebook
