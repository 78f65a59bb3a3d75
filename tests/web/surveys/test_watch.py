"""Who has answered, as a lead, a SENCO, an adviser and the programme's team read it; never by answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.services.packs import revoke_pack
from belonging.web.surveys.services.rounds import open_round
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.upkeep import tick
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, AFTER, CLOSES, a_draft, a_link_round, answer, closed, slips
from tests.web.surveys.test_planning import drafts, planned, signed
from tests.web.surveys.test_round_pages import browser_of, page_of

__all__ = ["planned"]
WATCH = "/schools/maple-tree/watch/"
Travel = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lead(in_maple: School) -> Client:
    return browser_of(Role.LEAD, in_maple)


@pytest.fixture
def travel(traveller: time_machine.Traveller, lead: Client) -> Travel:
    """To another day, on which the lead signs in again."""

    def go(moment: datetime) -> None:
        traveller.move_to(moment)
        lead.force_login(User.objects.get(email="lead@example.org"))

    return go


def read(client: Client, page: str = WATCH) -> str:
    reply = client.get(page)
    assert reply.status_code == 200
    body = reply.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace(" .", ".")


def sat(round_: Round, label: str, count: int, of: int, year: str = "") -> Pack:
    for code in slips(round_, of, label)[:count]:
        answer(round_, code)
    Pack.objects.filter(label=label).update(year_group=year)
    return Pack.objects.get(label=label)


class TestAtAGlance:
    def test_every_class_stands_under_how_far_it_is(self, lead: Client, open_round_: Round) -> None:
        for label, count, of in (("4 Maple", 1, 27), ("5 Oak", 13, 27), ("6 Elm", 27, 27), ("Nest", 3, 4)):
            sat(open_round_, label, count, of)
        assert "Not counted yet" in read(lead)
        tick(now=NOW)
        page = read(lead)
        assert "11 school days left, today included. It closes by itself at the end of Monday 7 December" in page
        assert "About 45 of 85 who have a slip" in page
        groups = (
            r"Not sat yet \(1\) .* 4 Maple .* Fewer than 5 of 27 Has begun \(1\) .* 5 Oak About 15 of 27 "
            r"Most or all have sat \(1\) .* 6 Elm About 25 of 27 Too few to count \(1\) .* Nest 4 slips"
        )
        assert re.search(groups, page)
        assert "Counted at 10:00am on Monday 23 November 2026." in page

    def test_the_roll_is_what_answers_are_held_against(self, lead: Client, open_round_: Round) -> None:
        sat(open_round_, "4 Maple", 10, 27)
        Round.objects.update(roll=40)
        tick(now=NOW)
        assert "About 10 of 40 on the roll" in read(lead)

    def test_years_are_sums_of_what_their_classes_show(self, lead: Client, open_round_: Round) -> None:
        for label, count, year in (("4A", 7, "4"), ("4B", 7, "4"), ("RA", 9, "R"), ("Nurture", 2, "")):
            sat(open_round_, label, count, 10, year)
        tick(now=NOW)
        page = read(lead)
        # 7 and 7 are shown as 5 and 5: their year is 10, although 14 would round to 15.
        assert "Reception: about 10 of 10" in page
        assert "Year 4: about 10 of 20" in page
        assert page.index("Reception:") < page.index("Year 4:")

    def test_a_lost_pack_is_no_class_any_more(self, lead: Client, open_round_: Round) -> None:
        revoke_pack(pack=sat(open_round_, "4 Maple", 0, 27), reason="Bus", actor=ACTOR, now=NOW)
        sat(open_round_, "4 Maple again", 5, 25)
        tick(now=NOW)
        page = read(lead)
        assert "About 5 of 25 who have a slip" in page
        assert "Not sat yet" not in page

    def test_the_pace_says_how_many_a_day_would_reach_everyone(
        self, lead: Client, open_round_: Round, travel: Travel
    ) -> None:
        sat(open_round_, "4 Maple", 10, 100)
        tick(now=NOW)
        assert "It has only begun." in read(lead)
        travel(NOW + timedelta(days=7))
        assert "Behind: 5 of 11 school days are over. About 15 on each school day left would reach" in read(lead)
        for code in slips(open_round_, 100, "5 Oak"):
            answer(open_round_, code)
        tick(now=NOW + timedelta(days=7))
        assert "On pace: 5 of 11 school days are over." in read(lead)

    def test_parents_have_no_pace_to_keep(self, lead: Client, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort)
        for _ in range(8):
            answer(round_, answers={})
        tick(now=NOW)
        page = read(lead)
        assert "About 10 have answered" in page
        assert "pace" not in page.lower()


class TestWhatToDoNext:
    def test_it_goes_from_printing_to_setting_days_to_nothing(
        self, lead: Client, open_round_: Round, travel: Travel
    ) -> None:
        assert "Next Print the slips" in read(lead)
        pack = sat(open_round_, "4 Maple", 0, 27)
        tick(now=NOW)
        assert "Next 1 class has no day yet 4 Maple. Agree a day" in read(lead)
        lead.post(f"{WATCH}{pack.pk}/", {"sits_on": "2026-11-26", "teacher_email": "t@x.example"})
        assert "Next Nothing to do today" in read(lead)
        assert "Sits on Thursday 26 November 2026. Its teacher is reminded." in read(lead)
        travel(NOW + timedelta(days=4))
        assert "Next 4 Maple has not sat Its day has passed, and fewer than 5 slips are used" in read(lead)
        assert f'href="{WATCH}{pack.pk}/"' in lead.get(WATCH).content.decode()

    def test_near_the_end_more_time_is_offered(self, lead: Client, open_round_: Round, travel: Travel) -> None:
        sat(open_round_, "4 Maple", 0, 27)
        tick(now=NOW)
        travel(CLOSES - timedelta(days=3))
        assert "4 Maple has not sat, and the end is near" in read(lead)
        assert page_of(open_round_, "extend") in lead.get(WATCH).content.decode()

    def test_drafts_and_closed_rounds_lead_to_their_pages(self, lead: Client, draft: Round) -> None:
        assert "No questionnaire is open at the moment. Next Open it: pupils, baseline" in read(lead)
        open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
        closed(draft)
        assert "Pupils, baseline: wait for the sealing" in read(lead)
        seal_round(round_=draft, actor=ACTOR, now=AFTER)
        assert "Nothing to watch yet" in read(lead)

    def test_a_lead_gets_the_planned_questionnaires_without_waiting(
        self, lead: Client, in_maple: School, planned: Cohort
    ) -> None:
        signed(in_maple, planned)
        assert "Get the questionnaires ready" in read(lead)
        assert "Get them ready" not in read(browser_of(Role.HEAD, in_maple))
        reply = lead.post(f"{WATCH}plan/", follow=True)
        assert "The questionnaires are ready" in reply.content.decode()
        assert len(drafts(in_maple)) == 3


class TestAClass:
    def test_day_and_teacher_are_set_and_cleared_and_gone_at_sealing(self, lead: Client, open_round_: Round) -> None:
        pack = sat(open_round_, "4 Maple", 0, 27)
        lead.post(f"{WATCH}{pack.pk}/", {"sits_on": "2026-11-26", "teacher_email": "t@x.example"})
        pack.refresh_from_db()
        assert (pack.sits_on, pack.teacher_email) == (date(2026, 11, 26), "t@x.example")
        details = Entry.objects.get(act="sitting-arranged").details
        assert details == {"pack": pack.pk, "sits_on": "2026-11-26", "teacher": True}
        lead.post(f"{WATCH}{pack.pk}/", {"sits_on": "", "teacher_email": "t@x.example"})
        seal_round(round_=closed(open_round_), actor=ACTOR, now=AFTER)
        pack.refresh_from_db()
        assert (pack.sits_on, pack.teacher_email) == (None, "")

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"sits_on": "2026-11-28"}, "Saturday 28 November 2026 is not a school day"),
            ({"sits_on": "2026-12-08"}, "choose a day between them"),
            ({"sits_on": "soon"}, "choose a day of the calendar"),
            ({"teacher_email": "Ms Rowe"}, "type the whole address"),
        ],
    )
    def test_what_cannot_be_is_explained_and_kept(
        self, lead: Client, open_round_: Round, change: dict[str, str], words: str
    ) -> None:
        pack = sat(open_round_, "4 Maple", 0, 27)
        typed = {"sits_on": "2026-11-26", "teacher_email": "t@x.example"} | change
        page = lead.post(f"{WATCH}{pack.pk}/", typed).content.decode()
        assert "There is a problem" in page
        assert words in page
        assert next(iter(change.values())) in page
        pack.refresh_from_db()
        assert pack.sits_on is None

    def test_only_while_the_questionnaire_is_open(self, lead: Client, open_round_: Round) -> None:
        pack = sat(open_round_, "4 Maple", 0, 27)
        closed(open_round_)
        reply = lead.get(f"{WATCH}{pack.pk}/", follow=True)
        assert "can be changed while the questionnaire is open" in reply.content.decode()


class TestMoreTime:
    def test_it_is_asked_for_with_a_reason_and_the_page_says_who_gave_it(
        self, lead: Client, open_round_: Round
    ) -> None:
        assert "until Friday 18 December 2026 at most" in read(lead, page_of(open_round_, "extend"))
        page = lead.post(page_of(open_round_, "extend"), {"last_day": "2026-12-12", "reason": "Snow"}).content.decode()
        assert "is not a school day" in page
        assert ">Snow</textarea>" in page
        reply = lead.post(page_of(open_round_, "extend"), {"last_day": "2026-12-11", "reason": "Snow"}, follow=True)
        assert "open until Friday 11 December 2026" in reply.content.decode()
        assert "Until Friday 11 December 2026, given by Jo on Monday 23 November 2026: “Snow”" in read(
            lead, page_of(open_round_)
        )

    def test_after_28_days_there_is_nothing_to_ask_for(self, lead: Client, open_round_: Round) -> None:
        Round.objects.update(closes_at=CLOSES + timedelta(days=11))
        page = read(lead, page_of(open_round_, "extend"))
        assert "no school day left" in page
        assert "New last day" not in page


class TestWhoMay:
    def test_a_senco_arranges_and_a_head_and_an_adviser_look(self, in_maple: School, open_round_: Round) -> None:
        pack = sat(open_round_, "4 Maple", 0, 27)
        tick(now=NOW)
        senco, head, adviser = (browser_of(role, in_maple) for role in (Role.SENCO, Role.HEAD, Role.ADVISER))
        assert senco.get(f"{WATCH}{pack.pk}/").status_code == 200
        for looks in (head, adviser):
            assert "4 Maple. The school’s lead or SENCO agrees a day with each teacher." in read(looks)
            assert "Fewer than 5 of 27" in read(looks)
            assert f"{WATCH}{pack.pk}/" not in looks.get(WATCH).content.decode()
            assert looks.get(f"{WATCH}{pack.pk}/").status_code == 404
            assert looks.get(page_of(open_round_, "extend")).status_code == 404
            assert looks.post(f"{WATCH}plan/").status_code == 404

    def test_the_programme_sees_the_same_numbers_and_no_links(self, in_maple: School, open_round_: Round) -> None:
        sat(open_round_, "4 Maple", 13, 27)
        tick(now=NOW)
        manager = User.objects.create(email="m@example.org", name="Mo")
        Membership.objects.create(user=manager, role=Role.MANAGER)
        client = Client()
        client.force_login(manager)
        page = read(client, "/programme/schools/maple-tree/watch/")
        assert "About 15 of 27" in page
        assert "lead or SENCO" not in page
        body = client.get("/programme/schools/maple-tree/watch/").content.decode().partition("<main")[2]
        assert 'href="/schools/' not in body
        assert client.get("/programme/schools/nowhere/watch/").status_code == 404
        assert client.get(WATCH).status_code == 404
        assert browser_of(Role.LEAD, in_maple).get("/programme/schools/maple-tree/watch/").status_code == 404

    def test_another_schools_class_is_not_there(self, lead: Client, open_round_: Round, river: School) -> None:
        pack = sat(open_round_, "4 Maple", 0, 27)
        with school_scope(river.pk):
            other = browser_of(Role.SENCO, river)
        assert other.get(f"/schools/{river.slug}/watch/{pack.pk}/").status_code == 404
        assert other.get(WATCH).status_code == 404


class TestNothingLive:
    def test_no_answer_moves_a_number_before_ten_minutes_have_passed(self, lead: Client, open_round_: Round) -> None:
        codes = slips(open_round_, 27, "4 Maple")
        tick(now=NOW)
        before = read(lead)
        for code in codes:
            answer(open_round_, code)
            tick(now=NOW + timedelta(minutes=9))
        assert read(lead) == before
        tick(now=NOW + timedelta(minutes=10))
        assert read(lead) != before

    @pytest.mark.parametrize("middle", [1, 5, 10, 15, 20, 25])
    def test_states_that_round_alike_look_alike(self, lead: Client, open_round_: Round, middle: int) -> None:
        """One answer more within a step of the rounding changes no byte, whenever it was counted."""
        codes = slips(open_round_, 27, "4 Maple")
        for code in [*codes[: middle - 1], *slips(open_round_, 31, "5 Oak")[: 20 if middle > 1 else 19]]:
            answer(open_round_, code)
        pages = set()
        for more in range(3):
            tick(now=NOW + timedelta(minutes=10 * more))
            Round.objects.update(answered_counted_at=NOW)
            pages.add(read(lead))
            answer(open_round_, codes[middle - 1 + more])
        assert len(pages) == 1


def test_more_classes_cost_no_more_queries(lead: Client, open_round_: Round, cohort: Cohort) -> None:
    sat(open_round_, "1", 3, 10, "1")
    tick(now=NOW)
    read(lead)
    with CaptureQueriesContext(connection) as of_one:
        read(lead)
    for label in ("2", "3"):
        sat(open_round_, label, 3, 10, label)
    a_link_round(open_round_.host, cohort)
    a_draft(open_round_.host, cohort, wave="endline")
    with CaptureQueriesContext(connection) as of_three:
        read(lead)
    assert len(of_one) == len(of_three)
