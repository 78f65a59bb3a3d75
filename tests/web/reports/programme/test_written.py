"""What parents and staff wrote, in the programme's report: as released, with agreement, and quotes with leave."""

from __future__ import annotations

import pytest
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.programme.content import Grid, Quotes, Section
from belonging.web.reports.presenters.programme.themed import themed_sections
from belonging.web.reports.queries.programme import Evidence, programme_evidence
from belonging.web.schools.models import School
from belonging.web.surveys.models import SealedComment
from belonging.web.themes.models import Codebook
from belonging.web.themes.queries import quotable, theme_results
from belonging.web.themes.services.coding import mark_quote, release_themes
from tests.web.conftest import NOW
from tests.web.themes.given import FIRST, coded, fixed


@pytest.fixture
def released(programme_released: Cohort) -> Codebook:
    with programme_scope("test"):
        codebook = fixed(programme_released)
        coded(codebook)
        release_themes(codebook=codebook, actor=FIRST, now=NOW)
    return codebook


def told(cohort: Cohort) -> Section:
    with programme_scope("test"):
        evidence = programme_evidence(cohort, "summary", timezone.now())
    assert evidence is not None
    (section,) = themed_sections(evidence)
    return section


def test_shares_are_those_that_were_released_and_carry_their_ids(released: Codebook) -> None:
    section = told(released.cohort)

    (grid,) = (block for block in section.blocks if isinstance(block, Grid))
    with programme_scope("test"):
        (results,) = theme_results(released.cohort)
    assert section.title == "What families wrote"
    assert grid.head == ("Theme", "Endline, about 60 comments")
    assert [row[1] for row in grid.rows] == ["Between 50 and 55 in 100", "In too few comments to say how many."]
    assert grid.findings == tuple(tuple(share.id for share in theme.shares) for theme in results.themes)
    assert "read 30 of these comments" in grid.note


def test_a_quote_that_names_a_school_is_not_printed(released: Codebook, maple: School) -> None:
    with programme_scope("test"):
        theme = released.themes.earliest("pk")
        fine, naming = quotable(released, theme)[:2]
        for row in (fine, naming):
            mark_quote(row=row, theme=theme, actor=FIRST, now=NOW)
        words = f"At {maple.name.upper()} all are kind."
        SealedComment.objects.filter(pk=naming.comment_id).update(released_text=words)

    (quotes,) = (block for block in told(released.cohort).blocks if isinstance(block, Quotes))

    assert [each.words for each in quotes.quotes] == [fine.comment.released_text]


def test_nothing_is_said_before_themes_are_released(programme_released: Cohort) -> None:
    with programme_scope("test"):
        evidence = programme_evidence(programme_released, "summary", timezone.now())
    assert isinstance(evidence, Evidence)
    assert list(themed_sections(evidence)) == []
