"""The pages from which slips are printed by number, called lost and printed again."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.roles import Role
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CodeUnknown, PackRevoked, ReasonMissing
from belonging.web.surveys.models import Pack, Response, Round, Slip
from belonging.web.surveys.presenters import slips as slip_sheets
from belonging.web.surveys.presenters.room_sheet import SHEETS
from belonging.web.surveys.services.packs import revoke_pack, set_roll
from belonging.web.surveys.services.slips import PackOrder, SlipOrder, Wanted, draw_packs
from belonging.web.ui.typeset import typeset
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, a_draft, answer, opened, slips
from tests.web.surveys.test_round_pages import browser_of, page_of, text_of

NUMBERS = {"pack_label": "4 Maple", "year_group": "4", "count_N": "9", "count_K": "2", "count_E": ""}
LINES = {"Accept": "application/x-ndjson, text/html"}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(in_maple: School) -> Client:
    return browser_of(Role.LEAD, in_maple)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What each PDF was made of."""
    made: list[dict[str, object]] = []
    real = typeset

    def noted(template: str, data: dict[str, object], **rest: object) -> object:
        made.append(data)
        return real(template, data, **rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(slip_sheets, "typeset", noted)
    return made


class TestPrintingByNumber:
    def test_a_class_gets_its_slips_once_as_an_accessible_file(
        self, lead: Client, open_round_: Round, printed: list[dict[str, object]]
    ) -> None:
        reply = lead.post(page_of(open_round_, "slips"), NUMBERS)

        assert reply.headers["Content-Type"] == "application/pdf"
        assert reply.headers["Content-Disposition"] == 'attachment; filename="slips-4-maple.pdf"'
        assert "no-store" in reply.headers["Cache-Control"]
        assert reply.content.startswith(b"%PDF")
        assert b"pdfuaid" in reply.content
        assert (Pack.objects.get().slips, Slip.objects.filter(sen="K").count()) == (11, 2)

        again = lead.post(page_of(open_round_, "slips"), NUMBERS)
        assert "look for the file in your downloads" in again.content.decode()
        lead.post(page_of(open_round_, "slips"), NUMBERS | {"pack_label": " 4  MAPLE ", "count_N": "3"})
        assert Slip.objects.count() == 11
        assert len(printed) == 1

    def test_the_slips_open_the_questionnaire_and_do_not_say_whose_set_they_are(
        self, lead: Client, open_round_: Round, printed: list[dict[str, object]]
    ) -> None:
        lead.post(page_of(open_round_, "slips"), NUMBERS)
        [data] = printed
        packs = data["packs"]
        assert isinstance(packs, list)
        [sets] = [pack["sets"] for pack in packs]
        assert [(one["words"], len(one["slips"])) for one in sets] == [
            ("Pupils without SEN support", 9),
            ("Pupils with SEN support", 2),
        ]
        codes = [slip["code"].replace("-", "") for one in sets for slip in one["slips"]]
        for code in codes:
            answer(open_round_, code)
        assert all(
            set(slip) == {"name", "code", "pictures", "qr"} and not slip["name"]
            for one in sets
            for slip in one["slips"]
        )
        assert data["address"] == f"127.0.0.1:8001/r/{open_round_.handle}"

    def test_the_cover_says_what_the_sheet_says_and_which_edition_the_slips_open(
        self, lead: Client, open_round_: Round, printed: list[dict[str, object]]
    ) -> None:
        lead.post(page_of(open_round_, "slips"), NUMBERS)
        [data] = printed
        packs = data["packs"]
        assert isinstance(packs, list)
        [pack] = packs
        assert pack["say"] == SHEETS["primary"].say
        assert (pack["edition"], [one["edition"] for one in pack["sets"]]) == ("Younger", ["", ""])

    def test_where_editions_differ_the_cover_says_it_of_each_set_and_no_slip_does(self, open_round_: Round) -> None:
        order = PackOrder("4 Maple", (SlipOrder(2), SlipOrder(1, edition="pictures")), year_group="4")
        [made] = draw_packs(round_=open_round_, orders=[order])
        [pack] = slip_sheets.packs_drawn(open_round_, [Wanted(order)], [made])
        sets = pack["sets"]
        assert isinstance(sets, list)
        assert (pack["edition"], [one["edition"] for one in sets]) == ("", ["Younger", "Pictures"])

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"pack_label": ""}, "which class or group"),
            ({"year_group": ""}, "choose the year group"),
            ({"count_N": "nine"}, "whole number"),
            ({"count_N": "-1"}, "0 or more"),
            ({"count_N": "401"}, "class by class"),
            ({"count_N": "", "count_K": "0"}, "how many slips you need"),
        ],
    )
    def test_a_form_that_is_not_filled_in_is_explained(
        self, lead: Client, open_round_: Round, change: dict[str, str], words: str
    ) -> None:
        page = lead.post(page_of(open_round_, "slips"), NUMBERS | change).content.decode()
        assert "There is a problem" in page
        assert words in page
        assert not Pack.objects.exists()

    def test_no_codes_are_used_up_by_a_file_that_could_not_be_made(
        self, lead: Client, open_round_: Round, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_args: object, **_rest: object) -> None:
            raise RuntimeError("no ink")

        monkeypatch.setattr(slip_sheets, "typeset", broken)
        with pytest.raises(RuntimeError):
            lead.post(page_of(open_round_, "slips"), NUMBERS)
        assert not Pack.objects.exists()

    def test_the_form_asks_only_what_the_slips_carry(self, lead: Client, in_maple: School, cohort: Cohort) -> None:
        plain = opened(a_draft(in_maple, cohort))
        page = text_of(lead, plain, "slips")
        assert "We keep no names" in page
        assert "SEN support" not in page
        by_sex = opened(a_draft(in_maple, cohort, wave="endline", facts=("sex", "sen")))
        assert "Girls with SEN support" in text_of(lead, by_sex, "slips")

    def test_the_form_offers_the_years_that_the_school_has(self, lead: Client, open_round_: Round) -> None:
        page = lead.get(page_of(open_round_, "slips")).content.decode()
        assert re.findall(r'<option value="(\w+)"', page) == ["R", "1", "2", "3", "4", "5", "6"]
        refused = lead.post(page_of(open_round_, "slips"), NUMBERS | {"year_group": "7"})
        assert "There is a problem" in refused.content.decode()

    def test_slips_wait_for_the_opening(self, lead: Client, draft: Round) -> None:
        reply = lead.get(page_of(draft, "slips"), follow=True)
        assert "Slips are printed while the questionnaire is open" in reply.content.decode()


