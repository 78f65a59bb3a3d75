"""What to do first about each side of belonging: a small thing tomorrow, one this term, a page to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Steps:
    """Two of what is for tomorrow and of what to read, for schools with two gaps on one side. `read` are keys of a
    module and of its page."""

    tomorrow: tuple[str, str]
    term: str
    read: tuple[tuple[str, str], tuple[str, str]]


CLUBS: Final = "clubs"
"""Not a side of belonging: for what the audit asks of clubs and trips, where lessons are not meant."""
STEPS: Final[Mapping[str, Steps]] = {
    "staff_and_pupils": Steps(
        (
            "Speak with one pupil you hardly know, about anything but work. Do it again the day after.",
            "Go back to a pupil with whom it went badly, and say that you want them in your lesson.",
        ),
        "In a staff meeting, put a mark beside each pupil's name for every adult who knows them. Share out those who "
        "have none.",
        (("daily_strategies", "two_minutes"), ("what_belonging_is", "adults")),
    ),
    "peers": Steps(
        (
            "Watch the first three minutes of break, and note who is alone.",
            "Choose partners yourself in one lesson, so that nobody has to be chosen.",
        ),
        "Run one open game at the same place every break, led by two pupils and an adult, for half a term.",
        (("daily_strategies", "nobody_alone"), ("send_and_belonging", "friends")),
    ),
    "families": Steps(
        (
            "Send one sentence of good news to a family that has never had one.",
            "Ask one family at the gate what you could do to make school easier.",
        ),
        "Ask ten families who seldom come what would make it possible: time, language, place. Change one thing.",
        (("daily_strategies", "good_news"), ("send_and_belonging", "ask")),
    ),
    "safety": Steps(
        (
            "Stand for five minutes where no adult usually stands, at the busiest time.",
            "Ask three pupils where in school they would rather not go.",
        ),
        "Walk the site with two pupils at each break for a week. Move one duty point to where they say.",
        (("send_and_belonging", "places"), ("what_belonging_is", "not_for_all")),
    ),
    "inclusion": Steps(
        (
            "Look at tomorrow's lessons through the eyes of one pupil with SEND, and change one thing.",
            "Ask one pupil with SEND what would make one lesson easier to take part in.",
        ),
        "List who was in the lesson and who was part of it, by group. Change what kept them apart.",
        (("send_and_belonging", "in_and_part"), ("send_and_belonging", "separated")),
    ),
    CLUBS: Steps(
        (
            "Ask one pupil who goes to no club what would bring them.",
            "Invite one pupil to one club by name, and go with them.",
        ),
        "List who took part in clubs, trips and teams, by group. Begin with those who took part in nothing.",
        (("send_and_belonging", "separated"), ("what_belonging_is", "not_for_all")),
    ),
    "being_oneself": Steps(
        (
            "Ask one pupil: “How do you say your name? Have I got it right?”",
            "Notice aloud something that a pupil does in their own way.",
        ),
        "Ask each pupil to record or spell how their name is said, and put it on the register.",
        (("daily_strategies", "names"), ("send_and_belonging", "masking")),
    ),
    "policy_and_practice": Steps(
        (
            "Keep one rule tomorrow exactly as it is written, for everyone, and see who finds it hard.",
            "Ask two pupils which rule they do not understand.",
        ),
        "Count by group who was given sanctions last term. Bring one rule that falls unevenly to pupils and staff.",
        (("daily_strategies", "mend"), ("what_belonging_is", "felt")),
    ),
    "pride": Steps(
        (
            "Thank a pupil, by name, for something they gave the school.",
            "Put work by a pupil who is seldom shown where everybody passes.",
        ),
        "Give every pupil one task that the school needs, for half a term.",
        (("what_belonging_is", "begin"), ("daily_strategies", "keep_going")),
    ),
}
FIRST_STEPS: Final = ("staff_and_pupils", "peers", "safety")
"""For a school of which nothing is released: what is known to matter in most."""
