"""A file of practices that is broken in one place is refused, with the line and the remedy."""

from __future__ import annotations

import pytest

from belonging.instruments.audit import Pairing
from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.lists import Known
from belonging.instruments.practices import Cost, Effort, Evidence, Library
from belonging.instruments.practices_file import read_practices
from belonging.instruments.tables import parse
from tests.instruments.whole_files import with_change

SOURCE = """\
key = "practices"
version = 3
languages = ["en", "pl"]

[[practices]]
key = "games"
name.en = "Games"
what.en = "Games at break."
first_steps.en = ["Ask.", "Play."]
first_steps.pl = ["Zapytaj.", "Graj."]
watch_out.en = "Rain."
send.en = "A quiet game."
cost = "low"
cost_words.en = "A ball."
effort = "light"
effort_words.en = "An hour."
evidence = "some"
known.en = "One small trial."
references = ["someone_2001"]
settings = ["primary"]
constructs = ["peers"]
statements = ["breaks"]
pairings = { pupil = ["lonely"], staff = ["pupils_safe"] }
for_pupils.en = "We play."
for_younger.en = "We play now."
for_families.en = "We play games."

[[references]]
key = "someone_2001"
authors = "One, S."
year = 2001
title = "On play"
where = "A Journal, 1(1), 1–2"
"""
KNOWN = Known(frozenset({"peers"}), {"pupil": {"lonely"}, "parent": set(), "staff": {"pupils_safe"}})


def library(source: str = SOURCE) -> Library:
    return read_practices(parse(source, "practices_v3.toml"), "", known=KNOWN, statements=frozenset({"breaks"}))


def test_a_whole_file_is_read() -> None:
    read = library()
    games = read.practices[0]

    assert read.name == "practices_v3"
    assert (games.cost, games.effort, games.evidence) == (Cost.LOW, Effort.LIGHT, Evidence.SOME)
    assert [step.in_language("pl") for step in games.first_steps] == ["Zapytaj.", "Graj."]
    assert games.pairings == (Pairing("pupil", "lonely"), Pairing("staff", "pupils_safe"))
    assert games.references == read.references
    assert not games.from_report


def test_a_practice_about_which_nobody_is_asked_needs_no_pairing() -> None:
    asked = 'pairings = { pupil = ["lonely"], staff = ["pupils_safe"] }\n'

    assert library(with_change(SOURCE, asked, "")).practices[0].pairings == ()


BROKEN = {
    "a study that is not there": ('["someone_2001"]', '["someone_2010"]', 19, "did you mean 'someone_2001'?"),
    "tested by nobody": ('references = ["someone_2001"]\n', "", 17, 'or write evidence = "practice"'),
    "a band that is none": ('cost = "low"', 'cost = "cheap"', 13, "use one of: high, low, medium, none"),
    "a statement that no audit has": ('["breaks"]', '["braeks"]', 22, "did you mean 'breaks'?"),
    "a side of belonging that is none": ('["peers"]', '["peer"]', 21, "did you mean 'peers'?"),
    "a kind of school that is none": ('["primary"]', '["primery"]', 20, "did you mean 'primary'?"),
    "an item that nobody is asked": ('pupil = ["lonely"]', 'pupil = ["lonley"]', 23, "did you mean 'lonely'?"),
    "somebody who is not asked": ("pairings = { pupil", "pairings = { pupils", 23, "did you mean 'pupil'?"),
    "a step that is not translated": ('["Zapytaj.", "Graj."]', '["Zapytaj."]', 10, "write each of them"),
    "no words for families": ('for_families.en = "We play games."\n', "", 5, "add for_families"),
    "a misspelt key": ("watch_out.en", "watchout.en", 11, "did you mean 'watch_out'?"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_library_is_refused_with_file_line_and_remedy(case: str) -> None:
    old, new, line, remedy = BROKEN[case]

    with pytest.raises(InvalidInstrument) as refusal:
        library(with_change(SOURCE, old, new))

    assert str(refusal.value).startswith(f"practices_v3.toml, line {line}: ")
    assert remedy in refusal.value.remedy


@pytest.mark.parametrize("table", ["practices", "references"])
def test_a_row_that_comes_twice_is_refused(table: str) -> None:
    start = SOURCE.index(f"[[{table}]]")
    end = SOURCE.find("\n[[", start)
    row = SOURCE[start : end if end > 0 else None]

    with pytest.raises(InvalidInstrument, match=r"key '\w+' is used twice"):
        library(SOURCE + "\n" + row)
