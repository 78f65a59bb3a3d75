"""A panel for each measure that has data: its rates, its scale, and which terms are joined."""

from __future__ import annotations

from dataclasses import replace

from belonging.web.outcomes.models import Source
from belonging.web.outcomes.presenters.beside import school_beside
from belonging.web.outcomes.presenters.panels import programme_panels, school_panels
from belonging.web.outcomes.queries import PooledTerm, TermOutcome
from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.pooling import Pool
from belonging.web.outcomes.rules.terms import Period, Term
from tests.web.conftest import NOW
from tests.web.outcomes.test_showing import LARGE

TERMS = [Term.of(2025, period) for period in (Period.AUTUMN, Period.SPRING, Period.SUMMER)]
WORDS = "Entries of levels 3 and 4."


def told(term: Term, counts: Counts, words: str = WORDS) -> TermOutcome:
    return TermOutcome(term, Source.ENTERED, 1, NOW, {Group.ALL: counts}, words)


def test_rates_stand_in_panels_of_their_own_and_a_column_nobody_gave_has_none() -> None:
    panels = school_panels([told(TERMS[0], LARGE)], Group.ALL)

    assert [(panel.unit, panel.marks[0].printed) for panel in panels] == [
        ("in 100 sessions", "92.5"), ("in 100 pupils", "16.0"), ("per 100 pupils", "10.2"), ("per 100 pupils", "40.0"),
    ]  # fmt: skip
    assert all(panel.ends[0] <= (mark.low or 0) < panel.ends[1] for panel in panels for mark in panel.marks)
    only = school_panels([told(TERMS[0], Counts(on_roll=600, suspensions=3, suspended=2))], Group.ALL)
    assert [panel.heading for panel in only] == ["Suspensions, per 100 pupils"]
    assert only[0].ends == (0, 5), "a small number is not drawn large"


def test_a_term_that_is_withheld_and_another_way_of_counting_break_the_line() -> None:
    withheld = replace(LARGE, suspensions=None, suspended=None)
    terms = [told(TERMS[0], LARGE), told(TERMS[1], withheld, "Every note home."), told(TERMS[2], LARGE)]

    came, _, suspensions, incidents = school_panels(terms, Group.ALL)

    assert [mark.joined for mark in came.marks] == [False, True, True]
    assert [(mark.when, mark.joined) for mark in suspensions.marks] == [("Autumn 2025", False), ("Summer 2026", False)]
    assert not any(mark.joined for mark in incidents.marks)


def test_schools_together_are_joined_where_the_same_stand_behind_both() -> None:
    first, more = frozenset({1, 2, 3}), frozenset({1, 2, 3, 4})
    pools = [Pool(60, 1_200, 1_200, first), Pool(72, 1_200, 1_200, first), Pool(90, 1_500, 1_500, more)]
    terms = [PooledTerm(term, {Group.ALL: {"persistent": pool}}) for term, pool in zip(TERMS, pools, strict=True)]

    [panel] = programme_panels(terms, Group.ALL)

    assert [(mark.printed, mark.joined) for mark in panel.marks] == [("5.0", False), ("6.0", True), ("6.0", False)]


def test_on_paper_the_picture_brings_its_own_colours_and_no_second_one() -> None:
    page, paper = (school_beside([told(TERMS[0], LARGE)], None, {}, paper=each).first.picture for each in (False, True))

    assert page is not None
    assert paper is not None
    assert page.narrow
    assert 'fill="#' not in page.wide
    assert not paper.narrow
    assert 'fill="#' in paper.wide
    assert "Pupils persistently absent" in paper.text
