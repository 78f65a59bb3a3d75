"""Open rounds for the tests of answering, made through the services that staff use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.services.answering import Submission
from belonging.web.surveys.services.rounds import open_round, plan_round
from belonging.web.surveys.services.slips import SlipOrder, issue_slips

ACTOR = "test"
ID = "0123456789abcdef0123456789abcdef"
OTHER_ID = "f" * 32


@dataclass(frozen=True, slots=True)
class Answering:
    """A round, the codes of its slips, and a browser that stands before it."""

    round: Round
    codes: tuple[str, ...]
    browser: Client

    @property
    def address(self) -> str:
        return f"/r/{self.round.handle}/"

    def send(self, sent: dict[str, str], browser: Client | None = None) -> Any:
        return (browser or self.browser).post(f"{self.address}send/", sent, content_type="application/json")

    def check(self, code: str, browser: Client | None = None) -> Any:
        return (browser or self.browser).post(f"{self.address}check/", {"code": code}, content_type="application/json")


def open_slips(
    school: School, cohort: Cohort, now: datetime, *, slips: int = 3, facts: tuple[str, ...] = ("year_group", "sen")
) -> Answering:
    """A pupils' round by slips."""
    round_ = plan_round(
        school=school,
        cohort=cohort,
        wave="baseline",
        instrument="pupil_v1",
        entrance=Entrance.SLIPS,
        slip_facts=facts,
        actor=ACTOR,
        now=now,
    )
    open_round(round_=round_, closes_at=now + timedelta(days=14), actor=ACTOR, now=now)
    order = SlipOrder(slips, year_group="5" if "year_group" in facts else "", sen="N" if "sen" in facts else "")
    codes = issue_slips(round_=round_, pack_label="5 Elm", orders=[order], actor=ACTOR, now=now)
    return Answering(round_, tuple(codes), Client())


def open_link(school: School, cohort: Cohort, now: datetime, *, instrument: str = "parent_v1") -> Answering:
    """A round by one link for everyone."""
    round_ = plan_round(
        school=school,
        cohort=cohort,
        wave="baseline",
        instrument=instrument,
        entrance=Entrance.OPEN_LINK,
        actor=ACTOR,
        now=now,
    )
    open_round(round_=round_, closes_at=now + timedelta(days=14), actor=ACTOR, now=now)
    return Answering(round_, (), Client())


def all_of_the_time(instrument: str = "pupil_v1") -> dict[str, int]:
    """The first choice of every statement."""
    return {item.key: item.scale.options[0].code for item in load(instrument).items}


def submission(submission_id: str = ID, *, answers: dict[str, int] | None = None, **more: int) -> Submission:
    return Submission.of(answers={**(answers or {}), **more}, submission_id=submission_id)
