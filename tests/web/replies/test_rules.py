"""How a share is said, which answers are told, what a number may be."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Cell, Gap, Reading, Refusal, ReleasedTable, Share
from belonging.instruments.load import load
from belonging.web.audit.rules.heard import Heard, SchoolVoices, StoredFindings
from belonging.web.replies.models import Edition, Stage
from belonging.web.replies.rules.building import built_page, said_of
from belonging.web.replies.rules.choosing import chosen, shown_of
from belonging.web.replies.rules.deeds import Deed
from belonging.web.replies.rules.numbers import out_of_ten, shares_said, unreleased
from belonging.web.replies.rules.openings import NOT_SHOWN, TOO_FEW
from belonging.web.replies.rules.phrases import (
    PARENTS,
    PICTURES,
    PUPILS,
    harder_for_some,
    said_by_parents,
    said_by_pupils,
    said_to_youngest,
)
from belonging.web.replies.rules.shares import Printed, in_ten, tenths
from tests.web.replies.conftest import NOW
from tests.web.reports.conftest import OF_MAPLE, released

BANDS = [(low, low + step) for step in (0, 5, 10, 20, 30) for low in range(0, 101 - step, step or 1)]
SHARES = st.sampled_from([Printed(f"between {low} and {high} in 100", low, high) for low, high in BANDS])
EVERY_SAID = [in_ten(Printed("", low, high)) for low, high in BANDS]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Printed("71 in 100", 71, 71), "About 7 in 10"),
        (Printed("between 65 and 70 in 100", 65, 70), "About 7 in 10"),
        (Printed("between 60 and 65 in 100", 60, 65), "About 6 in 10"),
        (Printed("between 60 and 70 in 100", 60, 70), "6 or 7 in 10"),
        (Printed("between 60 and 80 in 100", 60, 80), "6 to 8 in 10"),
        (Printed("between 40 and 60 in 100", 40, 60), "4 to 6 in 10"),
        (Printed("between 86 and 100 in 100", 86, 100), "At least 8 in 10"),
        (Printed("between 0 and 14 in 100", 0, 14), "At most 2 in 10"),
        (Printed("between 0 and 95 in 100", 0, 95), "Some"),
        (Printed("between 5 and 100 in 100", 5, 100), "Some"),
        (Printed("between 0 and 100 in 100", 0, 100), "Some"),
        (Printed("90 or more in 100", 90, 100), "At least 9 in 10"),
        (Printed("10 or fewer in 100", 0, 10), "At most 1 in 10"),
        (Printed("100 in 100", 100, 100), "Nearly all"),
        (Printed("0 in 100", 0, 0), "Hardly any"),
        (Printed("most", 66.7, 100), "Most"),
        (Printed("about half", 33.3, 66.7), "About half"),
        (Printed("few", 0, 33.3), "Only a few"),
    ],
)
def test_a_share_is_said_in_tens(share: Printed, said: str) -> None:
    assert in_ten(share) == said


@given(SHARES, st.floats(0, 1))
def test_whatever_the_share_is_inside_its_band_what_is_said_is_true_to_a_twentieth(share: Printed, at: float) -> None:
    true = share.low + at * (share.high - share.low)
    fewest, most = tenths(share)

    assert fewest * 10 - 5 <= true <= most * 10 + 5
    assert most - fewest <= max(1, math.ceil((share.high - share.low) / 10))


@given(SHARES, st.floats(0, 1))
def test_at_least_and_at_most_are_true_to_the_word(share: Printed, at: float) -> None:
    true = share.low + at * (share.high - share.low)
    bound, _, rest = in_ten(share).partition(" ")[2].partition(" ")

    if bound == "least":
        assert true >= 10 * int(rest.split()[0])
    if bound == "most":
        assert true <= 10 * int(rest.split()[0])


@given(SHARES, st.sampled_from(sorted(PUPILS)), st.sampled_from([Edition.PUPILS, Edition.FAMILIES]))
def test_what_is_built_is_never_refused(share: Printed, item: str, edition: Edition) -> None:
    assert unreleased(said_by_pupils(edition, item, in_ten(share)), [share]) == []
    assert unreleased(said_to_youngest(item, share), [share]) == []


@given(SHARES, st.sampled_from(sorted(PUPILS)))
def test_the_youngest_read_a_number_only_of_more_than_half_and_never_of_who_is_lonely(
    share: Printed, item: str
) -> None:
    said = said_to_youngest(item, share)

    assert len(said.split()) <= 11
    if any(sign.isdigit() for sign in said):
        assert share.low > 50
        assert item != "lonely"
    if item != "lonely":
        assert "mostly" in said


def test_low_answers_are_told_to_the_youngest_kindly() -> None:
    few, low = Printed("between 5 and 10 in 100", 5, 10), Printed("between 40 and 45 in 100", 40, 45)

    assert said_to_youngest("safe", low) == "Some children mostly feel safe at school. Others not yet."
    assert said_to_youngest("safe", few) == "Not many children mostly feel safe at school yet."
    assert said_to_youngest("lonely", low) == "Some children feel lonely sometimes."
    assert said_to_youngest("lonely", Printed("", 90, 95)) == "Most children are not often lonely."


@given(SHARES, st.integers(1, 9))
def test_another_number_of_ten_is_refused(share: Printed, number: int) -> None:
    said = f"About {number} in 10 of you feel safe."

    assert (unreleased(said, [share]) == []) == (tenths(share) == (number, number))


@pytest.mark.parametrize("item", sorted(PUPILS))
@pytest.mark.parametrize(
    "share", sorted({*EVERY_SAID, "Most", "About half", "Only a few"}, key=lambda said: (len(said), said))[-3:]
)
def test_a_line_is_short_enough_to_be_read(item: str, share: str) -> None:
    assert len(said_by_pupils(Edition.PUPILS, item, share).split()) <= 15
    assert len(harder_for_some(Edition.PUPILS, item).split()) <= 15
    assert len(said_by_pupils(Edition.FAMILIES, item, share).split()) <= 20


def test_every_statement_of_the_questionnaires_has_its_words_and_picture() -> None:
    assert set(PUPILS) == {item.key for item in load("pupil_v1").items}
    assert set(PARENTS) == {item.key for item in load("parent_v1").items}
    assert {phrase.picture for phrase in PUPILS.values()} <= set(PICTURES)
    assert said_by_pupils(Edition.FAMILIES, "safe", "About half") == "About half of pupils feel safe at school."
    assert said_by_parents("child_safe", "Most") == "Most parents and carers say their child feels safe at school."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("About 7 in 10 of you", (7, 7)),
        ("6 or 7 in 10", (6, 7)),
        ("seven out of ten", (7, 7)),
        ("70 in 100", None),
        ("Most of you", None),
    ],
)
def test_what_is_drawn_is_what_is_said(text: str, found: tuple[int, int] | None) -> None:
    assert out_of_ten(text) == found


@pytest.mark.parametrize("text", ["We bought 3 benches.", "In Year 5 we sing.", "Call 0800 1111.", "The best of us"])
def test_what_is_no_share_is_none(text: str) -> None:
    assert shares_said(text) == []


def _voices() -> SchoolVoices:
    findings = released("pupil", OF_MAPLE)
    return SchoolVoices((StoredFindings(1, NOW, findings),))


def _with_send_gap(item: str, reading: Reading = Reading.FEWER) -> SchoolVoices:
    """Maple's findings, as if the gap on one statement were clear."""
    findings = released("pupil", OF_MAPLE)
    last = findings.waves[-1]
    gap = Gap(f"gap-{item}", "send", "With SEND", "no_send", "Without SEND", last, None, -25, -20, None, reading, "")
    cells = tuple(
        Cell(
            group,
            label,
            last,
            60,
            1,
            {"positive": Share(low, low + 5, f"between {low} and {low + 5} in 100")},
            id=group,
        )
        for group, label, low in (("send", "With SEND", 50), ("no_send", "Without SEND", 75))
    )
    tables = tuple(_cleared(table, gap, cells, item) for table in findings.tables)
    return SchoolVoices((StoredFindings(1, NOW, replace(findings, tables=tables)),))


