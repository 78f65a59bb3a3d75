"""Comments of the programme's own occasions: read like all others, and with no school to pass a concern to."""

from __future__ import annotations

import pytest

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.errors import NoSchoolToTell
from belonging.web.safeguarding.models import Backlog, Call, Claim
from belonging.web.safeguarding.queries.comments import comments_of_occasions
from belonging.web.safeguarding.services.backlogs import note_backlogs
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.safeguarding.services.reading import Choice, Decision, decide, next_comment
from belonging.web.surveys.models import CommentState, Round, SealedComment
from tests.web.conftest import NOW
from tests.web.reports.conftest import signed_in
from tests.web.surveys.occasions import PLEASED, an_occasion, sealed, send


@pytest.fixture
def written(cohort: Cohort) -> Round:
    round_ = an_occasion(cohort)
    send(round_, PLEASED, comments={"better": "She comes home with bruises."})
    note_backlogs(now=NOW)
    with programme_scope("test"):
        confirm_note(reader="ana", now=NOW)
    return round_


def test_a_comment_is_counted_read_and_carried_over(written: Round) -> None:
    with programme_scope("test"):
        assert Backlog.objects.get().waiting == 1
        claim = next_comment(reader="ana", now=NOW)
        assert claim is not None
        choice = Decision(Choice.EDITED, edited="More time to talk.")
        decide(handle=claim.handle, decision=choice, reader="ana", now=NOW)
    for _ in range(9):
        send(written, PLEASED)
    sealed(written)
    with programme_scope("test"):
        assert [each.released_text for each in comments_of_occasions([written.pk])] == ["More time to talk."]
        assert SealedComment.objects.get().state == CommentState.RELEASED
        assert comments_of_occasions([]) == []


def test_of_fewer_than_ten_forms_no_words_are_shown(written: Round) -> None:
    with programme_scope("test"):
        claim = next_comment(reader="ana", now=NOW)
        assert claim is not None
        choice = Decision(Choice.EDITED, edited="More time to talk.")
        decide(handle=claim.handle, decision=choice, reader="ana", now=NOW)
    for _ in range(8):
        send(written, PLEASED)
    sealed(written)
    with programme_scope("test"):
        assert SealedComment.objects.get().state == CommentState.RELEASED
        assert comments_of_occasions([written.pk]) == []


def test_a_concern_has_no_school_to_go_to_and_stays_in_the_reader_s_hands(written: Round) -> None:
    with programme_scope("test"):
        claim = next_comment(reader="ana", now=NOW)
        assert claim is not None
        with pytest.raises(NoSchoolToTell, match="Tell the programme manager"):
            decide(handle=claim.handle, decision=Decision(Choice.CONCERN), reader="ana", now=NOW)
        assert Claim.objects.exists()
        assert not Call.objects.exists()


def test_the_reader_s_page_offers_only_what_can_be_done(written: Round) -> None:
    reader = signed_in(Role.SCREENER)
    reader.post("/programme/comments/training/confirmed/")
    reader.post("/programme/comments/next/")

    page = reader.get("/programme/comments/one/").content.decode()

    assert "Somebody at a training session wrote this" in page
    assert "Tell the programme manager today" in page
    assert 'value="concern"' not in page
    assert 'value="programme"' not in page
    assert "No school gets it." in page
