"""Picture codes: an adult opens the class on a device with the key from the cover, and a child taps five pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Response, Round, Slip, WrongCodes
from belonging.web.surveys.rules.board import still_to_come
from belonging.web.surveys.rules.budgets import PER_PACK_AN_HOUR, hour_of
from belonging.web.surveys.rules.pictures import (
    MOST_WITH_PICTURES,
    PICTURES,
    class_key_of,
    is_whole,
    new_picture_code,
    pictures_in,
    pictures_key,
)
from belonging.web.surveys.rules.rounds import shown_count
from belonging.web.surveys.services.answering import key_of
from belonging.web.surveys.services.packs import revoke_pack
from belonging.web.surveys.services.slips import DrawnPack, PackOrder, SlipOrder, draw_packs, keep_packs
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, answer, closed

pytestmark = pytest.mark.usefixtures("answering_process")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def a_pack(round_: Round, label: str = "4 Maple", count: int = 3) -> DrawnPack:
    order = PackOrder(label, (SlipOrder(count, year_group="4", sen="N"),))
    [drawn] = draw_packs(round_=round_, orders=[order])
    keep_packs(round_=round_, packs=[drawn], actor=ACTOR, now=NOW)
    return drawn


@pytest.fixture
def pack(open_round_: Round) -> DrawnPack:
    return a_pack(open_round_)


def opened(round_: Round, key: str) -> Client:
    device = Client()
    reply = device.post(f"/r/{round_.handle}/class/", {"key": key})
    assert (reply.status_code, reply.headers["Location"]) == (302, f"/r/{round_.handle}/class/#main")
    return device


def tapped(device: Client, round_: Round, code: str) -> tuple[int, str]:
    """Five posts, as without JavaScript; the last page."""
    status, taps, page = 0, "", ""
    for tap in code:
        reply = device.post(f"/r/{round_.handle}/class/pictures/", {"taps": taps, "tap": tap})
        status, page = reply.status_code, reply.content.decode()
        found = re.search(r'name="taps" value="([0-9a-f]*)"', page)
        taps = found[1] if found else ""
    return status, page


def other_than(pack: DrawnPack) -> str:
    """Pictures that are on no slip of the pack."""
    taken = {slip.pictures for slips in pack.sets for slip in slips}
    return next(code for code in iter(new_picture_code, "") if code not in taken)


class TestAClass:
    def test_a_child_taps_five_pictures_and_answers_as_with_the_code(self, open_round_: Round, pack: DrawnPack) -> None:
        slip = pack.sets[0][0]
        device = opened(open_round_, f"{pack.class_key[:4]}-{pack.class_key[4:].lower()}")
        assert "4 Maple" in device.get(f"/r/{open_round_.handle}/class/pictures/").content.decode()

        status, page = tapped(device, open_round_, slip.pictures)

        picked = re.search(r'name="picked" value="([^"]+)"', page)
        assert status == 200
        assert picked
        reply = device.post(f"/r/{open_round_.handle}/", {"code": "", "picked": picked[1]})
        assert "receipt" in reply.content.decode()
        assert Response.objects.get().key == key_of(round_=open_round_, secret=slip.code)
        status, page = tapped(device, open_round_, slip.pictures)
        assert (status, "has been used" in page) == (409, True)

    def test_the_script_sends_what_was_picked_as_well(self, open_round_: Round, pack: DrawnPack) -> None:
        _status, page = tapped(opened(open_round_, pack.class_key), open_round_, pack.sets[0][1].pictures)
        picked = re.search(r'name="picked" value="([^"]+)"', page)
        assert picked
        body = {"submission_id": "ab" * 16, "picked": picked[1]}
        reply = Client().post(f"/r/{open_round_.handle}/send/", body, content_type="application/json")
        assert reply.json()["outcome"] == "kept"

    def test_without_a_session_pictures_are_worth_nothing(self, open_round_: Round, pack: DrawnPack) -> None:
        status, page = tapped(Client(), open_round_, pack.sets[0][0].pictures)
        assert status == 403
        assert "ask the adult with you to open the class again" in page

    def test_a_session_ends_after_ninety_minutes(self, open_round_: Round, pack: DrawnPack) -> None:
        device = opened(open_round_, pack.class_key)
        with time_machine.travel(NOW + timedelta(minutes=89), tick=False):
            assert device.get(f"/r/{open_round_.handle}/class/pictures/").status_code == 200
        device.cookies["class_session"]["max-age"] = ""
        with time_machine.travel(NOW + timedelta(minutes=91), tick=False):
            assert device.get(f"/r/{open_round_.handle}/class/pictures/").status_code == 403

    def test_a_lost_pack_ends_its_sessions(self, open_round_: Round, pack: DrawnPack) -> None:
        device = opened(open_round_, pack.class_key)
        revoke_pack(pack=Pack.objects.get(), reason="lost", actor=ACTOR, now=NOW)
        assert tapped(device, open_round_, pack.sets[0][0].pictures)[0] == 403
        assert Client().post(f"/r/{open_round_.handle}/class/", {"key": pack.class_key}).status_code == 404

    def test_pictures_of_another_class_are_unknown(self, open_round_: Round, pack: DrawnPack) -> None:
        elm = a_pack(open_round_, "5 Elm")
        status, page = tapped(opened(open_round_, pack.class_key), open_round_, elm.sets[0][0].pictures)
        assert (status, "not the pictures on a ticket of this class" in page) == (404, True)

    def test_a_closed_round_has_no_classes(self, open_round_: Round, pack: DrawnPack) -> None:
        closed(open_round_)
        assert Client().get(f"/r/{open_round_.handle}/class/").status_code == 410
        assert Client().get(f"/r/{open_round_.handle}/class/pictures/").status_code == 410

    @pytest.mark.parametrize(
        ("orders", "begin", "named"),
        [
            ((SlipOrder(3, year_group="4"),), "younger/", "Younger"),
            ((SlipOrder(2, year_group="3"), SlipOrder(2, year_group="4")), "younger/", "Younger"),
            ((SlipOrder(3, year_group="4", edition="pictures"),), "pictures/", "Pictures"),
            (
                (SlipOrder(1, year_group="4"), SlipOrder(2, year_group="5", edition="easy_read")),
                "easy_read/",
                "Easy read",
            ),
            ((SlipOrder(2, year_group="5"), SlipOrder(2, year_group="4")), "", "Standard"),
        ],
    )
    def test_its_children_begin_in_the_edition_that_most_of_its_slips_open(
        self, open_round_: Round, orders: tuple[SlipOrder, ...], begin: str, named: str
    ) -> None:
        [drawn] = draw_packs(round_=open_round_, orders=[PackOrder("Maple", orders)])
        keep_packs(round_=open_round_, packs=[drawn], actor=ACTOR, now=NOW)
        device, room = opened(open_round_, drawn.class_key), f"/r/{open_round_.handle}/class/"
        page = device.get(room).content.decode()
        address = f"/r/{open_round_.handle}/{begin}"
        assert f'data-begin="{address}"' in page
        assert f'<a class="button" href="{address}">Begin with a code in letters</a>' in page
        assert f"begin in the edition of most slips of this class: {named}." in page
        assert f'data-begin="{address}"' in device.get(f"{room}pictures/").content.decode()

    def test_undo_takes_the_last_picture_back(self, open_round_: Round, pack: DrawnPack) -> None:
        device = opened(open_round_, pack.class_key)
        page = device.post(f"/r/{open_round_.handle}/class/pictures/", {"taps": "3a", "tap": "undo"}).content.decode()
        assert 'name="taps" value="3"' in page
        assert "Picture 2 of 5" in page


class TestGuessing:
    def test_wrong_class_keys_are_counted_like_codes(self, open_round_: Round, pack: DrawnPack) -> None:
        device = Client()
        slip = pack.sets[0][0].code
        for _ in range(5):
            reply = device.post(f"/r/{open_round_.handle}/class/", {"key": slip})
            assert "We don’t know this key" in reply.content.decode()
        assert device.post(f"/r/{open_round_.handle}/class/", {"key": pack.class_key}).status_code == 429
        assert WrongCodes.objects.get().tries == 5

    def test_a_mistyped_class_key_is_not(self, open_round_: Round, pack: DrawnPack) -> None:
        reply = Client().post(f"/r/{open_round_.handle}/class/", {"key": "KT7"})
        assert "A key has 8 letters and numbers. You typed 3." in reply.content.decode()
        assert not WrongCodes.objects.exists()

    def test_wrong_pictures_make_a_browser_wait_and_right_ones_free_it(
        self, open_round_: Round, pack: DrawnPack
    ) -> None:
        device = opened(open_round_, pack.class_key)
        for _ in range(4):
            assert tapped(device, open_round_, other_than(pack))[0] == 404
        assert tapped(device, open_round_, pack.sets[0][0].pictures)[0] == 200
        for _ in range(5):
            assert tapped(device, open_round_, other_than(pack))[0] == 404
        assert tapped(device, open_round_, pack.sets[0][1].pictures)[0] == 429

    def test_a_pack_has_a_budget_of_its_own(self, open_round_: Round, pack: DrawnPack) -> None:
        """Spent pictures stop neither typed codes nor another class."""
        elm = a_pack(open_round_, "5 Elm")
        maple = Pack.objects.get(label="4 Maple")
        WrongCodes.objects.create(
            school=open_round_.school, round=open_round_, pack=maple, hour=hour_of(NOW), tries=PER_PACK_AN_HOUR
        )
        assert tapped(opened(open_round_, pack.class_key), open_round_, pack.sets[0][0].pictures)[0] == 429
        assert tapped(opened(open_round_, elm.class_key), open_round_, elm.sets[0][0].pictures)[0] == 200
        answer(open_round_, pack.sets[0][0].code)

    @pytest.mark.parametrize("token", ["", "x", "made:up:token"])
    def test_made_up_tokens_are_unknown(self, open_round_: Round, pack: DrawnPack, token: str) -> None:
        device = Client()
        device.cookies["class_session"] = token
        assert device.get(f"/r/{open_round_.handle}/class/pictures/").status_code == 403
        sent = {"code": "", "picked": token or "-"}
        assert device.post(f"/r/{open_round_.handle}/", sent).status_code == 404
        assert not Response.objects.exists()


class TestWhatIsKept:
    def test_neither_pictures_nor_class_key_are_kept(self, open_round_: Round, pack: DrawnPack) -> None:
        kept = str(list(Slip.objects.values_list())) + str(list(Pack.objects.values_list()))
        assert not any(slip.pictures in kept.split("'") for slip in pack.sets[0])
        assert pack.class_key not in kept

    def test_pictures_are_different_within_a_pack(self, open_round_: Round) -> None:
        drawn = a_pack(open_round_, count=MOST_WITH_PICTURES)
        assert len({slip.pictures for slip in drawn.sets[0]}) == MOST_WITH_PICTURES

    def test_a_pack_too_large_for_pictures_has_none(self, open_round_: Round) -> None:
        drawn = a_pack(open_round_, count=MOST_WITH_PICTURES + 1)
        assert drawn.class_key == ""
        assert {slip.pictures for slip in drawn.sets[0]} == {""}

    @given(st.text(alphabet="0123456789abcdef", min_size=5, max_size=5), st.integers(1, 9), st.integers(1, 9))
    def test_the_same_pictures_in_two_packs_have_two_keys(self, code: str, one: int, other: int) -> None:
        def key(pack: int) -> str:
            return pictures_key(pepper=b"p", salt=b"s", pack=pack, code=code)

        assert (key(one) == key(other)) == (one == other)
        assert key(one) != class_key_of(pepper=b"p", salt=b"s", key=code)
        assert is_whole(code)
        assert len(pictures_in(code)) == 5

    def test_there_are_sixteen_pictures_each_drawn(self, in_maple: School) -> None:
        assert len(set(PICTURES)) == 16


class TestTheBoard:
    """Everybody can see that all have arrived; nobody can see who has not."""

    def board(self, round_: Round, pack: DrawnPack, used: int | None, **asked: str) -> str:
        if used is not None:
            Pack.objects.update(used=used, used_counted_at=NOW)
        page: str = opened(round_, pack.class_key).get(f"/r/{round_.handle}/class/board/", asked).content.decode()
        return page

    def test_it_shows_the_way_the_minutes_and_what_is_still_to_come(self, open_round_: Round) -> None:
        page = self.board(open_round_, a_pack(open_round_, count=30), 20, expected="28")
        assert "4 Maple" in page
        assert f"/r/{open_round_.handle}" in page
        assert "90 minutes left" in page
        assert "About 20" in page
        assert "About 10" in page

    def test_a_class_in_which_some_chose_not_to_looks_as_one_in_which_all_took_part(self, open_round_: Round) -> None:
        pack = a_pack(open_round_, count=28)
        assert "Fewer than 5, or none" in self.board(open_round_, pack, 25)

    def test_before_the_first_count_nothing_is_said(self, open_round_: Round, pack: DrawnPack) -> None:
        assert "Not counted yet" in self.board(open_round_, pack, None)

    def test_and_the_other_pages_for_the_adult_leave_out_the_block_for_a_child(
        self, open_round_: Round, pack: DrawnPack
    ) -> None:
        talk, device, handle = "I want to talk to someone", opened(open_round_, pack.class_key), open_round_.handle
        for place in ("", "board/", "sheet/", "typing/"):
            page = device.get(f"/r/{handle}/class/{place}").content.decode()
            assert 'class="help"' not in page
        assert talk in device.get(f"/r/{handle}/class/pictures/").content.decode()
        assert 'class="help"' not in Client().get(f"/r/{handle}/class/").content.decode()

    def test_without_the_class_key_it_leads_to_the_page_that_asks_for_it(self, open_round_: Round) -> None:
        reply = Client().get(f"/r/{open_round_.handle}/class/board/")
        assert (reply.status_code, reply.headers["Location"]) == (302, f"/r/{open_round_.handle}/class/")

    @given(st.integers(1, 400), st.data())
    def test_what_is_missing_never_tells_the_last_four_apart(self, expected: int, data: st.DataObject) -> None:
        arrived = data.draw(st.integers(0, expected))
        shown = still_to_come(expected=expected, received=shown_count(arrived, out_of=expected))
        assert shown % 5 == 0
        assert abs(shown - (expected - arrived)) <= 7
        everybody = still_to_come(expected=expected, received=shown_count(expected, out_of=expected))
        assert everybody == 0
        if expected - arrived <= 2:
            assert shown == everybody


class TestTheDevice:
    def test_the_adult_ends_the_class_on_it(self, open_round_: Round, pack: DrawnPack) -> None:
        device = opened(open_round_, pack.class_key)
        own, pad = f"/r/{open_round_.handle}/class/", f"/r/{open_round_.handle}/class/pictures/"
        until = str(int((NOW + timedelta(minutes=90)).timestamp()))
        assert "4 Maple is open" in device.get(own).content.decode()
        assert [device.get(page).headers["Class-Until"] for page in (own, pad)] == [until, until]
        device.post(own, {"end": "yes"})
        assert device.get(pad).status_code == 403
        assert "Class-Until" not in device.get(own).headers, "by this the service worker forgets the pictures"

    def test_the_script_is_told_what_was_picked(self, open_round_: Round, pack: DrawnPack) -> None:
        device, pad = opened(open_round_, pack.class_key), f"/r/{open_round_.handle}/class/pictures/"
        told = device.post(pad, {"taps": pack.sets[0][0].pictures}, headers={"accept": "application/json"})
        assert told.json()["outcome"] == "fine"
        assert told.json()["begin"] == f"/r/{open_round_.handle}/younger/", "as planned for Year 4"
        wrong = device.post(pad, {"taps": other_than(pack)}, headers={"accept": "application/json"})
        assert (wrong.status_code, wrong.json()["outcome"]) == (404, "unknown")

    def test_it_is_told_what_to_keep(self, open_round_: Round) -> None:
        told = Client().get(f"/r/{open_round_.handle}/class/kept/").json()
        assert f"/r/{open_round_.handle}/" in told["languages"]["en"]
        assert f"/r/{open_round_.handle}/younger/" in told["languages"]["en"]
        assert any("outbox" in file for file in told["files"])
        for page in told["languages"]["en"]:
            assert Client().get(page).status_code == 200

    def test_the_worker_stands_at_the_root(self) -> None:
        reply = Client().get("/worker.js")
        assert reply.headers["Content-Type"].startswith("text/javascript")

    def test_the_adults_sheet_is_that_of_the_school(self, open_round_: Round) -> None:
        page = Client().get(f"/r/{open_round_.handle}/class/sheet/").content.decode()
        assert "Primary: for the adult in the room" in page
        assert "Where to stand" in page
