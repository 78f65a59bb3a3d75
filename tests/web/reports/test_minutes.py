"""The two-minute page, and what stands on it where nothing can be shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation.released import (
    Findings,
    Gap,
    Headline,
    Reading,
    Refusal,
    ReleasedTable,
    Responses,
    Rung,
    Withheld,
)
from belonging.figures import wave_name
from belonging.web.reports.presenters.minutes import MOST_HELD, Block, small_setting, two_minutes
from belonging.web.reports.presenters.refusals import held_everywhere, not_shown_of
from tests.figures.tables import GAPS, REFUSED, WHOLE, WORDS_CELL, a_table

BLANK = Findings("pupil_v1", "", "pupil", "release", 1, "1", "0123456789abcdef", "", "school", (), (), (), ())
SMALL = Refusal("small-group", "At least one of these groups has fewer than 10 answers.")
LINES = (
    Headline("headline-1", "safe-by-all", "more", "More pupils feel safe.", ("safe-by-all:change:all",)),
    Headline("headline-2", "safe-by-send", "gap", "Fewer with SEND feel safe.", ("safe-by-send:gap:endline:x",)),
    Headline("headline-3", "safe-by-all", "standing", "Most positive: safe.", ("safe-by-all:all:endline",)),
)


def send_table(*gaps: Gap, **changes: object) -> ReleasedTable:
    table = replace(WHOLE, id="safe-by-send", by="send", gaps=gaps, waves=("endline",))
    return replace(table, **changes)  # type: ignore[arg-type]  # fields of the table


def blocks(findings: Findings, caution: str = "") -> dict[str, Block]:
    return {block.name: block for block in two_minutes(findings, tuple(not_shown_of(findings)), caution)}


def test_each_headline_stands_under_its_question_with_what_it_rests_on() -> None:
    made = blocks(replace(BLANK, headlines=LINES))
    assert [line.text for line in made["moved"].lines] == ["More pupils feel safe."]
    assert [line.text for line in made["left-out"].lines] == ["Fewer with SEND feel safe."]
    assert made["strong"].lines[0].findings == "safe-by-all:all:endline"
    assert list(made) == ["strong", "moved", "left-out", "untold"]


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading.NO_CLEAR_CHANGE, "On no statement is there a clear difference"),
        (Reading.TOO_FEW, "Too few answers to tell whether pupils with SEND feel differently."),
    ],
)
def test_no_clear_gap_and_no_gap_that_can_be_told_are_two_sentences(reading: Reading, words: str) -> None:
    gap = replace(GAPS[0].gap, reading=reading, id="safe-by-send:gap:endline:send-no_send")
    (line,) = blocks(replace(BLANK, tables=(send_table(gap),)))["left-out"].lines
    assert line.text.startswith(words)
    assert line.findings == gap.id


def test_where_send_cannot_be_shown_the_page_says_so_and_names_the_table() -> None:
    held = send_table(refusal=SMALL, cells=(), changes=(), waves=())
    (line,) = blocks(replace(BLANK, tables=(held,)))["left-out"].lines
    assert "cannot be shown" in line.text
    assert line.findings == "safe-by-send"


def test_of_parents_it_is_said_whose_answers_are_meant() -> None:
    parents = replace(BLANK, audience="parent", tables=(replace(send_table(), refusal=SMALL, cells=(), waves=()),))

    [line] = blocks(parents)["left-out"].lines

    assert line.text.startswith("How parents and carers of pupils with SEND answered cannot be shown")


def test_where_nobody_asked_about_send_nothing_is_said_of_it() -> None:
    assert "left-out" not in blocks(replace(BLANK, tables=(WHOLE,)))


def test_a_whole_report_says_that_nothing_is_missing() -> None:
    (line,) = blocks(replace(BLANK, tables=(WHOLE,)))["untold"].lines
    assert line.text == "Everything that the plan lists is shown."


def test_a_low_turnout_comes_first_among_what_cannot_be_told() -> None:
    waves = (Responses("endline", 20, "About 20 pupils", 200, 1),)
    lines = blocks(replace(BLANK, responses=waves, tables=(WHOLE,)), "Not everyone answered.")["untold"].lines
    assert lines[0].text == "Not everyone answered."
    assert lines[0].findings == "responses:endline"


def test_many_reasons_are_counted_and_a_last_one_is_not_hidden_behind_a_count() -> None:
    every = [replace(REFUSED, id=f"safe-by-{by}", by=by) for by in ("all", "gender", "send", "sen", "phase")]
    lines = blocks(replace(BLANK, tables=tuple(every)))["untold"].lines
    assert len(lines) == MOST_HELD + 1
    assert lines[-1].text == "And 2 more, listed further down."
    assert len(lines[-1].findings.split()) == 5
    lines = blocks(replace(BLANK, tables=tuple(every[:4])))["untold"].lines
    assert lines[-1].text == "SEN support and EHC plans: not shown."


class TestWhatIsNotShown:
    def test_one_reason_is_said_once_for_all_that_it_holds_back(self) -> None:
        held = (REFUSED, replace(REFUSED, item="fair", id="fair-by-all"))
        (one,) = not_shown_of(replace(BLANK, tables=held))
        assert one.title == "Pupils: everyone, every statement"
        assert one.findings == "safe-by-all fair-by-all"

    def test_a_wave_that_is_withheld_is_named(self) -> None:
        held = replace(WHOLE, by="gender", withheld=(Withheld("endline", SMALL),))
        (one,) = not_shown_of(replace(BLANK, tables=(held, replace(WHOLE, item="fair"))))
        assert one.title == "Pupils: girls and boys, in the endline, one statement"
        assert one.what == "Girls and boys, in the endline: not shown on one statement"
        assert one.sentence == SMALL.sentence

    def test_a_whole_wave_comes_first_and_shortly(self) -> None:
        note = Refusal("wave-small-group", "The endline is not shown. Fewer than 10 answered.")
        first, _ = not_shown_of(replace(BLANK, notes=(note,), tables=(REFUSED,)))
        assert first.what == "The endline is not shown"
        assert first.sentence == note.sentence

    def test_only_what_is_refused_on_every_statement_is_left_to_one_place(self) -> None:
        fair = replace(WHOLE, item="fair", by="send")
        both = replace(BLANK, tables=(replace(REFUSED, by="send"), fair))
        assert held_everywhere(both) == frozenset()
        assert held_everywhere(replace(BLANK, tables=(replace(REFUSED, by="send"),))) == {"send"}


class TestFewerThanTen:
    RECORD = Refusal("small-setting", "Fewer than 10 pupils answered in each wave, so no wave is shown by itself.")
    EMPTY = replace(
        BLANK,
        responses=(Responses("baseline", None, "Fewer than 10 pupils", 12, 1),),
        notes=(RECORD,),
    )

    def test_the_page_says_what_happens_with_the_answers_and_what_to_do(self) -> None:
        small = small_setting(self.EMPTY)
        assert small is not None
        assert small.alone
        said = " ".join(small.sentences)
        assert "In the baseline, fewer than ten pupils" in said
        assert "results of the whole programme" in said
        assert "ask them as a group" in said
        assert small.findings == "small-setting"

    def test_it_says_what_may_come_later(self) -> None:
        later = Refusal("small-setting-later", "All waves together will be shown after the endline.")
        small = small_setting(replace(self.EMPTY, notes=(self.RECORD, later)))
        assert small is not None
        assert later.sentence in small.sentences

    def test_waves_shown_together_come_with_what_that_means(self) -> None:
        together = Refusal("small-setting-together", "What follows is all waves together, in words.")
        table = a_table(Rung.WORDS, (replace(WORDS_CELL, wave="baseline+endline"),))
        shown = replace(self.EMPTY, notes=(self.RECORD, together), tables=(table,), waves=("baseline+endline",))
        small = small_setting(shown)
        assert small is not None
        assert not small.alone
        assert small.sentences == (self.RECORD.sentence, together.sentence)
        assert wave_name("baseline+endline") == "Baseline and endline together"

    def test_a_school_without_that_note_is_not_called_small(self) -> None:
        assert small_setting(replace(self.EMPTY, notes=())) is None
