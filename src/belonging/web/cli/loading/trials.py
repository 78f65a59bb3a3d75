"""Trials of wording with children: one edition understood and signed off, another with a card to be worded anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.home.demo_people import MANAGER
from belonging.web.trials.rules.went import LEAST_TRIALS, Went
from belonging.web.trials.services.signing import Signer, Wording, sign_off_edition
from belonging.web.trials.services.trials import TRIED, Account, CardWords, prepare_trial, write_up

EASY_READ, PICTURES = "easy_read", "pictures"
NOTE: Final = "Six pupils of Years 5 to 9 in two special schools. Five read it alone; one wanted it read aloud."
FAIR: Final = "everybody gets the same food"
KNOWN: Final = "they know my name"


def tell_of_trials(story: Story, term: Term, team: Team) -> None:
    """Over three weeks; the last one waits to be written up."""
    for turn in range(LEAST_TRIALS + 1):
        cards = {"included": CardWords(Went.PLAINER)} if turn % 2 else {}
        helped = "read" if turn == 3 else ""
        story.then(term.ago(24 - turn, 9, 40), partial(_held, team, EASY_READ, str(5 + turn % 5), helped, cards))
    story.then(term.ago(15, 15, 10), partial(_signed, team))
    for turn, taken_as in enumerate((FAIR, "", FAIR)):
        cards = {"teachers_interested": CardWords(Went.MISUNDERSTOOD, KNOWN)} if turn == 1 else {}
        if taken_as:
            cards["fair"] = CardWords(Went.MISUNDERSTOOD, taken_as)
        story.then(term.ago(11 - turn, 10, 5), partial(_held, team, PICTURES, "R12"[turn], "pressed", cards))
    story.then(term.ago(3, 16, 0), partial(_prepared, team, PICTURES))


def _prepared(team: Team, edition: str, now: datetime) -> None:
    with programme_scope("a trial of wording is prepared"):
        prepare_trial(edition=edition, language="en", actor=team.manager, now=now)


def _held(team: Team, edition: str, year: str, helped: str, otherwise: Mapping[str, CardWords], now: datetime) -> None:
    """`otherwise`: the cards that were not simply understood."""
    cards = {item.key: CardWords(Went.UNDERSTOOD) for item in load(TRIED).items} | dict(otherwise)
    account = Account(held_on=now.date(), year_group=year, help=helped, cards=cards)
    with programme_scope("a trial of wording is written up"):
        trial = prepare_trial(edition=edition, language="en", actor=team.manager, now=now)
        write_up(trial=trial, account=account, actor=team.manager, now=now)


def _signed(team: Team, now: datetime) -> None:
    signer = Signer(team.manager, MANAGER.name)
    with programme_scope("an edition is signed off as tried"):
        sign_off_edition(wording=Wording(TRIED, EASY_READ, "en"), note=NOTE, signer=signer, now=now)
