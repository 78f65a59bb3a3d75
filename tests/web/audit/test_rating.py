"""Rating a statement: nothing that anybody wrote is ever lost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from belonging.web.accounts.models import User
from belonging.web.audit.errors import (
    AlreadySettled,
    AuditSignedOff,
    ChangedMeanwhile,
    NothingSaid,
    TooLong,
    UnknownStatement,
)
from belonging.web.audit.models import Audit, Hidden, Rating, RatingEntry
from belonging.web.audit.queries.audits import history_of, progress_of, ratings_of, waiting_of
from belonging.web.audit.services.work import Said, rate, settle, sign_off
from belonging.web.journal.models import Entry
from tests.web.conftest import NOW

KEY = "safe_places"
SAMS = Said("partially", "Seen at the gate.", 0)
JOS = Said("fully", "Two adults in every corridor.", 0)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def say(audit: Audit, who: User, said: Said, minute: int = 0) -> Rating:
    return rate(audit=audit, statement=KEY, said=said, actor=str(who.pk), now=at(minute))


def clash(audit: Audit, sam: User, jo: User) -> ChangedMeanwhile:
    """Both opened the empty form; Sam saved first."""
    say(audit, sam, SAMS)
    with pytest.raises(ChangedMeanwhile) as refusal:
        say(audit, jo, JOS, 1)
    return refusal.value


class TestRating:
    def test_a_rating_is_saved_with_its_version_and_its_line_in_the_journal(self, audit: Audit, sam: User) -> None:
        found = say(audit, sam, Said("partially", "  Seen at the gate.  ", 0))
        assert (found.value, found.how_we_know, found.revision) == ("partially", "Seen at the gate.", 1)
        assert progress_of(audit).rated == 1
        again = say(audit, sam, Said("fully", "Seen everywhere.", 1), 5)
        assert (again.pk, again.value, again.revision, again.changed_at) == (found.pk, "fully", 2, at(5))
        assert [(each.revision, each.value, each.taken) for each in history_of(audit, KEY)] == [
            (2, "fully", True),
            (1, "partially", True),
        ]
        entry = Entry.objects.filter(act="audit-statement-rated").latest("number")
        assert entry.details == {"statement": KEY, "revision": 2}

    def test_the_same_saved_twice_is_one_version(self, audit: Audit, sam: User) -> None:
        say(audit, sam, SAMS)
        assert say(audit, sam, SAMS, 1).revision == 1
        assert RatingEntry.objects.count() == 1

    def test_words_without_a_rating_are_kept_and_do_not_count_as_rated(self, audit: Audit, sam: User) -> None:
        say(audit, sam, Said("", "To ask in the office.", 0))
        assert progress_of(audit).rated == 0
        assert ratings_of(audit)[KEY].how_we_know == "To ask in the office."

    def test_a_rating_can_be_taken_back(self, audit: Audit, sam: User) -> None:
        say(audit, sam, SAMS)
        assert say(audit, sam, Said("", "Seen at the gate.", 1)).value == ""

    def test_nothing_is_no_rating(self, audit: Audit, sam: User) -> None:
        with pytest.raises(NothingSaid, match="press Skip"):
            say(audit, sam, Said("", "  ", 0))
        assert not Rating.objects.exists()

    @pytest.mark.parametrize("value", ["splendid", "FULLY"])
    def test_an_unknown_value_is_refused(self, audit: Audit, sam: User, value: str) -> None:
        with pytest.raises(NothingSaid):
            say(audit, sam, Said(value, "", 0))

    def test_too_long_is_refused_and_not_cut(self, audit: Audit, sam: User) -> None:
        with pytest.raises(TooLong, match="2,000"):
            say(audit, sam, Said("fully", "x" * 2001, 0))

    def test_what_is_said_of_a_statement_hidden_meanwhile_is_kept_and_not_taken(self, audit: Audit, sam: User) -> None:
        Hidden.objects.create(school=audit.school, audit=audit, statement=KEY, reason="No gate.", by="x", at=NOW)
        with pytest.raises(UnknownStatement, match="kept in the statement’s history"):
            say(audit, sam, SAMS)
        assert not Rating.objects.exists()
        (kept,) = waiting_of(audit)
        with pytest.raises(UnknownStatement):
            settle(entry=kept, take=True, revision=0, actor=str(sam.pk), now=at(1))
        settle(entry=kept, take=False, revision=0, actor=str(sam.pk), now=at(1))
        assert waiting_of(audit) == []

    def test_an_unknown_statement_is_refused(self, audit: Audit, sam: User) -> None:
        with pytest.raises(UnknownStatement):
            rate(audit=audit, statement="nowhere", said=SAMS, actor=str(sam.pk), now=NOW)


class TestTwoAtOnce:
    def test_the_second_is_kept_and_shown_beside_the_first(self, audit: Audit, sam: User, jo: User) -> None:
        refusal = clash(audit, sam, jo)
        assert (refusal.theirs.value, refusal.theirs.changed_by) == ("partially", str(sam.pk))
        assert (refusal.mine.value, refusal.mine.how_we_know) == ("fully", JOS.how_we_know)
        assert ratings_of(audit)[KEY].value == "partially"
        assert [entry.by for entry in waiting_of(audit)] == [str(jo.pk)]

    def test_a_second_click_keeps_it_once(self, audit: Audit, sam: User, jo: User) -> None:
        clash(audit, sam, jo)
        with pytest.raises(ChangedMeanwhile):
            say(audit, jo, JOS, 2)
        assert len(waiting_of(audit)) == 1

    def test_a_form_that_says_what_it_said_when_opened_is_nothing_against_a_change(
        self, audit: Audit, sam: User, jo: User
    ) -> None:
        say(audit, sam, SAMS)
        say(audit, sam, Said("fully", "Now everywhere.", 1))
        assert say(audit, jo, Said("partially", "Seen at the gate.", 1)).value == "fully"
        assert say(audit, jo, Said("", "", 0)).value == "fully"
        assert waiting_of(audit) == []

    def test_theirs_is_kept(self, audit: Audit, sam: User, jo: User) -> None:
        mine = clash(audit, sam, jo).mine
        stands = settle(entry=mine, take=False, revision=1, actor=str(jo.pk), now=at(2))
        assert stands is not None
        assert (stands.value, stands.revision) == ("partially", 1)
        assert waiting_of(audit) == []
        assert len(history_of(audit, KEY)) == 2

    def test_mine_is_taken(self, audit: Audit, sam: User, jo: User) -> None:
        mine = clash(audit, sam, jo).mine
        stands = settle(entry=mine, take=True, revision=1, actor=str(jo.pk), now=at(2))
        assert stands is not None
        assert (stands.value, stands.how_we_know, stands.revision) == ("fully", JOS.how_we_know, 2)
        assert waiting_of(audit) == []
        assert len(history_of(audit, KEY)) == 3

    def test_a_third_is_written_from_both(self, audit: Audit, sam: User, jo: User) -> None:
        mine = clash(audit, sam, jo).mine
        third = Said("fully", "At the gate and in every corridor.", 1, settles=mine.pk)
        assert say(audit, jo, third, 2).revision == 2
        assert waiting_of(audit) == []

    def test_saving_the_very_words_that_wait_leaves_nothing_to_settle(self, audit: Audit, sam: User, jo: User) -> None:
        clash(audit, sam, jo)
        say(audit, sam, Said(JOS.value, JOS.how_we_know, 1), 2)
        assert waiting_of(audit) == []

    def test_taking_mine_does_not_win_over_a_change_that_was_not_seen(self, audit: Audit, sam: User, jo: User) -> None:
        mine = clash(audit, sam, jo).mine
        say(audit, sam, Said("not_yet", "Looked again.", 1), 2)
        with pytest.raises(ChangedMeanwhile):
            settle(entry=mine, take=True, revision=1, actor=str(jo.pk), now=at(3))
        assert ratings_of(audit)[KEY].value == "not_yet"
        assert len(waiting_of(audit)) == 1

    def test_it_is_settled_once(self, audit: Audit, sam: User, jo: User) -> None:
        mine = clash(audit, sam, jo).mine
        settle(entry=mine, take=False, revision=1, actor=str(jo.pk), now=at(2))
        with pytest.raises(AlreadySettled):
            settle(entry=mine, take=True, revision=1, actor=str(jo.pk), now=at(3))


class TestSignedOff:
    def test_what_comes_too_late_is_kept_and_not_taken(self, audit: Audit, robin: User, sam: User) -> None:
        signed = sign_off(audit=audit, note="", actor=str(robin.pk), now=at(1))
        with pytest.raises(AuditSignedOff, match="kept in the statement’s history") as refusal:
            say(signed, sam, SAMS, 2)
        assert refusal.value.entry is not None
        assert not Rating.objects.exists()
        assert [(each.taken, each.how_we_know) for each in history_of(audit, KEY)] == [(False, "Seen at the gate.")]

    def test_it_cannot_be_taken_over_either(self, audit: Audit, robin: User, sam: User, jo: User) -> None:
        say(audit, sam, SAMS, 1)
        signed = sign_off(audit=audit, note="", actor=str(robin.pk), now=at(2))
        with pytest.raises(AuditSignedOff) as refusal:
            say(signed, jo, JOS, 3)
        late = refusal.value.entry
        assert late is not None
        with pytest.raises(AuditSignedOff):
            settle(entry=late, take=True, revision=1, actor=str(jo.pk), now=at(4))
        assert ratings_of(audit)[KEY].value == "partially"

    def test_what_waits_is_set_aside(self, audit: Audit, robin: User, sam: User, jo: User) -> None:
        mine = clash(audit, sam, jo).mine
        sign_off(audit=audit, note="", actor=str(robin.pk), now=at(2))
        assert waiting_of(audit) == []
        with pytest.raises(AlreadySettled):
            settle(entry=mine, take=True, revision=1, actor=str(jo.pk), now=at(3))
