"""The script's requests: codes checked first, one Send, and guessing that tires nobody but the guesser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Slip, WrongCodes
from belonging.web.surveys.rules.budgets import PER_ROUND_AN_HOUR
from belonging.web.surveys.rules.codes import check_symbol, new_code, receipt_of, shown
from belonging.web.surveys.services.sessions import PICKED_SALT
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import ID, OTHER_ID, Answering, open_link, open_slips


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def slips(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_slips(in_maple, cohort, NOW)


@pytest.fixture
def parents(in_maple: School, cohort: Cohort, answering_process: None) -> Answering:
    return open_link(in_maple, cohort, NOW)


def unknown_codes(count: int) -> list[str]:
    return [new_code() for _ in range(count)]


def test_a_code_is_fine_then_used(slips: Answering) -> None:
    code = slips.codes[0]

    assert slips.check(shown(code)).json()["outcome"] == "fine"
    kept = slips.send({"code": code, "submission_id": ID, "a-safe": "4"})
    assert kept.status_code == 200
    assert kept.json()["receipt"].replace("-", "") == receipt_of(ID)
    used = slips.check(code).json()
    assert used == {"outcome": "used", "say": "This ticket has been used. Please ask for another one."}


def test_the_same_bytes_get_the_same_receipt_and_others_a_kind_no(slips: Answering) -> None:
    sent = {"code": slips.codes[0], "submission_id": ID, "a-safe": "4"}
    first, again = (slips.send(sent) for _ in range(2))
    other = slips.send({**sent, "submission_id": OTHER_ID, "a-safe": "1"})

    assert (again.status_code, again.content) == (200, first.content)
    assert (other.status_code, other.json()["outcome"]) == (409, "used")
    assert "Your answers are still here" in other.json()["say"]


def test_an_open_link_needs_no_code(parents: Answering) -> None:
    assert parents.send({"submission_id": ID, "a-child_safe": "5"}).status_code == 200
    assert parents.send({"submission_id": ID, "a-child_safe": "1"}).json()["outcome"] == "used"
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"a"',
        b'{"code": 1}',
        b'{"a-safe": "5"}',
        b'{"a-safe": 4}',
        b'{"a-year_group": "5"}',
        b'{"submission_id": "x"}',
        b'{"code": "\\u0000"}',
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"checked": "é" * 64}).encode(),
    ],
)
def test_what_cannot_be_an_answer_is_refused(slips: Answering, body: bytes) -> None:
    for path in ("send/", "check/"):
        page = slips.browser.post(f"{slips.address}{path}", body, content_type="application/json")
        assert page.status_code == 400, path
    assert not Response.objects.exists()
    assert not WrongCodes.objects.exists()


def test_a_comment_with_half_a_letter_is_refused(parents: Answering) -> None:
    body = b'{"submission_id": "%s", "c-what_helps": "\\ud83d"}' % ID.encode()

    page = parents.browser.post(f"{parents.address}send/", body, content_type="application/json")

    assert page.status_code == 400


def test_a_body_too_large_is_refused(parents: Answering) -> None:
    page = parents.browser.post(f"{parents.address}send/", b"x" * 200_000, content_type="application/json")

    assert page.status_code == 413


def test_one_browser_rests_after_five_unknown_codes(slips: Answering, clock: time_machine.Traveller) -> None:
    for code in unknown_codes(5):
        assert slips.check(code).json()["outcome"] == "unknown"
    assert slips.check(slips.codes[0]).json()["outcome"] == "paused"
    assert slips.check(slips.codes[0], Client()).json()["outcome"] == "fine"

    clock.shift(timedelta(seconds=30))
    assert slips.check(slips.codes[0]).json()["outcome"] == "fine"


def test_the_only_cookie_counts_and_is_gone_in_ten_minutes(slips: Answering) -> None:
    cookie = slips.check(unknown_codes(1)[0]).cookies["wrong_codes"]

    assert (cookie["max-age"], cookie["path"], cookie["httponly"], cookie["samesite"]) == (600, "/r/", True, "Strict")
    assert not slips.check(slips.codes[0]).cookies


def test_an_altered_cookie_says_nothing(slips: Answering) -> None:
    slips.browser.cookies["wrong_codes"] = "WzksMF0:forged:forged"

    assert slips.check(slips.codes[0]).json()["outcome"] == "fine"


def test_too_many_unknown_codes_in_an_hour_ask_for_the_adult(slips: Answering, clock: time_machine.Traveller) -> None:
    begun = slips.check(slips.codes[0], Client()).json()["checked"]
    for code in unknown_codes(PER_ROUND_AN_HOUR):
        assert slips.check(code, Client()).status_code == 404

    paused = slips.check(slips.codes[1], Client())
    assert paused.status_code == 429
    assert "show this to the adult" in paused.json()["say"]
    assert slips.send({"code": slips.codes[1], "submission_id": OTHER_ID}, Client()).status_code == 429
    whole = slips.send({"code": slips.codes[0], "checked": begun, "submission_id": ID}, Client())
    assert whole.status_code == 200, "who began before the pause still sends"

    clock.shift(timedelta(hours=1))
    assert slips.check(slips.codes[1], Client()).json()["outcome"] == "fine"
    assert WrongCodes.objects.get().tries == PER_ROUND_AN_HOUR


def test_a_mistyped_code_is_no_guess(slips: Answering) -> None:
    body = slips.codes[0][:-1]
    wrong = next(symbol for symbol in "234679" if symbol != check_symbol(body))
    for _ in range(100):
        assert slips.check(f"{body}{wrong}").json()["outcome"] == "mistyped"
    assert not WrongCodes.objects.exists()


def test_guessing_receipts_is_counted_too(slips: Answering) -> None:
    for _ in range(6):
        page = slips.browser.post(f"{slips.address}delete/", {"receipt": "2222222222"})
    assert page.status_code == 429


def test_120_pupils_behind_one_address_are_never_slowed(
    in_maple: School, cohort: Cohort, answering_process: None
) -> None:
    here = open_slips(in_maple, cohort, NOW, slips=120)
    for number, code in enumerate(here.codes):
        tablet = Client(REMOTE_ADDR="192.0.2.7")
        if number % 3 == 0:
            assert here.check(unknown_codes(1)[0], tablet).json()["outcome"] == "unknown"
        checked = here.check(code, tablet).json()
        assert checked["outcome"] == "fine"
        sent = here.send({"code": code, "checked": checked["checked"], "submission_id": f"{number:032x}"}, tablet)
        assert sent.status_code == 200
    assert Response.objects.count() == 120


def test_an_open_link_takes_no_ticket_of_another_round(parents: Answering, in_maple: School, cohort: Cohort) -> None:
    slips = open_slips(in_maple, cohort, NOW)
    slip = Slip.objects.filter(round=slips.round)[0]
    picked = Signer(salt=PICKED_SALT).sign(slip.key)

    refused = parents.send({"picked": picked, "submission_id": ID})

    assert (refused.status_code, refused.json()["outcome"]) == (404, "unknown")
    assert not Response.objects.exists()
