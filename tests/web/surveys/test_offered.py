"""In which editions and languages a round is answered: drafts only where the school takes them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.template.loader import render_to_string

from belonging.web.enrolment.models import Choices
from belonging.web.enrolment.queries import wordings
from belonging.web.enrolment.queries.wordings import Worded
from belonging.web.enrolment.rules.wordings import catalogues_of
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.answering import asking_of, page_of
from belonging.web.surveys.queries.offered import Tongue, offered
from belonging.web.surveys.rules.editions import EDITIONS

ENGLISH = Tongue("en", draft=False)


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Welsh is signed off, Urdu drafted, and of French a part is missing."""
    names = catalogues_of("pupil_v1")
    found = {(name, "cy"): Worded({}, signed=True) for name in names}
    found |= {(name, "ur"): Worded({}, signed=name == "pupil_v1") for name in names}
    found |= {("pupil_v1", "fr"): Worded({}, signed=True)}

    def worded(_names: Sequence[str], *, drafts: bool) -> dict[wordings.Pair, Worded]:
        return {pair: each for pair, each in found.items() if drafts or each.signed}

    monkeypatch.setattr(wordings, "_worded", worded)


def test_a_round_of_pupils_offers_every_edition_and_what_is_signed_off(open_round_: Round) -> None:
    choice = offered(open_round_)
    assert choice.editions == EDITIONS
    assert choice.languages == (ENGLISH, Tongue("cy", draft=False))


def test_drafts_are_offered_where_the_school_takes_them(open_round_: Round) -> None:
    Choices.objects.update_or_create(
        school=open_round_.host, cohort=open_round_.cohort, defaults={"accepts_drafts": True}
    )
    assert offered(open_round_).languages == (ENGLISH, Tongue("ur", draft=True), Tongue("cy", draft=False))


def test_an_adult_is_shown_the_editions_that_fit_the_school(open_round_: Round) -> None:
    assert offered(open_round_).shown == tuple(key for key in EDITIONS if key != "sixth_form")
    open_round_.host.setting = "secondary"
    assert "sixth_form" not in offered(open_round_).shown
    open_round_.host.has_sixth_form = True
    assert offered(open_round_).shown == EDITIONS


def test_the_adults_panel_says_which_editions_are_drafts(open_round_: Round) -> None:
    asking = asking_of(open_round_)
    assert asking is not None
    assert {door.key for door in asking.editions if not door.draft} == {"standard"}
    panel = render_to_string("surveys/answer_panel.html", page_of(asking))
    assert panel.count("draft, not yet tried with children") == 4
