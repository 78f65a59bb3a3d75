"""While somebody typed, the audit went on: it was signed off, or the statement was hidden or retired."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from belonging.web.accounts.models import User
from belonging.web.audit.errors import UnknownStatement
from belonging.web.audit.models import Audit, Evidence, RatingEntry, Remark
from belonging.web.audit.queries.asked import statement_in
from belonging.web.audit.queries.audits import waiting_of
from belonging.web.audit.services.tailoring import (
    add_own_statement,
    hide_statement,
    retire_own_statement,
    show_statement,
)
from belonging.web.audit.services.work import Said, rate, sign_off
from tests.web.audit.people import browser, text_of, words
from tests.web.audit.written import OWN
from tests.web.conftest import NOW

BASELINE = "/schools/maple-tree/audit/pilot-2026/baseline/"
OWN_ONE, SAFE = f"{BASELINE}statements/own-1/", f"{BASELINE}statements/safe_places/"
LONG = "Seen. " * 400


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def retired(audit: Audit, robin: User) -> Audit:
    own = add_own_statement(school=audit.school, own=OWN, actor=str(robin.pk), now=NOW)
    retire_own_statement(own=own, actor=str(robin.pk), now=NOW)
    return audit


@pytest.fixture
def hidden(audit: Audit, robin: User) -> Audit:
    hide_statement(audit=audit, statement="safe_places", reason="No yard.", actor=str(robin.pk), now=NOW)
    return audit


@pytest.fixture
def signed(audit: Audit, robin: User) -> Audit:
    return sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)


def sent(how: str) -> dict[str, str]:
    return {"value": "fully", "how_we_know": how, "revision": "0", "then": "next"}


@pytest.mark.parametrize(
    ("fate", "page", "why"),
    [
        ("retired", OWN_ONE, "not asked in this audit"),
        ("hidden", SAFE, "not asked in this audit"),
        ("signed", SAFE, "has been signed off"),
    ],
)
def test_what_was_typed_meanwhile_is_kept_and_its_history_shown(
    request: pytest.FixtureRequest, sam: User, fate: str, page: str, why: str
) -> None:
    request.getfixturevalue(fate)
    reply = browser(sam).post(f"{page}rate/", sent("The room is open."), follow=True)
    assert reply.redirect_chain[-1][0] == f"{page}history/"
    shown = words(reply.content.decode())
    assert why in shown
    assert "What you wrote is kept in the statement’s history" in shown
    assert shown.count("The room is open.") == 1
    entry = RatingEntry.objects.get()
    assert (entry.taken, entry.how_we_know) == (False, "The room is open.")


@pytest.mark.parametrize(("fate", "page"), [("retired", OWN_ONE), ("hidden", SAFE), ("signed", SAFE)])
def test_a_text_too_long_for_the_history_stands_in_a_form(
    request: pytest.FixtureRequest, sam: User, fate: str, page: str
) -> None:
    request.getfixturevalue(fate)
    client = browser(sam)
    reply = client.post(f"{page}rate/", sent(LONG)).content.decode()
    assert "What you wrote is not saved yet" in reply
    assert "it has 2,399 characters, and 2,000 are the most" in reply
    assert LONG in reply
    assert 'name="value" value="fully"' in reply
    client.post(f"{page}rate/", sent(LONG[:1000]))
    assert RatingEntry.objects.get().value == "fully"


def test_what_is_kept_of_a_retired_statement_waits_for_nobody(retired: Audit, sam: User) -> None:
    for _ in "twice":
        with pytest.raises(UnknownStatement, match="history, not taken"):
            rate(audit=retired, statement="own-1", said=Said("fully", "Open.", 0), actor=str(sam.pk), now=NOW)
    assert RatingEntry.objects.get().settled_at == NOW
    assert waiting_of(retired) == []
    assert "Your school has retired this statement" in text_of(browser(sam), OWN_ONE)


def test_what_is_kept_of_a_hidden_statement_waits_until_it_is_asked_again(hidden: Audit, sam: User) -> None:
    client = browser(sam)
    client.post(f"{SAFE}rate/", sent("The gate."))
    assert "Two versions, one to choose" not in text_of(client, BASELINE)
    show_statement(audit=hidden, statement="safe_places", actor=str(sam.pk), now=NOW)
    assert "1.1: Sam’s version" in text_of(client, BASELINE)


def test_a_statement_retired_before_an_audit_is_none_of_it(audit: Audit, robin: User) -> None:
    own = add_own_statement(school=audit.school, own=OWN, actor=str(robin.pk), now=NOW)
    retire_own_statement(own=own, actor=str(robin.pk), now=NOW - timedelta(seconds=1))
    assert statement_in(audit, "own-1") is None


@pytest.mark.parametrize(
    ("fate", "statement", "why"),
    [
        ("retired", "own-1", "no longer asks"),
        ("hidden", "safe_places", "no longer asks"),
        ("signed", "safe_places", "signed off"),
    ],
)
def test_remarks_and_evidence_stand_in_their_form_again(
    request: pytest.FixtureRequest, sam: User, fate: str, statement: str, why: str
) -> None:
    request.getfixturevalue(fate)
    client = browser(sam)
    for page in (f"{BASELINE}remarks/{statement}/say/", f"{BASELINE}evidence/{statement}/add/text/"):
        reply = client.post(page, {"text": "The gate is unwatched."}).content.decode()
        assert why in reply
        assert "The gate is unwatched.</textarea>" in reply
    assert not Remark.objects.exists()
    assert not Evidence.objects.exists()


def test_no_browser_cuts_what_is_pasted(audit: Audit, sam: User) -> None:
    client = browser(sam)
    for page in (SAFE, f"{BASELINE}remarks/safe_places/say/", f"{BASELINE}evidence/safe_places/add/text/"):
        _, _, area = client.get(page).content.decode().partition("<textarea")
        assert "maxlength" not in area.partition(">")[0]
        assert "maxlength" not in area.rpartition("<textarea")[2].partition(">")[0]