class TestWithWordOfHowFarItIs:
    def test_the_file_comes_in_pieces_and_its_codes_are_kept_last(self, lead: Client, open_round_: Round) -> None:
        reply = lead.post(page_of(open_round_, "slips"), NUMBERS, headers=LINES)

        lines = [json.loads(line) for line in b"".join(reply).splitlines()]
        assert "no-store" in reply.headers["Cache-Control"]
        assert lines[0] == {"done": 11, "of": 11}
        assert lines[1] == {"setting": 11}
        assert lines[-1] == {"kept": "slips-4-maple.pdf", "slips": 11, "packs": 1}
        assert b"".join(base64.b64decode(line["pdf"]) for line in lines[2:-1]).startswith(b"%PDF")
        assert Pack.objects.get().slips == 11

    def test_whoever_leaves_before_the_end_has_used_up_nothing(self, lead: Client, open_round_: Round) -> None:
        reply = lead.post(page_of(open_round_, "slips"), NUMBERS, headers=LINES)
        lines = iter(reply)
        while b'"pdf"' not in next(lines):
            pass
        del lines, reply
        assert not Pack.objects.exists()

    def test_a_class_printed_meanwhile_is_said_instead_of_a_file(self, lead: Client, open_round_: Round) -> None:
        reply = lead.post(page_of(open_round_, "slips"), NUMBERS, headers=LINES)
        lines = iter(reply)
        next(lines)
        slips(open_round_, 3, "4 Maple")
        last = json.loads(list(lines)[-1])
        assert "have been made already" in last["refused"]
        assert Slip.objects.count() == 3

    def test_a_form_with_something_wrong_comes_back_as_a_page(self, lead: Client, open_round_: Round) -> None:
        reply = lead.post(page_of(open_round_, "slips"), NUMBERS | {"pack_label": ""}, headers=LINES)
        assert "which class or group" in reply.content.decode()


