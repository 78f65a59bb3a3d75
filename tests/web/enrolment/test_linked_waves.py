"""Letters, notices and agreements of a cohort that links its waves say so, and keep all else as it is."""

from __future__ import annotations

import pytest

from belonging.web.enrolment.queries.wording import template_document
from belonging.web.enrolment.rules.documents import latest, load_document, plain_text, root_of
from belonging.web.enrolment.rules.linked_waves import NAME, with_linking
from belonging.web.programme.models import Cohort

NAMED = sorted({each["document"] for each in root_of(NAME)["sections"]})
UNTRUE = (
    "destroyed when the answers are shuffled",
    "what tied them to a slip is destroyed",
    "After the shuffle the parties cannot tell",
    "so after the shuffle nobody can look up",
    "Do not write down who has which slip",
    "Keep no used slips",
)
"""What stands in the usual texts and does not hold where slips join two waves."""


@pytest.mark.parametrize("key", NAMED)
def test_each_section_takes_the_place_of_one_that_is_there(key: str) -> None:
    document = load_document(latest(key))
    changed = with_linking(document)
    headings = [section.heading for section in document.sections]
    headed = {each["heading"]: each.get("headed", each["heading"]) for each in _sections(key)}
    assert [section.heading for section in changed.sections] == [headed.get(each, each) for each in headings]
    assert [section.number for section in changed.sections] == [section.number for section in document.sections]
    assert set(headed) <= set(headings)
    kept = [each for each in document.sections if each.heading not in headed]
    assert [each for each in changed.sections if each.heading not in headed.values()] == kept


def _sections(key: str) -> list[dict[str, str]]:
    return [each for each in root_of(NAME)["sections"] if each["document"] == key]


def test_the_letter_says_in_its_heading_that_a_slip_is_used_twice() -> None:
    letter = plain_text(with_linking(load_document(latest("letter_parent"))))
    assert "Is it private, and why is the slip used twice?" in letter


def test_an_evaluator_is_promised_one_kind_of_rows() -> None:
    agreement = plain_text(with_linking(load_document(latest("programme_evaluator"))))
    assert "in place of the shuffled answers there can be one file" in agreement
    assert "one or the other, never both" in agreement


@pytest.mark.parametrize("sentence", UNTRUE)
def test_no_sentence_stays_that_is_not_true_of_linked_waves(sentence: str) -> None:
    everything = [load_document(latest(key)) for key in NAMED]
    assert any(sentence in plain_text(document) for document in everything)
    assert not any(sentence in plain_text(with_linking(document)) for document in everything)


@pytest.mark.django_db
def test_only_a_cohort_that_links_has_them(cohort: Cohort) -> None:
    plain = plain_text(template_document("notice_parent_v1", cohort))
    cohort.links_waves = True
    linked = plain_text(template_document("notice_parent_v1", cohort))
    assert "uses the same slip both times" in linked
    assert "uses the same slip both times" not in plain


def test_a_text_of_which_nothing_changes_is_the_same() -> None:
    assert with_linking(load_document("notice_staff_v1")) == load_document("notice_staff_v1")
