"""The school's other pages, for those who may open them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.words import VOICES
from belonging.web.home.queries import RoundSight
from belonging.web.programme.models import Wave
from belonging.web.schools.models import School
from belonging.web.surveys.models import State
from belonging.web.ui.components import Link

PLACES = (
    (Permission.SEE_RESPONSE_RATES, "How many have answered, class by class", "surveys:watch"),
    (Permission.SET_UP, "People to turn to", "enrolment:people"),
    (Permission.SET_UP, "Terms, holidays and school hours", "enrolment:calendar"),
    (Permission.CHOOSE_PICTURES, "Your own pictures on the pupils’ cards", "surveys:own_pictures"),
    (Permission.READ_SCHOOL_REPORT, "Voices that no questionnaire hears", "voice:records"),
    (Permission.READ_SCHOOL_REPORT, "Attendance and behaviour by term", "outcomes:terms"),
    (Permission.MANAGE_PEOPLE, "Who has an account at your school", "accounts:people"),
    (Permission.ANSWER_TALK_REQUESTS, "Talk requests", "safeguarding:calls"),
    (Permission.TAKE_TURNED_REQUESTS, "Talk requests that were turned to you", "safeguarding:calls"),
    (Permission.MESSAGE_ADVISER, "Support: what is next, and messages with the adviser", "home:adviser"),
    (Permission.WRITE_SUPPORT_LOG, "Log of support", "programme:support"),
    (Permission.SET_UP, "Notes from your adviser", "programme:support_shared"),
)


def school_links(school: School, granted: Collection[Permission]) -> list[Link]:
    return [
        Link(words, reverse(name, args=[school.slug])) for permission, words, name in PLACES if permission in granted
    ]


def comment_links(school: School, sights: Iterable[RoundSight], granted: Collection[Permission]) -> list[Link]:
    """What parents and staff wrote, as far as a comment reader has released it; after sealing."""
    if Permission.READ_COMMENTS not in granted:
        return []
    sealed = [each.round for each in sights if each.round.state == State.SEALED and each.round.audience != "pupil"]
    return [
        Link(
            f"What {VOICES[round_.audience]} wrote, {Wave(round_.wave).label.lower()}",
            reverse("safeguarding:round_comments", args=[school.slug, round_.handle]),
        )
        for round_ in sealed
    ]
