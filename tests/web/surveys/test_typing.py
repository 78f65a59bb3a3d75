"""Paper forms typed in under the class session: code, one key for each line, recorded as paper, the last taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.surveys.models import Response, Round
from belonging.web.surveys.rules.budgets import PER_BROWSER
from belonging.web.surveys.rules.codes import ALPHABET
from belonging.web.surveys.rules.paper_keys import NOTHING, QUIET, keys_for
from belonging.web.surveys.services.answering import key_of
from belonging.web.surveys.services.slips import DrawnPack, PackOrder, SlipOrder, draw_packs, keep_packs
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, closed
from tests.web.surveys.test_class_sessions import opened

pytestmark = pytest.mark.usefixtures("answering_process")
STANDARD = "edition=standard"
NO_MESSAGE = "data-said></p>"
"""Nothing stands in the bar: what is wrong is said in red where it is wrong."""


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def drawn(round_: Round, year_group: str = "") -> DrawnPack:
    order = PackOrder("4 Maple", (SlipOrder(3, year_group=year_group),), year_group=year_group)
    [made] = draw_packs(round_=round_, orders=[order])
    keep_packs(round_=round_, packs=[made], actor=ACTOR, now=NOW)
    return made


@pytest.fixture
def pack(open_round_: Round) -> DrawnPack:
    return drawn(open_round_)


@pytest.fixture
def adult(open_round_: Round, pack: DrawnPack) -> Client:
    return opened(open_round_, pack.class_key)


def address(round_: Round, query: str = STANDARD) -> str:
    return f"/r/{round_.handle}/class/typing/?{query}"


def a_form(page: str, code: str, key: str = "1", **more: str) -> dict[str, str]:
    """As the page sends it, with this key in every line."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    lines = re.findall(r'name="(a-[\w-]+)"', page)
    return {**{name: hidden[name] for name in ("submission_id", "typed", "last")}, "code": code} | {
        **dict.fromkeys(lines, key),
        **more,
    }


