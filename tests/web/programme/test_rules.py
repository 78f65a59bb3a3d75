"""Waves in term, one key for one school, hours from assumptions, nudges once a week."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.programme.models import Entrance
from belonging.web.programme.rules import mask_number
from belonging.web.programme.rules.consent import CONSENTS, CURRENT
from belonging.web.programme.rules.forecast import ASSUMPTIONS, Need, Size, assumed, comments_fit, forecast
from belonging.web.programme.rules.interest import SYMBOLS, new_reference, place_key
from belonging.web.programme.rules.modes import FACTS
from belonging.web.programme.rules.nudges import EVERY, NUDGES, may_go_again, nudge_of
from belonging.web.programme.rules.planning import LONGEST, Window, gap_in_waves, window_faults
from belonging.web.surveys.models import Entrance as RoundEntrance
from belonging.web.surveys.rules.rounds import OPEN_AT_MOST, SLIP_FACTS
from tests.web.conftest import NOW

STARTS, ENDS = date(2027, 1, 4), date(2028, 7, 21)
GOOD = {
    "baseline": Window(date(2027, 1, 18), date(2027, 2, 12)),
    "endline": Window(date(2027, 11, 8), date(2027, 12, 3)),
}
PILOT = Size(schools=10, waves=2, months=18, languages=0, comments_on=True)


def faults(**changed: Window) -> dict[str, str]:
    return window_faults(GOOD | changed, starts_on=STARTS, ends_on=ENDS)


def hours(size: Size, kind: str, **changed: float) -> int:
    return next(need.hours for need in forecast(size, changed=changed, stated={}) if need.kind == kind)


class TestWaves:
    def test_waves_in_order_and_in_term_are_fine(self) -> None:
        assert faults() == {}
        assert gap_in_waves(GOOD) == ""

    def test_four_weeks_are_the_longest_as_rounds_are(self) -> None:
        assert timedelta(days=LONGEST) == OPEN_AT_MOST
        longest = Window(date(2027, 1, 18), date(2027, 2, 14))
        assert faults(baseline=longest) == {}
        assert (
            "28 days at most; this one has 29"
            in faults(baseline=Window(longest.opens_on, date(2027, 2, 15)))["baseline"]
        )

    @pytest.mark.parametrize(
        ("wave", "window", "said"),
        [
            ("baseline", Window(date(2027, 2, 1), date(2027, 2, 1)), "has to come after the first day"),
            ("baseline", Window(date(2026, 12, 7), date(2026, 12, 18)), "begins before the cohort does"),
            ("endline", Window(date(2028, 7, 10), date(2028, 7, 28)), "ends after the cohort does"),
            ("endline", Window(date(2027, 7, 26), date(2027, 8, 6)), "closed in August"),
            ("endline", Window(date(2027, 8, 30), date(2027, 9, 17)), "closed in August"),
            ("endline", Window(date(2027, 2, 12), date(2027, 3, 5)), "has to open after the baseline has closed"),
            ("midpoint", Window(date(2027, 11, 20), date(2027, 11, 30)), None),
        ],
    )
    def test_what_is_wrong_is_said_at_its_wave(self, wave: str, window: Window, said: str | None) -> None:
        found = faults(**{wave: window})
        if said is None:
            assert "endline has to open after the midpoint" in found["endline"]
        else:
            assert said in found[wave]

    def test_baseline_and_endline_are_needed(self) -> None:
        assert gap_in_waves(["midpoint"]) == "Choose the days of the baseline and the endline."
        assert gap_in_waves(["baseline"]) == "Choose the days of the endline."

    @given(first=st.dates(STARTS, ENDS), days=st.integers(2, 60))
    def test_no_window_without_a_fault_touches_august_or_is_too_long(self, first: date, days: int) -> None:
        window = Window(first, first + timedelta(days=days - 1))
        if window_faults({"baseline": window}, starts_on=STARTS, ends_on=ENDS):
            return
        assert window.days <= LONGEST
        assert all((first + timedelta(days=day)).month != 8 for day in range(days))

    def test_a_plan_speaks_as_rounds_do(self) -> None:
        assert set(Entrance.values) == set(RoundEntrance.values)
        assert set(FACTS) == set(SLIP_FACTS)


class TestOneSchool:
    @pytest.mark.parametrize(
        ("name", "town", "same", "same_town"),
        [
            ("St Mary's C of E Primary School", "Leeds", "Saint Marys CE Primary", "LEEDS "),
            ("The Grove School", "Hull", "Grove School, The", "hull"),
            ("Park & Hill Junior", "York", "Park and Hill Jnr", "York"),
            ("Ysgol Tŷ’r Bryn", "Bangor", "YSGOL TYR BRYN", "Bangor"),
        ],
    )
    def test_one_school_however_it_is_written(self, name: str, town: str, same: str, same_town: str) -> None:
        assert place_key(name, town) == place_key(same, same_town)

    @pytest.mark.parametrize(
        ("name", "town"), [("Oak Primary", "Hull"), ("Oak Infant", "Leeds"), ("Oak Primary Academy", "Leeds")]
    )
    def test_another_town_or_kind_is_another_school(self, name: str, town: str) -> None:
        assert place_key("Oak Primary", "Leeds") != place_key(name, town)

    @given(name=st.text(max_size=300), town=st.text(max_size=100))
    def test_any_words_make_a_key_that_fits(self, name: str, town: str) -> None:
        assert len(place_key(name, town)) <= 200

    def test_a_reference_is_read_aloud_with_ease(self) -> None:
        drawn = iter(SYMBOLS)
        assert new_reference(lambda _symbols: next(drawn)) == "2346-79CD"

    def test_the_text_that_was_agreed_to_never_changes(self) -> None:
        assert CURRENT == "2026-11"
        assert CONSENTS["2026-11"].startswith("The programme team may keep what I have written here")


class TestForecast:
    def test_the_pilots_comments_take_about_three_hours_a_wave(self) -> None:
        assert hours(PILOT, "readers") == 3

    def test_five_hundred_schools_need_about_140_hours_of_reading(self) -> None:
        assert hours(Size(500, 2, 18, 0, comments_on=True), "readers") == 139

    def test_without_comments_nobody_reads_any(self) -> None:
        assert hours(Size(10, 2, 18, 0, comments_on=False), "readers") == 0

    def test_advisers_hours_are_counted_from_each_assumption(self) -> None:
        assert hours(PILOT, "advisers") == 10 * (2 + 0.5 * 18 + 2 * 5)
        assert hours(PILOT, "advisers", adviser_visits=0) == 110

    def test_safeguarding_counts_talks_and_concerns_of_all_waves(self) -> None:
        talks, concerns = 5 * 1.2 * 2 * 45 / 60, 1000 * 0.01 * 30 / 60
        assert hours(PILOT, "safeguarding") == talks + concerns == 14

    def test_each_language_is_checked_once_and_mended_each_wave(self) -> None:
        assert hours(Size(10, 2, 18, 3, comments_on=False), "translators") == 3 * 9

    def test_comments_fit_only_stated_hours(self) -> None:
        assert not comments_fit(PILOT, changed={}, stated={})
        assert not comments_fit(PILOT, changed={}, stated={"readers": 2})
        assert comments_fit(PILOT, changed={}, stated={"readers": 3})
        assert not comments_fit(PILOT, changed={"comment_seconds": 60}, stated={"readers": 3})

    def test_a_need_without_stated_hours_does_not_fit(self) -> None:
        assert not Need("advisers", 1, "", None).fits
        assert Need("translators", 0, "", None).fits

    def test_every_assumption_says_where_it_comes_from(self) -> None:
        assert all(each.basis.endswith(".") for each in ASSUMPTIONS)
        assert assumed({"talks": 9})["talks"] == 9

    @given(schools=st.integers(0, 24_000), more=st.integers(0, 1_000), waves=st.integers(1, 3))
    def test_more_schools_never_need_fewer_hours(self, schools: int, more: int, waves: int) -> None:
        fewer = forecast(Size(schools, waves, 18, 2, comments_on=True), changed={}, stated={})
        larger = forecast(Size(schools + more, waves, 18, 2, comments_on=True), changed={}, stated={})
        assert all(one.hours <= other.hours for one, other in zip(fewer, larger, strict=True))

    def test_one_is_never_many(self) -> None:
        words = " ".join(need.how for need in forecast(Size(1, 1, 1, 1, comments_on=True), changed={}, stated={}))
        assert "hours for 1 school over 1 month " in words
        assert "1 request to talk and 1 concern over" in words
        assert "for each of 1 language" in words
        more = " ".join(need.how for need in forecast(Size(2, 1, 2, 2, comments_on=True), changed={}, stated={}))
        assert "hours for each of 2 schools over 2 months " in more
        assert "1 school " not in more


class TestNudges:
    def test_a_week_has_to_pass(self) -> None:
        assert may_go_again(None, NOW)
        assert not may_go_again(NOW, NOW + EVERY - timedelta(seconds=1))
        assert may_go_again(NOW, NOW + EVERY)

    def test_each_is_found_by_its_key(self) -> None:
        assert [nudge_of(each.key) for each in NUDGES] == list(NUDGES)
        assert nudge_of("shout") is None


class TestLetters:
    @pytest.mark.parametrize(
        ("index", "mask"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (24_000, "AIMC")]
    )
    def test_letters_go_on_after_two(self, index: int, mask: str) -> None:
        assert mask_number(index) == mask

    def test_no_letter_comes_twice_in_a_national_cohort(self) -> None:
        letters = list(islice(map(mask_number, range(24_000)), 24_000))
        assert len(set(letters)) == 24_000
        assert max(map(len, letters)) == 4
