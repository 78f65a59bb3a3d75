"""The token that carries pupils' words to a new action."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from belonging.web.actions.rules.sources import GroundWords, sign, sign_ground, signed_ground
from tests.web.conftest import NOW

MAPLE, RIVER = 1, 2


def test_words_arrive_as_they_were_signed() -> None:
    token = sign_ground("pupils", "The dinner hall is too loud.", "discussion:12", school_id=MAPLE)
    found = signed_ground(token, school_id=MAPLE)
    assert found == GroundWords("pupils", "The dinner hall is too loud.", source="discussion:12")


def test_findings_arrive_with_their_release() -> None:
    ground = GroundWords("voice", "Half said so.", 7, ("pupil:safe:all:all:baseline",))
    assert signed_ground(sign(ground, school_id=MAPLE), school_id=MAPLE) == ground


def test_nobody_can_change_them_or_take_them_to_another_school() -> None:
    token = sign_ground("pupils", "The dinner hall is too loud.", school_id=MAPLE)
    assert signed_ground(token, school_id=RIVER) is None
    assert signed_ground(token[:-2] + "xx", school_id=MAPLE) is None
    assert signed_ground("", school_id=MAPLE) is None


def test_a_link_of_yesterday_is_too_old() -> None:
    token = sign_ground("pupils", "Too loud.", school_id=MAPLE)
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        assert signed_ground(token, school_id=MAPLE) is None


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Give one of"):
        GroundWords("rumour", "They say so.")
