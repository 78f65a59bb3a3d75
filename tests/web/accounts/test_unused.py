"""An account that nobody uses: a warning, closed, erased; a new invitation opens it again before that."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.rules import NOBODY
from belonging.web.accounts.services import accept_invitation, close_unused, erase_unused, warn_unused
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from tests.web.accounts.given import invited, mails, member
from tests.web.conftest import NOW

pytestmark = pytest.mark.usefixtures("guarded")


def _day(number: float) -> datetime:
    return NOW + timedelta(days=number)


def _night(number: float) -> tuple[int, int, int]:
    now = _day(number)
    return warn_unused(now=now), close_unused(now=now), erase_unused(now=now)


@pytest.fixture
def jo(maple: School) -> User:
    member(Role.MANAGER)
    return member(Role.LEAD, maple)


def _still_used(day: float) -> None:
    User.objects.filter(memberships__role=Role.MANAGER).update(last_login=_day(day))


def test_warned_two_weeks_before_closed_and_erased_after_a_year(jo: User) -> None:
    _still_used(360)
    assert _night(75) == (0, 0, 0)
    assert _night(76) == (1, 0, 0)
    assert _night(77) == (0, 0, 0), "one warning"
    assert mails()[-1].subject == "Your account will be closed in two weeks"
    assert _night(89) == (0, 0, 0)
    assert _night(90) == (0, 1, 0)
    jo.refresh_from_db()
    assert (jo.is_active, jo.closed_at) == (False, _day(90))
    assert Membership.objects.filter(user=jo).exists(), "roles wait for the return"
    assert _night(364) == (0, 0, 0)
    assert _night(365) == (0, 0, 1)
    jo.refresh_from_db()
    assert (jo.name, jo.email) == (NOBODY, f"{jo.pk}@deleted.invalid")
    for model in (Membership, Authenticator, EmailAddress):
        assert not model.objects.filter(user=jo).exists()
    assert _night(366) == (0, 0, 0)
    with programme_scope("test"):
        acts = list(Entry.objects.filter(subject=f"user:{jo.pk}").order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["close-account", "erase-account"]


def test_signing_in_stops_the_clock_and_a_late_worker_still_warns_first(jo: User) -> None:
    assert _night(76)[0] >= 1
    User.objects.update(last_login=_day(80))
    assert _night(95) == (0, 0, 0)
    assert _night(400) == (2, 0, 0), "whoever was never warned of this stretch is warned first"
    _still_used(400)
    assert _night(413) == (0, 0, 0)
    assert _night(414) == (0, 1, 0)
    _still_used(445)
    assert _night(445) == (0, 0, 1)


def test_a_new_invitation_opens_the_same_account_again(jo: User, maple: School) -> None:
    _still_used(90)
    _night(76), _night(90)
    invitation = invited(Role.LEAD, maple, email=jo.email)
    again = accept_invitation(invitation=invitation, password="nine quiet herons", now=NOW)
    assert (again.pk, again.is_active, again.closed_at) == (jo.pk, True, None)
    assert again.memberships.count() == 1


def test_whoever_children_may_turn_to_has_a_year(maple: School) -> None:
    member(Role.MANAGER)
    member(Role.SAFEGUARDING, maple)
    _still_used(340)
    assert _night(350)[0] == 0
    _still_used(351)
    assert _night(351)[0] == 1
    _still_used(365)
    assert _night(365) == (0, 1, 0)


def test_the_last_manager_is_never_closed(db: None) -> None:
    member(Role.MANAGER)
    assert _night(76) == (1, 0, 0)
    assert _night(90) == (0, 0, 0)
