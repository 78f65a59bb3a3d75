"""What pupils are told of a share is never closer than what was released, and is never a worry first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Findings
from belonging.web.audit.rules.heard import SchoolVoices, StoredFindings
from belonging.web.replies.rules.shares import Printed
from belonging.web.reports.presenters.openings import families, pupils
from belonging.web.reports.rules import child_words
from belonging.web.reports.rules.child_words import FEELS, WORRIES
from belonging.web.reports.rules.spoken import EMPTY, FULL, spoken
from belonging.web.reports.rules.telling import ALWAYS, told_to_families, told_to_pupils
from belonging.web.reports.rules.voices_of_ages import OLDER, WORDINGS
from tests.instruments.reading import reading_age, sentences
from tests.web.reports.conftest import OF_MAPLE, RELEASED_AT, released

SEVEN, NINE = 8.0, 10.0
"""Below which a child of seven, and of nine, reads with ease."""
THIRDS = {"few": (0.0, 33.3), "about half": (33.3, 66.7), "most": (66.7, 100.0)}


@st.composite
def bands(draw: st.DrawFn) -> Printed:
    """Whole per cent, bands of 5 and 10 points and any pair of ends, and the thirds in words."""
    kind = draw(st.sampled_from(["whole", "fives", "tens", "any", "words"]))
    if kind == "words":
        word = draw(st.sampled_from(sorted(THIRDS)))
        return Printed(word, *THIRDS[word])
    width = {"whole": 0, "fives": 5, "tens": 10, "any": draw(st.integers(0, 100))}[kind]
    step = width if kind in ("fives", "tens") else 1
    low = draw(st.integers(0, (100 - width) // step)) * step
    return Printed(f"between {low} and {low + width} in 100", low, low + width)


@given(bands())
def test_what_is_said_leaves_room_for_every_share_of_the_band(band: Printed) -> None:
    said = spoken(band)

    assert said.low <= band.low
    assert band.high <= said.high


@given(bands())
def test_the_numbers_said_are_those_between_which_a_listener_is_left(band: Printed) -> None:
    said = spoken(band)
    numbers = [int(number) for number in re.findall(r"\d+", said.words.replace("every 10", ""))]

    assert len(numbers) in (0, 1, 2)
    if numbers:
        assert said.low <= 10 * min(numbers)
        assert 10 * max(numbers) <= said.high
    if said.dots:
        assert len(said.dots) == 10
        assert 10 * said.dots.count(FULL) <= band.high + 5
        assert band.low - 5 <= 100 - 10 * said.dots.count(EMPTY)


@given(bands())
def test_nobody_is_told_that_all_or_none_of_them_said_so(band: Printed) -> None:
    said = spoken(band)

    assert FULL in said.dots or EMPTY in said.dots or not said.dots
    assert said.dots.count(FULL) < 10 > said.dots.count(EMPTY)
    assert not re.match(r"(All|None|Everyone|10 of|About 10|About 0)", said.words)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Printed("between 65 and 70 in 100", 65, 70), "About 7 of every 10 of you"),
        (Printed("between 70 and 80 in 100", 70, 80), "7 or 8 of every 10 of you"),
        (Printed("99 or more in 100", 99, 100), "Nearly all of you"),
        (Printed("fewer than 1 in 100", 0, 0), "Hardly any of you"),
        (Printed("90 or more in 100", 90, 100), "At least 9 of every 10 of you"),
        (Printed("10 or fewer in 100", 0, 10), "No more than 1 of every 10 of you"),
        (Printed("most", 66.7, 100), "Most of you"),
        (Printed("few to about half", 0, 66.7), "Some of you"),
    ],
)
def test_shares_as_pupils_hear_them(band: Printed, words: str) -> None:
    assert spoken(band).words == words


def voices(findings: Findings) -> SchoolVoices:
    return SchoolVoices((StoredFindings(1, RELEASED_AT, findings),))


def with_shares(shares: dict[str, float]) -> SchoolVoices:
    """Maple's findings with other shares of favourable answers."""
    findings = released("pupil", OF_MAPLE)
    last = findings.waves[-1]

    def cells(table_item: str, by: str) -> dict[str, object]:
        table = findings.table(table_item, by)
        assert table is not None
        share = shares.get(table_item, 50.0)
        made = [
            replace(cell, parts={**cell.parts, "positive": replace(cell.parts["positive"], low=share, high=share)})
            if cell.parts and cell.wave == last
            else cell
            for cell in table.cells
        ]
        return {"cells": tuple(made)}

    tables = tuple(replace(table, **cells(table.item, table.by)) for table in findings.tables)  # type: ignore[arg-type]  # one field by name
    return voices(replace(findings, tables=tables))


@given(st.fixed_dictionaries({item: st.integers(0, 99).map(float) for item in FEELS}))
def test_pupils_never_read_a_worry_first(shares: dict[str, float]) -> None:
    told = told_to_pupils(with_shares(shares))
    strong, everything = told.strong, [*told.strong, *told.between, *told.hard]

    assert not WORRIES & {heard.item for heard in strong}
    assert 2 <= len(strong) <= 3
    assert len(told.hard) == 2
    assert len(everything) <= 6
    assert set(ALWAYS) <= {heard.item for heard in everything}
    assert len({heard.item for heard in everything}) == len(everything)
    assert min(heard.low or 0 for heard in strong) >= max(
        share for item, share in shares.items() if item not in WORRIES | {heard.item for heard in strong}
    )


def test_families_hear_five_things_at_most() -> None:
    both = SchoolVoices(tuple(StoredFindings(1, RELEASED_AT, released(who, OF_MAPLE)) for who in ("pupil", "parent")))

    told = told_to_families(both)

    assert [heard.audience for heard in told] == ["pupil", "pupil", "parent", "parent"]


def test_pupils_pages_are_read_at_seven() -> None:
    fixed = [
        value for name, value in vars(child_words).items() if name.isupper() and isinstance(value, str)
    ]  # fmt: skip
    lines = [
        *fixed,
        *child_words.KIND.values(),
        *child_words.TALK,
        *(f"6 to 8 of every 10 of you {feels}." for feels in FEELS.values()),
        *(pupils.FRIENDS.values()),
    ]
    hard = {line: age for text in lines for line in sentences(text) if (age := reading_age(line)) >= SEVEN}

    assert hard == {}


def test_older_pupils_pages_are_read_at_nine() -> None:
    words = WORDINGS[OLDER]
    lines = [
        *(getattr(words, name) for name in ("hard", "thanks", "here", "private", "instead", "left_out", "apart")),
        *words.kind.values(),
        *words.talk,
        *(f"6 to 8 of every 10 of you {feels}." for feels in words.feels.values()),
    ]
    hard = {line: age for text in lines for line in sentences(text) if (age := reading_age(line)) >= NINE}

    assert hard == {}
    assert "grown-up" not in " ".join(lines)


def test_families_pages_are_read_at_nine() -> None:
    lines = [
        *families.CHANGED.values(), families.MORE, families.BY_LEAD, families.BY_MAIL.format(email="school"),
        families.BY_OFFICE, families.BY_SENCO, families.WORRIED, families.BY_SAFEGUARDING, families.NO_WAIT,
        families.PRIVATE, families.APART, families.NOT_WHY,
        families.INSTEAD, families.DOTS, *families.DOING.values(),
    ]  # fmt: skip
    hard = {line: age for text in lines for line in sentences(text) if (age := reading_age(line)) >= NINE}

    assert hard == {}