def _cleared(table: ReleasedTable, gap: Gap, cells: tuple[Cell, ...], item: str) -> ReleasedTable:
    return replace(table, gaps=(gap,), cells=cells) if (table.item, table.by) == (item, "send") else table


def _said(edition: Edition, voices: SchoolVoices) -> list[str]:
    return [line.said for line in built_page(edition, voices, [], []).lines]


def test_pupils_hear_that_it_is_harder_for_some_without_being_pointed_at() -> None:
    (line,) = [line for line in built_page(Edition.PUPILS, _with_send_gap("safe"), [], []).lines if line.by == "send"]

    assert line.said == "Some of you find it harder to feel safe."
    assert "SEND" not in line.said
    assert line.findings == ("gap-safe",)


def test_families_hear_both_shares_where_both_are_released() -> None:
    said = _said(Edition.FAMILIES, _with_send_gap("safe"))

    assert said[-1] == "About 5 in 10 pupils with SEND feel safe at school; of other pupils about 8 in 10."


def test_the_youngest_hear_nothing_of_groups() -> None:
    assert _said(Edition.YOUNGER, _with_send_gap("safe")) == _said(Edition.YOUNGER, _voices())


def test_no_gap_is_told_that_is_not_clear() -> None:
    unclear = _with_send_gap("safe", Reading.NO_CLEAR_CHANGE)

    assert all("harder" not in said for said in _said(Edition.PUPILS, unclear))
    assert all("SEND" not in said for said in _said(Edition.FAMILIES, unclear))


