"""A translated letter on somebody's desk: read, and commented on. Nobody of the demo signs a text off."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.enrolment.queries.translations import translation_of
from belonging.web.enrolment.rules.translations import letter_names
from belonging.web.enrolment.services.translations import Seen, Speaker, comment
from belonging.web.home.demo_people import TRANSLATOR

LANGUAGE = "pl"
WORDS = "Reads well. Please keep “you” in the polite form all through; one sentence is in the familiar one."


def tell_of_translations(story: Story, term: Term, team: Team) -> None:
    story.then(term.ago(7, 17, 30), partial(_comment, Speaker(team.translator, TRANSLATOR.name)))


def _comment(speaker: Speaker, now: datetime) -> None:
    with programme_scope("a translation is read"):
        for name in letter_names():
            there = translation_of(name, LANGUAGE)
            if there is not None:
                comment(seen=Seen(name, LANGUAGE, there.digest), key="", words=WORDS, speaker=speaker, now=now)
