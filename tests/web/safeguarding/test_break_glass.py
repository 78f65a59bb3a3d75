"""Break-glass: three people, a yes or a no, only while the round is not sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import Contact
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.errors import (
    AboutYou,
    AlreadyProposed,
    GlassMended,
    NoSlipsToFind,
    NoSuchComment,
    NotConfirmed,
    NoTriesLeft,
    SecondPersonNeeded,
    ThirdPersonNeeded,
)
from belonging.web.safeguarding.models import BreakGlass, Ground
from belonging.web.safeguarding.queries.glass import glass_for
from belonging.web.safeguarding.rules.breaking import MOST_TRIES
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.safeguarding.services.breaking import Reason, confirm, end, end_glass_due, propose, try_code
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response
from belonging.web.surveys.rules.codes import CodeMistyped
from belonging.web.surveys.services.comments import unread_comments
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.safeguarding.given import PEOPLE, TODAY, address, named, person
from tests.web.safeguarding.glass import SEEN, WRITTEN, Written, confirmed, proposed, wrote
from tests.web.surveys.given import AFTER, a_link_round, answer, closed

HOUR = timedelta(hours=1)
LEAD = Somebody("lead@maple.example", "3")


@pytest.fixture
def written(in_maple: School, cohort: Cohort) -> Written:
    made = wrote(in_maple, cohort)
    named(in_maple, *PEOPLE)
    return made


def tried(glass: BreakGlass, code: str, *, who: Somebody = LEAD, now: datetime = NOW) -> bool:
    return try_code(glass=glass, typed=code, who=who, now=now)


def told() -> set[str]:
    with programme_scope("test"):
        return set(OutgoingMail.objects.filter(key__startswith="glass:").values_list("to", flat=True))


def test_two_people_and_the_school_find_whose_slip_it_was(written: Written) -> None:
    person(Role.MANAGER, email="second@programme.example")
    glass = proposed(written)
    assert told() == {"second@programme.example"}
    confirm(glass=glass, actor="2", now=NOW + HOUR)
    assert told() >= {address("safeguarding"), address("head")}
    glass.refresh_from_db()

    assert not tried(glass, written.used)
    assert not tried(glass, written.unused)
    assert not tried(glass, "2222-2222")
    assert tried(glass, f"{written.theirs[:4]}-{written.theirs[4:]}".lower())

    glass.refresh_from_db()
    assert (glass.ending, glass.comment, glass.tries) == ("found", "", 4)
    with pytest.raises(GlassMended):
        tried(glass, written.theirs)


def test_a_try_reads_no_answer_and_tells_nothing_of_a_slip(written: Written) -> None:
    glass = confirmed(written)
    with CaptureQueriesContext(connection) as queries:
        replies = {tried(glass, code) for code in (written.used, written.unused, "2222-2222")}
    assert replies == {False}
    table = Response._meta.db_table
    read = [each["sql"] for each in queries if f'FROM "{table}"' in each["sql"]]
    assert read
    assert not any(f'"{table}"."answers"' in sql.partition(" WHERE ")[0] for sql in read)


def test_the_journal_has_every_step_and_no_code_no_word_no_reference(written: Written) -> None:
    glass = confirmed(written)
    tried(glass, written.used)
    end(glass=glass, actor="1", now=NOW)

    entries = Entry.objects.filter(act__startswith="break-glass").order_by("number")
    steps = ["proposed", "confirmed", "tried", "ended"]
    assert [each.act for each in entries] == [f"break-glass-{step}" for step in steps]
    assert [each.actor for each in entries] == ["1", "2", "3", "1"]
    said = " ".join(f"{each.subject} {each.details}" for each in entries)
    for secret in (written.used, written.theirs, written.comment[:8], WRITTEN, SEEN):
        assert secret not in said


def test_a_code_that_was_mistyped_counts_as_no_try(written: Written) -> None:
    glass = confirmed(written)
    with pytest.raises(CodeMistyped):
        tried(glass, written.theirs[1:])
    glass.refresh_from_db()
    assert glass.tries == 0


class TestTwoPeople:
    def test_one_alone_gets_nowhere(self, written: Written) -> None:
        glass = proposed(written)
        with pytest.raises(SecondPersonNeeded):
            confirm(glass=glass, actor="1", now=NOW)
        with pytest.raises(NotConfirmed):
            tried(glass, written.theirs)
        assert glass_for(glass.school, LEAD, glass.handle, TODAY) is None
        with pytest.raises(IntegrityError, match=r"two_people|CHECK"), transaction.atomic():
            BreakGlass.objects.filter(pk=glass.pk).update(confirmed_by="1", confirmed_at=NOW)

    def test_after_a_day_the_first_has_to_propose_anew(self, written: Written) -> None:
        glass = proposed(written)
        with pytest.raises(AlreadyProposed):
            proposed(written, actor="2")
        late = NOW + timedelta(hours=24)
        with pytest.raises(GlassMended):
            confirm(glass=glass, actor="2", now=late)
        assert end_glass_due(now=late) == 1
        glass.refresh_from_db()
        assert (glass.ending, glass.comment) == ("lapsed", "")
        assert proposed(written).pk != glass.pk

    def test_the_second_may_say_no(self, written: Written) -> None:
        glass = proposed(written)
        end(glass=glass, actor="2", now=NOW)
        glass.refresh_from_db()
        assert glass.ending == "refused"
        with pytest.raises(GlassMended):
            confirm(glass=glass, actor="3", now=NOW)


class TestTheThird:
    @pytest.mark.parametrize("one_of_the_two", ["1", "2"])
    def test_is_neither_of_the_two(self, written: Written, one_of_the_two: str) -> None:
        glass = confirmed(written)
        lead = Somebody(LEAD.email, one_of_the_two)
        assert glass_for(glass.school, lead, glass.handle, TODAY) is None
        with pytest.raises(ThirdPersonNeeded):
            tried(glass, written.theirs, who=lead)
        tried(glass, written.used)
        with pytest.raises(IntegrityError, match=r"tried_by_a_third|CHECK"), transaction.atomic():
            BreakGlass.objects.filter(pk=glass.pk).update(tried_by=one_of_the_two)

    def test_is_the_senco_where_the_lead_proposed_it(self, written: Written) -> None:
        named(written.round.host, "lead", "senco", *PEOPLE)
        lead = person(Role.MANAGER, email=address("lead").upper())
        confirm(glass=proposed(written, actor=str(lead.pk)), actor="2", now=NOW)
        assert address("senco") in told()
        assert address("lead") not in told()


class TestWhereNothingIsFound:
    def test_after_sealing(self, written: Written) -> None:
        glass = confirmed(written)
        assert len(glass.mark) == 64
        seal_round(round_=closed(written.round), actor="test", now=AFTER)

        with pytest.raises(GlassMended):
            tried(glass, written.theirs)
        end_glass_due(now=AFTER)
        glass.refresh_from_db()
        assert (glass.ending, glass.mark) == ("sealed", "")
        for each in unread_comments(written.round):
            with pytest.raises(NoSuchComment):
                propose(reference=each.handle[:12], reason=Reason(Ground.CHILD, SEEN), actor="1", now=AFTER)
        with pytest.raises(NoSuchComment):
            proposed(written)

    def test_of_one_link_for_everyone(self, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort)
        answer(round_, answers={}, comments={"what_helps": WRITTEN})
        (comment,) = unread_comments(round_)
        with pytest.raises(NoSlipsToFind):
            propose(reference=comment.handle[:12], reason=Reason(Ground.CHILD, SEEN), actor="1", now=NOW)

    def test_where_its_writer_has_deleted_it(self, written: Written) -> None:
        glass = confirmed(written)
        blank = {"answers": {}, "comments": {}, "screening": {}, "edition": "", "language": "", "way": "", "digest": ""}
        Response.objects.filter(round=written.round).update(withdrawn=True, help="", may_print=False, **blank)

        with pytest.raises(GlassMended):
            tried(glass, written.theirs)

    def test_after_thirty_tries_or_three_days(self, written: Written) -> None:
        first = confirmed(written)
        for _ in range(2):
            assert not tried(first, written.used)
        end(glass=first, actor="1", now=NOW)
        again = confirmed(written)
        assert again.spent == 2
        with pytest.raises(GlassMended):
            tried(again, written.theirs, now=NOW + timedelta(hours=72))

        BreakGlass.objects.filter(pk=again.pk).update(tries=MOST_TRIES - 3, tried_by="3")
        assert not tried(again, written.used)
        again.refresh_from_db()
        assert again.ending == "not_found"
        with pytest.raises(NoTriesLeft):
            proposed(written)
        with pytest.raises(IntegrityError, match=r"tries_after_two|CHECK"), transaction.atomic():
            BreakGlass.objects.filter(pk=again.pk).update(tries=MOST_TRIES - 1)


class TestANewSecretKey:
    @pytest.fixture
    def rotate(self, settings: Settings) -> Callable[..., None]:
        def turn(*, keep_old: bool = True) -> None:
            settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep_old else []
            settings.SECRET_KEY = "another secret key of thirty-two letters or more"

        return turn

    @pytest.mark.parametrize("keep_old", [True, False])
    def test_ends_no_break_glass_that_runs_and_its_slip_is_found(
        self, written: Written, rotate: Callable[..., None], *, keep_old: bool
    ) -> None:
        glass = confirmed(written)
        rotate(keep_old=keep_old)

        assert end_glass_due(now=NOW + HOUR) == 0
        glass.refresh_from_db()
        assert glass.ended_at is None
        assert not tried(glass, written.used)
        assert tried(glass, written.theirs)

    def test_neither_one_from_before_marks_were_kept(self, written: Written, rotate: Callable[..., None]) -> None:
        glass = confirmed(written)
        BreakGlass.objects.filter(pk=glass.pk).update(mark="")
        rotate()

        assert end_glass_due(now=NOW + HOUR) == 0
        glass.refresh_from_db()
        assert tried(glass, written.theirs)

    def test_leaves_a_reference_that_was_read_out_before(self, written: Written, rotate: Callable[..., None]) -> None:
        rotate()
        glass = confirmed(written)
        assert tried(glass, written.theirs)

    def test_lets_nobody_propose_the_same_comment_twice(self, written: Written, rotate: Callable[..., None]) -> None:
        proposed(written)
        rotate()
        with pytest.raises(AlreadyProposed):
            proposed(written, actor="2")


class TestWhoeverItIsAbout:
    def test_hears_nothing_and_looks_at_nothing(self, written: Written) -> None:
        glass = confirmed(written, about=About.HEAD)

        assert told() == {address("safeguarding"), address("chair")}
        assert glass_for(glass.school, Somebody(address("head"), "4"), glass.handle, TODAY) is None
        assert glass_for(glass.school, LEAD, glass.handle, TODAY) == glass
        with pytest.raises(AboutYou):
            tried(glass, written.theirs, who=Somebody(address("head").upper(), "4"))

    def test_stays_so_when_the_list_is_edited_and_is_so_by_role(self, written: Written) -> None:
        head = person(Role.HEAD, written.round.host, email="other@maple.example")
        account = str(person(Role.LEAD, written.round.host, email=address("head")).pk)
        glass = confirmed(written, about=About.HEAD)
        Contact.objects.filter(kind="head").update(email="new@maple.example")

        barred = (Somebody(address("head"), account), Somebody("renamed@maple.example", account))
        for who in (*barred, Somebody("new@maple.example", "4"), Somebody(head.email, str(head.pk))):
            assert glass_for(glass.school, who, glass.handle, TODAY) is None, who
            with pytest.raises(AboutYou):
                tried(glass, written.theirs, who=who)

    def test_is_told_nothing_as_chair_either(self, written: Written) -> None:
        glass = proposed(written, about=About.HEAD)
        named(written.round.host, "safeguarding")
        Contact.objects.create(school=written.round.host, kind="chair", name="Hall", email=address("head"))
        confirm(glass=glass, actor="2", now=NOW)
        assert told() == {address("safeguarding")}

    def test_is_safeguarding(self, written: Written) -> None:
        confirmed(written, about=About.SAFEGUARDING)
        assert told() == {address("head"), address("chair")}


def test_what_was_written_down_is_erased_after_30_days_and_the_row_after_two_years(written: Written) -> None:
    glass = confirmed(written, about=About.HEAD)
    end(glass=glass, actor="1", now=NOW)

    assert end_glass_due(now=NOW + timedelta(days=29)) == 0
    assert end_glass_due(now=NOW + timedelta(days=30)) == 1
    glass.refresh_from_db()
    assert (glass.seen, glass.about, glass.subjects, glass.ground) == ("", "", None, "own_life")
    end_glass_due(now=NOW + timedelta(days=730))
    assert not BreakGlass.objects.exists()