def test_where_no_number_may_be_shown_the_page_says_so_and_what_is_done() -> None:
    findings = released("pupil", OF_MAPLE)
    hidden = replace(findings, tables=())
    deeds = [Deed(3, "We eat together on Fridays.", Stage.DID, ())]

    page = built_page(Edition.PUPILS, SchoolVoices((StoredFindings(1, NOW, hidden),)), deeds, [])

    (line,) = page.lines
    assert (line.said, line.did, line.action) == (NOT_SHOWN[Edition.PUPILS], "We eat together on Fridays.", 3)
    assert page.opening == "Thank you for telling us how school feels."
    assert all(len(words[edition].split()) <= 15 for words in (NOT_SHOWN, TOO_FEW) for edition in Edition)
    assert all(len(words[Edition.YOUNGER].split()) <= 10 for words in (NOT_SHOWN, TOO_FEW))


def test_that_few_answered_is_said_only_where_that_is_why() -> None:
    few = Refusal("small-setting", "Fewer than 10 pupils answered in each wave.")
    hidden = replace(released("pupil", OF_MAPLE), tables=(), notes=(few,))

    (line,) = built_page(Edition.PUPILS, SchoolVoices((StoredFindings(1, NOW, hidden),)), [], []).lines

    assert (line.said, line.did) == (TOO_FEW[Edition.PUPILS], "")


def test_the_best_comes_first_then_the_lowest_then_what_is_wanted_then_the_next_lowest() -> None:
    shown = shown_of(_voices(), "pupil")
    middle = {heard.item: ((heard.low or 0) + (heard.high or 0)) / 2 for heard in shown}

    best, lowest, wanted, *rest = (heard.item for heard in chosen(shown, [("pupil", "fair")], 5))

    assert middle[best] == max(middle.values())
    assert middle[lowest] == min(middle.values())
    assert wanted == "fair"
    assert [middle[item] for item in rest] == sorted(middle[item] for item in rest)
    assert chosen([], [("pupil", "fair")], 5) == []
    crowd = chosen(shown, [("pupil", item) for item in sorted(middle, key=middle.__getitem__, reverse=True)], 3)
    assert lowest in [heard.item for heard in crowd], "no plan crowds it out"


def test_a_statement_that_is_new_to_us_is_quoted_as_it_was_asked() -> None:
    heard = shown_of(_voices(), "pupil")[0]
    unknown = replace(heard, item="new_one", wording="I feel at home")

    assert said_of(Edition.PUPILS, unknown).endswith("of you answered “all or most of the time” to “I feel at home”.")


def test_what_is_not_shown_cannot_be_told() -> None:
    hidden: Heard = replace(shown_of(_voices(), "pupil")[0], low=None, high=None)

    with pytest.raises(ValueError, match="not shown"):
        said_of(Edition.PUPILS, hidden)
