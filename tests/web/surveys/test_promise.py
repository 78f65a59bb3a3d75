"""Every sentence of the promise is shown exactly where it is true, and docs/privacy.md says where that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.presenters.answering import promise_of
from belonging.web.surveys.rules.promise import PromiseFacts, Reader, promise
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import open_link, open_slips

DOCUMENT = Path(__file__).parents[3] / "docs" / "privacy.md"
ALL_FACTS = frozenset({"year_group", "sex", "sen"})

TRUE_WHEN: dict[str, Callable[[PromiseFacts], bool]] = {
    "demo": lambda facts: facts.demo,
    "no_name": lambda _facts: True,
    "groups": lambda facts: not facts.helped,
    "if_helped": lambda facts: not facts.helped,
    "helper": lambda facts: facts.helped,
    "groups_helped": lambda facts: facts.helped,
    "skip": lambda _facts: True,
    "comments_screened": lambda facts: facts.comments is Reader.SCREENED,
    "urgent": lambda facts: facts.comments is Reader.NONE_ASKED,
    "urgent_comments": lambda facts: facts.comments is Reader.SCREENED,
    "talk": lambda facts: not facts.paper,
    "ticket": lambda facts: facts.slips,
    "ticket_facts": lambda facts: facts.slips and bool(facts.slip_facts),
    "glass": lambda facts: facts.slips and facts.comments is Reader.SCREENED,
    "linked": lambda facts: facts.slips and facts.linked,
    "delete": lambda facts: not facts.paper,
    "shuffled": lambda _facts: True,
    "copies": lambda facts: facts.backup_days > 0,
    "researchers": lambda facts: facts.researchers,
}


def combinations() -> Iterator[PromiseFacts]:
    yes_no = (False, True)
    for audience, slips, carried, helped, paper, linked, researchers, comments, days, demo in product(
        ("pupil", "parent", "staff"),
        yes_no,
        (frozenset[str](), frozenset({"year_group"}), ALL_FACTS),
        yes_no,
        yes_no,
        yes_no,
        yes_no,
        Reader,
        (0, 35),
        yes_no,
    ):
        yield PromiseFacts(
            audience=audience,
            slips=slips,
            slip_facts=carried,
            helped=helped,
            paper=paper,
            linked=linked,
            researchers=researchers,
            comments=comments,
            backup_days=days,
            demo=demo,
        )


def documented() -> dict[str, str]:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", DOCUMENT.read_text(), flags=re.MULTILINE)
    return {key: words.strip() for key, words in rows}


def test_every_sentence_is_shown_exactly_where_it_is_true() -> None:
    for facts in combinations():
        shown = [sentence.key for sentence in promise(facts)]
        assert len(shown) == len(set(shown))
        assert set(shown) == {key for key, is_true in TRUE_WHEN.items() if is_true(facts)}, facts


def test_no_sentence_says_more_than_we_can_keep() -> None:
    for facts in combinations():
        words = " ".join(sentence.text for sentence in promise(facts))
        assert "anonym" not in words.lower()
        assert "will come" not in words
        if facts.helped:
            assert "teachers and head teacher can't see" not in words
        if facts.comments is not Reader.SCREENED:
            assert "reads what you write" not in words
        if facts.paper:
            assert "receipt" not in words
            assert "press" not in words.lower()


def test_the_document_has_each_sentence_with_its_condition() -> None:
    said: dict[str, str] = {}
    for facts in combinations():
        if facts.audience == "pupil" and facts.slip_facts == ALL_FACTS:
            said.update({sentence.key: sentence.text for sentence in promise(facts)})

    assert documented() == said


@pytest.mark.parametrize(
    ("carried", "words"),
    [
        ({"sen"}, "tells us whether you get extra help, so"),
        ({"year_group", "sen"}, "your year group and whether you get"),
    ],
)
def test_the_ticket_says_only_what_it_carries(carried: set[str], words: str) -> None:
    sentences = {s.key: s.text for s in promise(PromiseFacts("pupil", slips=True, slip_facts=frozenset(carried)))}

    assert words in sentences["ticket_facts"]
    assert "boy" not in sentences["ticket_facts"]


def test_rounds_give_the_facts_of_their_promise(in_maple: School, cohort: Cohort) -> None:
    pupils = {sentence.key for sentence in promise_of(open_slips(in_maple, cohort, NOW).round)}
    parents = {sentence.key for sentence in promise_of(open_link(in_maple, cohort, NOW).round)}

    assert {"demo", "ticket", "ticket_facts", "groups", "delete"} <= pupils
    assert "talk" in pupils & parents
    assert not pupils & {"comments_screened", "urgent_comments"}
    assert {"comments_screened", "urgent_comments", "delete"} <= parents
    assert not parents & {"ticket", "linked", "urgent", "researchers"}


def test_a_live_round_says_how_long_copies_are_kept(in_maple: School, cohort: Cohort) -> None:
    here = open_slips(in_maple, cohort, NOW).round
    here.cohort.is_demo = False

    sentences = {sentence.key: sentence.text for sentence in promise_of(here)}

    assert "35 days" in sentences["copies"]
    assert "demo" not in sentences
