"""A pattern that goes round is seen, and the validators of addresses are not confused. All patterns: `make scan`."""

from __future__ import annotations

import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from tests.guards.test_sizes import ROOT
from tests.scans.patterns import CAPPED, confusing, slow


@pytest.mark.parametrize("bad", [r"(a+)+$", r"(\w+\s?)*!", r"(?:a|aa)+c"])
def test_control_a_pattern_that_goes_round_is_seen(bad: str) -> None:
    assert slow(re.compile(bad), 5000)


def test_a_straight_one_is_not() -> None:
    assert slow(re.compile(r"[a-z]+"), 2000) == ""


@pytest.mark.parametrize("validator", [EmailValidator(), URLValidator(schemes=["https"])])
def test_validators_are_not_confused(validator: EmailValidator | URLValidator) -> None:
    for text in confusing(100_000):
        began = time.perf_counter()
        with pytest.raises(ValidationError):
            validator(text)
        assert time.perf_counter() - began < 2


def test_what_is_bounded_is_there() -> None:
    for module in CAPPED:
        assert (ROOT / "src" / "belonging" / module.replace(".", "/")).with_suffix(".py").exists(), module