def test_one_form_after_another_is_kept_as_paper(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    first, second, _ = (slip.code for slip in pack.sets[0])
    page = adult.get(address(open_round_)).content.decode()
    assert "0 forms typed in here" in page
    form = a_form(page, f"{first[:4]}-{first[4:]}".lower(), help="read")
    page = adult.post(address(open_round_), form).content.decode()
    assert "1 form typed in here" in page
    page = adult.post(address(open_round_), a_form(page, second, "9")).content.decode()
    assert "2 forms typed in here" in page
    row = Response.objects.get(key=key_of(round_=open_round_, secret=first))
    assert (row.edition, row.language, row.help, row.way) == ("standard", "en", "read", "paper")
    assert row.answers["belong"] == 4
    assert set(Response.objects.get(key=key_of(round_=open_round_, secret=second)).answers.values()) >= {9}


def test_the_same_sheet_sent_twice_is_kept_once(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    form = a_form(adult.get(address(open_round_)).content.decode(), pack.sets[0][0].code)
    for _ in range(2):
        assert "1 form typed in here" in adult.post(address(open_round_), form).content.decode()
    assert Response.objects.count() == 1


def test_a_line_without_a_tick_is_left_out(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    form = a_form(adult.get(address(open_round_)).content.decode(), pack.sets[0][0].code, "")
    adult.post(address(open_round_), form | {"a-safe": NOTHING, "a-fair": "2"})
    assert Response.objects.get().answers == {"fair": 3}


def test_the_class_begins_with_its_own_edition_and_the_keys_follow_the_boxes(
    open_round_: Round,
) -> None:
    pack = drawn(open_round_, year_group="4")
    adult = opened(open_round_, pack.class_key)
    page = adult.get(f"/r/{open_round_.handle}/class/typing/").content.decode()
    assert "1\u00a0Most of the time · 2\u00a0Some of the time · 3\u00a0Not much" in page
    # On the card of a statement that is better denied, the words change places and the boxes stay.
    assert "1\u00a0Not much · 2\u00a0Some of the time · 3\u00a0Most of the time" in page
    adult.post(address(open_round_, "edition=younger"), a_form(page, pack.sets[0][0].code))
    answers = Response.objects.get().answers
    assert (answers["belong"], answers["lonely"]) == (13, 11)


def test_what_is_wrong_is_said_and_all_that_was_typed_stays(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    page = adult.get(address(open_round_)).content.decode()
    code = pack.sets[0][0].code
    reply = adult.post(address(open_round_), a_form(page, code, "3", **{"a-safe": "7"}))
    said = reply.content.decode()
    assert reply.status_code == 400
    assert 'id="a-safe-wrong" role="alert">Line 4 has the keys 1, 2, 3, 4, 9. 0 leaves it out.<' in said
    assert f'value="{code}"' in said
    assert re.search(r'name="a-safe"[^>]*autofocus', said)
    assert NO_MESSAGE in said
    slipped = code[:-1] + next(symbol for symbol in ALPHABET if symbol != code[-1])
    said = adult.post(address(open_round_), a_form(page, slipped)).content.decode()
    assert re.search(r'id="code-wrong" role="alert">One letter or number looks wrong', said)
    assert NO_MESSAGE in said
    assert Response.objects.count() == 0


def test_a_code_that_was_used_is_told_to_an_adult(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    code = pack.sets[0][0].code
    for key, status in (("1", 200), ("2", 409)):
        page = adult.get(address(open_round_)).content.decode()
        reply = adult.post(address(open_round_), a_form(page, code, key))
        assert reply.status_code == status
    assert "Was this sheet typed in before?" in reply.content.decode()


def test_the_last_form_can_be_taken_back(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    page = adult.get(address(open_round_)).content.decode()
    page = adult.post(address(open_round_), a_form(page, pack.sets[0][0].code)).content.decode()
    last = re.search(r'name="last" value="([^"]+)"', page)
    assert last
    undone = adult.post(address(open_round_), {"typed": "1", "last": last[1], "undo": "yes"}).content.decode()
    assert "taken back" in undone
    assert "0 forms typed in here" in undone
    assert Response.objects.get().withdrawn


def test_receipts_cannot_be_tried_one_after_another(open_round_: Round, pack: DrawnPack, adult: Client) -> None:
    page = adult.get(address(open_round_)).content.decode()
    page = adult.post(address(open_round_), a_form(page, pack.sets[0][0].code)).content.decode()
    right = re.search(r'name="last" value="([^"]+)"', page)
    assert right
    tried = [
        adult.post(address(open_round_), {"typed": "1", "last": symbol * 10, "undo": "yes"}).status_code
        for symbol in ALPHABET[: PER_BROWSER + 1]
    ]
    assert tried == [*[404] * PER_BROWSER, 429]
    waits = adult.post(address(open_round_), {"typed": "1", "last": right[1], "undo": "yes"})
    assert (waits.status_code, right[1] in waits.content.decode()) == (429, True), "the last form waits, too"
    assert not Response.objects.get().withdrawn


class TestNobodyTypes:
    def test_without_the_class_key(self, open_round_: Round, pack: DrawnPack) -> None:
        reply = Client().get(address(open_round_))
        assert reply.headers["Location"] == f"/r/{open_round_.handle}/class/"
        assert Client().post(address(open_round_), {"code": pack.sets[0][0].code}).status_code == 302

    def test_in_an_edition_that_is_not_asked(self, open_round_: Round, adult: Client) -> None:
        assert adult.get(address(open_round_, "edition=gold")).status_code == 404

    def test_after_the_round_has_closed(self, open_round_: Round, adult: Client) -> None:
        closed(open_round_)
        assert adult.get(address(open_round_)).status_code == 410


@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_each_box_has_a_key_of_its_own(quiet: list[bool]) -> None:
    keys = keys_for(quiet)
    assert len(set(keys)) == len(keys) == len(quiet)
    assert NOTHING not in keys
    assert all(len(key) == 1 for key in keys)
    assert (QUIET in keys) == any(quiet)
