"""Reading an audit from a file and from plain data; refusals say where and what to do."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from belonging.instruments.audit import AuditInstrument, Met, Pairing
from belonging.instruments.audit_file import audit_from_data, audit_to_data, digest_of_data, read_audit
from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.lists import Known
from belonging.instruments.load import known_to_audits, load_audit
from belonging.instruments.tables import parse
from tests.instruments.whole_files import with_change

AUDIT = """\
key = "tiny"
version = 2
framework = "framework_v1"
title.en = "A tiny audit"
introduction.en = "One statement."
minutes = 2
languages = ["en", "cy"]

[[areas]]
key = "yard"
title.en = "The yard"
description.en = "Where we play."

[[areas.statements]]
key = "swings"
wording.en = "Everyone may swing"
wording.cy = "Caiff pawb siglo"
fully.en = "Each child had a turn this week."
partially.en = "Half of the children had a turn."
not_yet.en = "We did not look."
tips.en = ["Count.", "Ask."]
tips.cy = ["Cyfri.", "Gofyn."]
references = ["someone_2001"]
links = [{ text = "More", href = "https://example.org/" }]
constructs = ["peers"]
pairings = { pupil = ["friendly"], staff = ["pupils_friendly"] }
themes = ["breaks"]

[[areas.statements]]
key = "sand"
wording.en = "Everyone may dig"
fully.en = "Each child dug."
partially.en = "Some dug."
not_yet.en = "Nobody dug."

[[references]]
key = "someone_2001"
authors = "One, S."
year = 2001
title = "On swings"
where = "A Journal, 1(1), 1–2"
"""
KNOWN = Known(frozenset({"peers"}), {"pupil": {"friendly"}, "parent": set(), "staff": {"pupils_friendly"}})


def audit(source: str = AUDIT) -> AuditInstrument:
    return read_audit(parse(source, "tiny_v2.toml"), "", KNOWN)


def test_an_audit_is_read_with_all_its_parts() -> None:
    read = audit()
    swings, sand = read.statements

    assert (read.name, read.minutes, read.area("yard").number) == ("tiny_v2", 2, 1)
    assert (swings.number, sand.number) == ("1.1", "1.2")
    assert str(swings.descriptor(Met.PARTIALLY)) == "Half of the children had a turn."
    assert swings.wording.in_language("cy") == "Caiff pawb siglo"
    assert [tip.in_language("cy") for tip in swings.tips] == ["Cyfri.", "Gofyn."]
    assert swings.references == read.references
    assert swings.pairings == (Pairing("pupil", "friendly"), Pairing("staff", "pupils_friendly"))
    assert (sand.why, sand.tips, sand.links, sand.pairings) == (None, (), (), ())


BROKEN = {
    "a misspelt part": ("partially.en", "partly.en", 19, "did you mean 'partially'?"),
    "a descriptor that is not there": ('not_yet.en = "We did not look."\n', "", 14, "add not_yet"),
    "two descriptors alike": ('"Half of the', '"Each child had a turn this week." #', 18, "for each of fully"),
    "a link that is not safe": ("https://", "javascript:", 24, "begins with https://"),
    "a link with a space": ("example.org/", "example.org/ now", 24, "begins with https://"),
    "a construct that is unknown": ('["peers"]', '["pears"]', 25, "did you mean 'peers'?"),
    "an item that nobody is asked": ('["friendly"]', '["friendlier"]', 26, "did you mean 'friendly'?"),
    "an audience that is unknown": ("staff = ", "staf = ", 26, "did you mean 'staff'?"),
    "a source that is not there": ('["someone_2001"]', '["someone_2010"]', 23, "did you mean 'someone_2001'?"),
    "a tip that is not translated": (', "Gofyn."', "", 22, "write each of them"),
    "a key twice": ('key = "sand"', 'key = "swings"', 30, "give one of them another"),
    "no statement at all": ("[[areas.statements]]", "[[statements]]", 14, "use one of: areas"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_audit_is_refused_with_file_line_and_remedy(case: str) -> None:
    old, new, line, remedy = BROKEN[case]

    with pytest.raises(InvalidInstrument) as refusal:
        audit(with_change(AUDIT, old, new))

    assert str(refusal.value).startswith(f"tiny_v2.toml, line {line}: ")
    assert remedy in refusal.value.remedy


@pytest.mark.parametrize("read", [audit, load_audit])
def test_an_audit_survives_being_kept_as_json(read: Callable[[], AuditInstrument]) -> None:
    whole = read()
    kept = json.loads(json.dumps(audit_to_data(whole)))

    again = audit_from_data(kept, name=whole.name)

    assert again == whole
    assert again.digest == digest_of_data(kept) != ""


def test_what_is_kept_says_nothing_of_what_is_not_there() -> None:
    sand: Any = audit_to_data(audit())["areas"]

    assert set(sand[0]["statements"][1]) == {"key", "wording", "fully", "partially", "not_yet"}


def test_the_digest_of_data_does_not_hang_on_their_order() -> None:
    data = audit_to_data(audit())

    assert digest_of_data(dict(reversed(data.items()))) == digest_of_data(data)
    assert digest_of_data({**data, "minutes": 3}) != digest_of_data(data)


def _without_wording(data: Any) -> None:
    data["areas"][0]["statements"][1]["wording"] = {"en": "  "}


def _another_version(data: Any) -> None:
    data["version"] = 3


def _no_areas(data: Any) -> None:
    data["areas"] = []


def _a_strange_item(data: Any) -> None:
    data["areas"][0]["statements"][0]["pairings"] = {"pupil": ["weather"]}


REFUSED = {
    "a wording left empty": (_without_wording, r"tiny_v2: areas 1, statements 2, wording, en: 'en' is empty; write"),
    "the version of another": (_another_version, r"tiny_v2: version: this is tiny_v3, not tiny_v2; give it"),
    "no areas": (_no_areas, r"tiny_v2: areas: there are no areas; begin one"),
    "an item unknown": (_a_strange_item, r"areas 1, statements 1, pairings, pupil 1: no pupil is asked 'weather'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_data_that_are_not_whole_are_refused_with_their_place_in_words(case: str) -> None:
    spoil, words = REFUSED[case]
    data = copy.deepcopy(audit_to_data(audit()))
    spoil(data)

    with pytest.raises(InvalidInstrument, match=words):
        audit_from_data(data, name="tiny_v2", known=KNOWN)


def test_a_file_without_areas_is_refused() -> None:
    head = AUDIT[: AUDIT.index("[[areas]]")]
    with pytest.raises(InvalidInstrument, match="'areas' is missing"):
        audit(head)


def test_items_and_constructs_are_those_of_the_published_questionnaires() -> None:
    known = known_to_audits()

    assert "safety" in known.constructs
    assert {audience: len(items) for audience, items in known.items.items()} == {"pupil": 12, "parent": 12, "staff": 12}
