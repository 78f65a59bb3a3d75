"""The rules of doing an audit: stages, progress, order, reminders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.instruments.audit import Met
from belonging.instruments.load import load_audit
from belonging.web.audit.presenters.work import minutes, people_words
from belonging.web.audit.rules.progress import minutes_for, next_unrated, progress
from belonging.web.audit.rules.reminding import Reminder, reminder_due
from belonging.web.audit.rules.stages import STAGES, may_start, start_fault

INSTRUMENT = load_audit()
ASKED = {area.key: [each.key for each in area.statements] for area in INSTRUMENT.areas}
KEYS = [key for keys in ASKED.values() for key in keys]
values = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["", *Met]))


class TestStages:
    @pytest.mark.parametrize(
        ("begun", "open_to"),
        [
            ({}, ("baseline",)),
            ({"baseline": False}, ()),
            ({"baseline": True}, ("midpoint", "final")),
            ({"baseline": True, "midpoint": False}, ()),
            ({"baseline": True, "midpoint": True}, ("final",)),
            ({"baseline": True, "final": False}, ()),
            ({"baseline": True, "final": True}, ()),
        ],
    )
    def test_a_later_one_needs_the_earlier_signed_off_and_a_midpoint_may_be_skipped(
        self, begun: dict[str, bool], open_to: tuple[str, ...]
    ) -> None:
        assert may_start(begun) == open_to

    @given(st.dictionaries(st.sampled_from(STAGES), st.booleans()), st.sampled_from(STAGES))
    def test_what_cannot_start_says_what_to_do(self, begun: dict[str, bool], stage: str) -> None:
        fault = start_fault(stage, begun)
        assert fault == "" or fault.endswith(".")
        assert bool(fault) == (stage not in may_start(begun))


class TestProgress:
    @given(values)
    def test_the_parts_add_up(self, given_values: dict[str, str]) -> None:
        found = progress(instrument=INSTRUMENT, asked=ASKED, values=given_values, people={})
        assert (found.rated, found.asked) == (sum(1 for value in given_values.values() if value), len(KEYS))
        for area in found.by_area:
            assert area.fully + area.partially + area.not_yet == area.rated <= area.asked
        assert found.is_whole == (found.minutes_left == 0)

    def test_nothing_rated_takes_about_as_long_as_the_instrument_says(self) -> None:
        found = progress(instrument=INSTRUMENT, asked=ASKED, values={}, people={"inclusive_culture": ["Sam"]})
        assert INSTRUMENT.minutes <= found.minutes_left < INSTRUMENT.minutes + len(found.by_area)
        assert found.by_area[0].people == ("Sam",)

    def test_a_rating_of_a_statement_that_is_not_asked_does_not_count(self) -> None:
        values_ = {KEYS[0]: "fully"}
        found = progress(instrument=INSTRUMENT, asked={"inclusive_culture": KEYS[1:3]}, values=values_, people={})
        assert (found.rated, found.asked) == (0, 2)

    @given(st.integers(0, 40))
    def test_nobody_is_hurried(self, statements: int) -> None:
        assert minutes_for(INSTRUMENT, statements) * len(KEYS) >= statements * INSTRUMENT.minutes

    @pytest.mark.parametrize(
        ("number", "words"),
        [(1, "about 1 minute"), (60, "about 1 hour"), (80, "about 1 hour 20 minutes"), (0, "about 0 minutes")],
    )
    def test_minutes_in_words(self, number: int, words: str) -> None:
        assert minutes(number) == words

    @pytest.mark.parametrize(
        ("names", "words"),
        [((), ""), (("Sam",), "Sam"), (("Sam", "Jo"), "Sam and Jo"), (("A", "B", "C"), "A, B and C")],
    )
    def test_people_in_words(self, names: tuple[str, ...], words: str) -> None:
        assert people_words(names) == words


class TestWhatComesNext:
    @given(st.sets(st.sampled_from(KEYS)), st.sampled_from(["", *KEYS]))
    def test_it_is_unrated_and_another_one_whenever_there_is_one(self, rated: set[str], after: str) -> None:
        found = next_unrated(KEYS, rated, after)
        left = [key for key in KEYS if key not in rated and key != after]
        assert (found is None) == (not left)
        assert found is None or found in left

    def test_it_goes_on_from_the_front_at_the_end(self) -> None:
        assert next_unrated(["a", "b", "c"], {"b"}, "c") == "a"
        assert next_unrated(["a", "b", "c"], {"b"}, "a") == "c"
        assert next_unrated(["a", "b", "c"], set(), "unknown") == "a"
        assert next_unrated(["a", "b"], {"b"}, "a") is None


class TestReminders:
    DUE = date(2026, 12, 11)

    @pytest.mark.parametrize(
        ("days", "kind"),
        [
            (-8, None),
            (-7, Reminder.WEEK),
            (-2, Reminder.WEEK),
            (-1, Reminder.DAY),
            (0, Reminder.DAY),
            (1, Reminder.LATE),
            (14, Reminder.LATE),
            (15, None),
        ],
    )
    def test_a_week_before_a_day_before_and_when_late(self, days: int, kind: Reminder | None) -> None:
        today = self.DUE + timedelta(days=days)
        assert reminder_due(started=date(2026, 11, 1), due=self.DUE, today=today) == kind

    def test_not_on_the_day_it_starts(self) -> None:
        assert reminder_due(started=self.DUE, due=self.DUE, today=self.DUE) is None
