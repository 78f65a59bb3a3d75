"""What people said, read from what was released."""

from __future__ import annotations

from datetime import date, timedelta

from belonging.evaluation.released import Reading, Refusal, Rung, Withheld
from belonging.web.audit.rules.heard import StoredFindings, newest_of_each
from tests.web.audit.hearing import RELEASED_AT, TOO_SMALL, cell, findings, gap, said, table, third, voices


def test_a_share_is_heard_as_the_engine_printed_it() -> None:
    heard = said(table("safe", cell(65))).heard("pupil", "safe")

    assert heard is not None
    assert (heard.text, heard.low, heard.high) == ("between 65 and 70 in 100", 65, 70)
    assert (heard.lower, heard.upper) == (55, 80)
    assert (heard.wording, heard.positive) == ("I feel safe at school", "All or most of the time")
    assert (heard.wave, heard.finding, heard.release_id) == ("baseline", "safe-by-all:all:baseline", 1)
    assert heard.refusal is None


def test_a_reversed_item_names_the_choices_that_count() -> None:
    heard = said(table("lonely", cell(80, item="lonely"))).heard("pupil", "lonely")

    assert heard is not None
    assert heard.reverse
    assert heard.positive == "Rarely or never"


def test_a_third_has_no_interval_and_its_own_ends() -> None:
    heard = said(table("safe", third("about half"))).heard("pupil", "safe")

    assert heard is not None
    assert (heard.interval, heard.rung) == (None, Rung.WORDS)
    assert (heard.lower, heard.upper) == (33.3, 66.7)


def test_the_latest_wave_is_heard_unless_another_is_named() -> None:
    both = voices(findings(table("safe", cell(50), cell(70, wave="endline")), waves=("baseline", "endline")))

    latest, first = both.heard("pupil", "safe"), both.heard("pupil", "safe", wave="baseline")

    assert latest is not None
    assert first is not None
    assert (latest.wave, latest.low) == ("endline", 70)
    assert (first.wave, first.low) == ("baseline", 50)


def test_a_table_that_the_latest_wave_does_not_show_is_refused_and_not_filled_from_before() -> None:
    held = table("safe", cell(50, group="send"), withheld=(Withheld("endline", TOO_SMALL),))

    heard = voices(findings(held, waves=("baseline", "endline"))).heard("pupil", "safe", by="send", group="send")

    assert heard is not None
    assert heard.refusal == TOO_SMALL
    assert (heard.text, heard.low, heard.high, heard.interval) == ("", None, None, None)


def test_a_table_refused_in_every_wave_says_why() -> None:
    refused = table("safe", by="send", withheld=(Withheld("baseline", TOO_SMALL),))

    heard = voices(findings(table("safe", cell(50)), refused)).heard("pupil", "safe", by="send", group="send")

    assert heard is not None
    assert heard.refusal == TOO_SMALL
    assert heard.finding == "safe-by-send"


def test_nothing_is_heard_of_what_was_not_asked_or_not_shown_by() -> None:
    some = said(table("safe", cell(65)))

    assert some.heard("pupil", "happy") is None
    assert some.heard("pupil", "safe", by="send", group="send") is None
    assert some.heard("pupil", "safe", group="nobody") is None
    assert some.heard("staff", "safe") is None
    assert some.gap("pupil", "safe", "send") is None
    assert some.change("pupil", "safe") is None


def test_a_gap_is_that_of_the_latest_wave() -> None:
    old, new = gap(Reading.FEWER), gap(Reading.NO_CLEAR_CHANGE, wave="endline")
    cells = cell(50, group="send"), cell(70, group="send", wave="endline")

    both = voices(findings(table("safe", *cells, gaps=(old, new)), waves=("baseline", "endline")))

    assert both.gap("pupil", "safe", "send") == new


def test_items_and_groups_are_those_of_the_release() -> None:
    some = said(
        table("safe", cell(65)),
        table("safe", cell(50, group="send"), cell(70, group="no_send")),
        table("lonely", cell(80, item="lonely")),
    )

    assert [(item.item, item.positive) for item in some.items("pupil")] == [
        ("safe", "All or most of the time"),
        ("lonely", "Rarely or never"),
    ]
    assert some.items("staff") == ()
    assert some.groups("pupil", "send") == (("send", "With SEND"), ("no_send", "Without SEND"))


def test_the_newest_release_of_each_audience_speaks() -> None:
    older = StoredFindings(1, RELEASED_AT, findings(table("safe", cell(50))))
    newer = StoredFindings(2, RELEASED_AT + timedelta(days=200), findings(table("safe", cell(70))))
    staff = StoredFindings(3, RELEASED_AT, findings(audience="staff"))

    some = newest_of_each([newer, staff, older])

    assert some is not None
    assert some.release_ids == (2, 3)
    assert some.released_on == date(2027, 6, 8)
    assert some.audiences == ("pupil", "staff")
    assert newest_of_each([]) is None


def test_a_wave_that_is_not_shown_at_all_is_told() -> None:
    note = Refusal("wave-small-group", "The endline is not shown. Fewer than 10 answered, so nothing is shown.")
    other = Refusal("rounding", "Numbers of answers are rounded to 5.")

    some = voices(findings(table("safe", cell(50)), notes=(other, note)))

    assert some.unseen_waves("pupil") == (note.sentence,)
    assert some.unseen_waves("staff") == ()
