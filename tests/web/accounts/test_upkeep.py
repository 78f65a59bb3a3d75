"""What is over is forgotten; and the terminal's way to invite."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from belonging.web.accounts.models import Invitation, Membership
from belonging.web.accounts.queries import open_invitations
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import clear_expired, withdraw_invitation
from belonging.web.base.scope import programme_scope
from belonging.web.cli.main import main
from belonging.web.schools.models import School
from tests.web.accounts.given import invited, link_in, mails, member, signed_in
from tests.web.conftest import NOW

pytestmark = pytest.mark.usefixtures("guarded")


def test_sessions_that_are_over_go_with_their_record(maple: School) -> None:
    signed_in(member(Role.LEAD, maple))
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
    assert clear_expired(now=timezone.now()) == 0
    assert clear_expired(now=timezone.now() + timedelta(hours=13)) == 1
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


def test_invitations_are_forgotten_ninety_days_after_they_are_over(maple: School, river: School) -> None:
    invited(school=maple)
    withdraw_invitation(invitation=invited(school=river), actor="test", now=NOW)
    for days, left in ((89, 2), (91, 1), (94, 0), (94, 0)):
        clear_expired(now=NOW + timedelta(days=days))
        with programme_scope("test"):
            assert Invitation.objects.count() == left


def test_the_first_manager_comes_in_from_the_terminal(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "Jo@Example.org", "--name", "Jo Field", "--role", "manager"]) == 0
    said = capsys.readouterr().out
    assert link_in(mails()[-1]) in said
    with programme_scope("test"):
        assert open_invitations().get().role == Role.MANAGER


def test_an_account_gets_the_role_at_once_from_the_terminal(maple: School, capsys: pytest.CaptureFixture[str]) -> None:
    user = member(Role.LEAD, maple)
    assert main(["invite", user.email, "--name", "Jo", "--role", "head", "--school", "maple-tree"]) == 0
    assert "has the role from now on" in capsys.readouterr().out
    assert Membership.objects.filter(user=user, role=Role.HEAD, school=maple).exists()


@pytest.mark.parametrize(("words", "said"), [
    (["--role", "king"], "There is no role 'king'"),
    (["--role", "lead", "--school", "nowhere"], "No school has the address 'nowhere'"),
    (["--role", "lead"], "is held in a school"),
    (["--role", "trust", "--body", "nowhere"], "No trust or local authority"),
])  # fmt: skip
def test_the_terminal_says_what_is_wrong(
    db: None, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["invite", "jo@example.org", "--name", "Jo", *words]) == 2
    assert said in capsys.readouterr().err
    assert mails() == []