class TestALostPack:
    def test_unused_slips_stop_and_used_ones_stay(self, lead: Client, open_round_: Round) -> None:
        used, unused = slips(open_round_, 2, "4 Maple")
        answer(open_round_, used)
        page = f"{page_of(open_round_, 'packs')}{Pack.objects.get().pk}/lost/"
        assert "stop working at once" in lead.get(page).content.decode()

        reply = lead.post(page, {"reason": "left on a bus"}, follow=True)

        assert "The unused slips of 4 Maple no longer work" in reply.content.decode()
        with pytest.raises(CodeUnknown):
            answer(open_round_, unused)
        assert Response.objects.count() == Slip.objects.count() == 1
        [entry] = Entry.objects.filter(act="pack-revoked")
        assert entry.details == {"pack": Pack.objects.get().pk, "reason": "left on a bus"}

    def test_it_is_printed_again_under_its_name(self, lead: Client, open_round_: Round) -> None:
        slips(open_round_, 2, "4 Maple")
        revoke_pack(pack=Pack.objects.get(), reason="lost", actor=ACTOR, now=NOW)
        page = lead.get(page_of(open_round_, "packs")).content.decode()
        again = re.search(r'href="([^"]+)">Print 4 Maple again', page)
        assert again
        assert 'value="4 Maple"' in lead.get(again[1].replace("&amp;", "&")).content.decode()

        lead.post(page_of(open_round_, "slips"), NUMBERS)

        assert list(Pack.objects.order_by("pk").values_list("label", "slips")) == [("4 Maple", 2), ("4 Maple", 11)]
        assert "Print 4 Maple again" not in lead.get(page_of(open_round_, "packs")).content.decode()

    def test_the_reason_is_asked_for_and_a_pack_is_lost_once(self, lead: Client, open_round_: Round) -> None:
        slips(open_round_, 2, "4 Maple")
        pack = Pack.objects.get()
        with pytest.raises(ReasonMissing):
            revoke_pack(pack=pack, reason="  ", actor=ACTOR, now=NOW)
        revoke_pack(pack=pack, reason="lost", actor=ACTOR, now=NOW)
        with pytest.raises(PackRevoked, match="already"):
            revoke_pack(pack=pack, reason="lost", actor=ACTOR, now=NOW)

    def test_pupils_who_were_away_get_slips_in_a_pack_of_their_own(self, lead: Client, open_round_: Round) -> None:
        slips(open_round_, 2, "4 Maple")
        page = lead.get(page_of(open_round_, "packs")).content.decode()
        later = re.search(r'href="([^"]+)">More slips for 4 Maple', page)
        assert later
        assert 'value="4 Maple, catch-up"' in lead.get(later[1].replace("&amp;", "&")).content.decode()

    def test_the_list_takes_as_many_queries_for_three_packs_as_for_one(self, lead: Client, open_round_: Round) -> None:
        slips(open_round_, 2, "4 Maple")
        lead.get(page_of(open_round_, "packs"))
        with CaptureQueriesContext(connection) as for_one:
            lead.get(page_of(open_round_, "packs"))
        slips(open_round_, 2, "4 Elm")
        slips(open_round_, 2, "5 Elm")
        with CaptureQueriesContext(connection) as for_three:
            lead.get(page_of(open_round_, "packs"))
        assert len(for_three) == len(for_one)

    def test_another_schools_pack_is_not_there(self, lead: Client, open_round_: Round) -> None:
        assert lead.get(f"{page_of(open_round_, 'packs')}999/lost/").status_code == 404


def test_the_roll_is_set_once_and_journalled(open_round_: Round) -> None:
    set_roll(round_=open_round_, roll=210, actor=ACTOR, now=NOW)
    set_roll(round_=open_round_, roll=210, actor=ACTOR, now=NOW + timedelta(hours=1))
    assert open_round_.roll == 210
    [entry] = Entry.objects.filter(act="roll-set")
    assert entry.details == {"from": None, "to": 210}
