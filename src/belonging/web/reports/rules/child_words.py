"""What a report says to pupils, in words that a child of seven reads."""

from __future__ import annotations

from typing import Final

FEELS: Final = {
    "belong": "feel you belong at our school",
    "teachers_interested": "find most teachers interested in you",
    "support_in_work": "get help with your work",
    "safe": "feel safe at school",
    "lonely": "are hardly ever lonely here",
    "friendly": "say people here are friendly",
    "adult_to_talk_to": "can talk to a grown-up here",
    "included": "get to join in",
    "liked_as_i_am": "feel liked as you are",
    "respected_as_i_am": "can be yourself with teachers",
    "fair": "say teachers are fair",
    "happy": "are happy at our school",
}
"""After “7 or 8 of every 10 of you”: each statement as a favourable answer, the one on loneliness turned round."""

WORRIES: Final = frozenset({"lonely", "safe"})
"""Never first, and always with a kind word."""
KIND: Final = {
    "lonely": "Are you lonely? It is not your fault. Tell someone you trust.",
    "safe": "Do you feel unsafe? Tell a grown-up you trust.",
}
HARD: Final = "Is this hard for you? You are not the only one."
MORE, FEWER = "That is more of you than last time.", "That is fewer of you than last time."
THANKS: Final = "You told us how school feels. Thank you!"
HERE: Final = "Here is what you told us."
PRIVATE: Final = "No one can see what you said. We only count."
TOO_FEW: Final = "Only a few of you answered. So we keep your answers private."
NOT_SHOWN: Final = "We can not show your answers this time. That keeps them private."
INSTEAD: Final = "Your school can still talk with you. What would make school better?"
LEFT_OUT: Final = "There are some things we do not show. That keeps what you said private."
APART: Final = "Some of you had other answers to pick from. We count those on their own."
TALK: Final = ("Is something wrong? Tell a grown-up you trust.", "Or call Childline. It is free: 0800 1111.")
DOING: Final = "See what your school does now"
