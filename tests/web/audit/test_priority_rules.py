"""The order of a school's priorities: simple, and provably so."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belonging.evaluation.released import Cell, Interval, Reading, ReleasedTable, Share
from belonging.instruments.audit import Met, Pairing, Statement
from belonging.instruments.model import Text
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import RULE, SHOWN, UNSURE, PriorityKind, ranked, weigh, work_order
from tests.web.audit.hearing import cell, gap, said, table

ITEMS = ("safe", "happy", "fair", "belong", "friendly")
"""Of the first five statements, which chance draws from."""


def statement(at: int, *items: str) -> Statement:
    wording, rest = Text({"en": f"Statement {at}"}), Text({"en": "…"})
    pairings = tuple(Pairing("pupil", item) for item in items)
    return Statement(f"s{at}", f"1.{at}", "inclusive_culture", wording, rest, rest, rest, pairings=pairings)


STATEMENTS = [*(statement(at, item) for at, item in enumerate(ITEMS, start=1)), statement(6), statement(7, "lonely")]


def order(met: dict[str, str], heard: SchoolVoices | None) -> list[tuple[str, PriorityKind]]:
    return [(one.statement.key, one.kind) for one in ranked(weigh(STATEMENTS, met, heard))]


def test_each_kind_in_its_place() -> None:
    heard = said(
        table("safe", cell(80)),  # holds
        table("happy", cell(45, 5)),  # rated higher
        table("fair", cell(45, 5)),  # both say so
        table("belong", cell(80)),
        table("belong", cell(65, group="send"), gaps=(gap(Reading.FEWER, item="belong"),)),
        table("friendly", cell(70, 20)),
        table("lonely", cell(50, 20)),
    )
    met = {"s1": "fully", "s2": "fully", "s3": "not_yet", "s4": "fully", "s5": "not_yet", "s7": "fully"}

    assert order(met, heard) == [
        ("s2", PriorityKind.RATED_HIGHER),
        ("s3", PriorityKind.BOTH_SAY_SO),
        ("s4", PriorityKind.SEND_GAP),
        ("s7", PriorityKind.HOLDS),
        ("s5", PriorityKind.NOT_YET),
        ("s1", PriorityKind.HOLDS),
        ("s6", PriorityKind.NOT_RATED),
    ]
    assert [one.rank for one in ranked(weigh(STATEMENTS, met, heard))] == [1, 2, 3, 4, 5, 6, 7]


def test_within_a_kind_pupils_with_send_come_first_then_the_lowest_then_the_number() -> None:
    heard = said(
        table("safe", cell(20, 5)),
        table("happy", cell(55, 5, group="send")),
        table("fair", cell(30, 5)),
        table("belong", cell(30, 5)),
    )
    met = dict.fromkeys(("s1", "s2", "s3", "s4"), "fully")

    assert [key for key, _ in order(met, heard)][:4] == ["s2", "s1", "s3", "s4"]


def test_where_nothing_is_clear_the_answer_that_might_be_lowest_comes_first() -> None:
    heard = said(table("safe", cell(75)), table("happy", cell(70)), table("fair", cell(70, group="send")))

    assert [key for key, _ in order(dict.fromkeys(("s1", "s2", "s3"), "not_yet"), heard)][:3] == ["s2", "s3", "s1"]


def test_without_voices_the_ratings_alone_count() -> None:
    met = {"s1": "fully", "s2": "not_yet", "s3": "partially", "s4": "not_yet"}

    assert [key for key, _ in order(met, None)] == ["s2", "s4", "s3", "s1", "s5", "s6", "s7"]


def test_a_priority_names_what_it_rests_on() -> None:
    heard = said(
        table("safe", cell(80)),
        table("safe", cell(65, group="send"), gaps=(gap(Reading.FEWER),)),
        table("happy", cell(45, 5, item="happy")),
    )

    first, second, *_ = ranked(weigh(STATEMENTS, {"s1": "fully", "s2": "fully"}, heard))

    assert (first.findings, [one.item for one in first.heard]) == (("happy-by-all:all:baseline",), ["happy"])
    assert second.findings == ("safe-by-send:gap:baseline:send-no_send",)
    assert [(one.by, one.group) for one in second.heard] == [("send", "send")]
    assert second.met == "fully"


def test_every_kind_has_its_line_in_the_rule_that_is_shown() -> None:
    assert list(RULE) == sorted(PriorityKind)
    assert SHOWN.index(UNSURE) == 3
    assert set(SHOWN) == {*RULE.values(), UNSURE}


def test_work_begins_where_voices_are_weakest_then_where_it_was_not_yet_met() -> None:
    heard = said(table("fair", cell(45, 5)), table("belong", cell(40, 4)), table("safe", cell(80)))

    work = work_order(weigh(STATEMENTS, {}, heard), {"s5": "not_yet", "s2": "partially"})

    assert [one.statement.key for one in work] == ["s4", "s3", "s5", "s1", "s2", "s6", "s7"]
    assert work[0].why.startswith("Fewer than half of pupils (between 40 and 45 in 100) answer")
    assert [one.why for one in work[2:4]] == [
        "You rated it not yet met in your last audit.",
        "",
    ]


lows = st.integers(0, 19).map(lambda fifth: fifth * 5.0)
reaches = st.sampled_from([0.0, 5.0, 15.0, 30.0])
mets = st.fixed_dictionaries({one.key: st.sampled_from(["", *Met]) for one in STATEMENTS})


@st.composite
def tables(draw: st.DrawFn) -> tuple[ReleasedTable, ...]:
    """For some items what everyone said, what pupils with SEND said, and perhaps a gap."""
    made = []
    for item in draw(st.lists(st.sampled_from(ITEMS), unique=True, min_size=1)):
        made.append(table(item, cell(draw(lows), draw(reaches), item=item)))
        if draw(st.booleans()):
            reading = draw(st.sampled_from(list(Reading)))
            cells = cell(draw(lows), draw(reaches), group="send", item=item)
            made.append(table(item, cells, gaps=(gap(reading, item=item),)))
    return tuple(made)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(mets, tables(), st.permutations(range(len(STATEMENTS))))
def test_the_order_is_total_and_the_same_for_equal_findings(
    met: dict[str, str], made: tuple[ReleasedTable, ...], shuffled: list[int]
) -> None:
    weighed = weigh(STATEMENTS, met, said(*made))

    assert len({one.order for one in weighed}) == len(STATEMENTS)
    assert ranked(weighed) == ranked(weighed[at] for at in shuffled)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(mets, tables(), st.data())
def test_a_worse_voice_never_moves_its_statement_down(
    met: dict[str, str], made: tuple[ReleasedTable, ...], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(made) - 1))
    worse = tuple(one if place != at else _lower(one, data.draw(lows)) for place, one in enumerate(made))
    key = next(one.key for one in STATEMENTS if one.pairings and one.pairings[0].item == made[at].item)

    def rank(heard: SchoolVoices) -> int:
        return next(one.rank for one in ranked(weigh(STATEMENTS, met, heard)) if one.statement.key == key)

    assert rank(said(*worse)) <= rank(said(*made))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(mets, tables())
def test_a_gap_that_becomes_clear_never_moves_its_statement_down(
    met: dict[str, str], made: tuple[ReleasedTable, ...]
) -> None:
    for at, changed in enumerate(made):
        clear = replace(changed, gaps=(gap(Reading.FEWER, item=changed.item),))
        if changed.by != "send":
            continue
        before = ranked(weigh(STATEMENTS, met, said(*made)))
        after = ranked(weigh(STATEMENTS, met, said(*made[:at], clear, *made[at + 1 :])))
        places = [
            next(one.rank for one in found if any(pair.item == changed.item for pair in one.statement.pairings))
            for found in (before, after)
        ]
        assert places[1] <= places[0]


def _lower(found: ReleasedTable, by: float) -> ReleasedTable:
    return replace(found, cells=tuple(_lowered(one, by) for one in found.cells))


def _lowered(found: Cell, by: float) -> Cell:
    assert found.parts is not None
    assert found.interval is not None
    share, interval = found.parts["positive"], found.interval
    low, high = max(0.0, share.low - by), max(0.0, share.high - by)
    between = Interval(max(0.0, interval.low - by), max(0.0, interval.high - by), interval.method)
    return replace(found, parts={"positive": Share(low, high, f"between {low} and {high} in 100")}, interval=between)
