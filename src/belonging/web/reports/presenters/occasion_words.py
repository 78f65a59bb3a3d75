"""What the figures of occasions say, question by question, and which of them stand at the top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TITLES: Final = {"training": "How the training was", "lead": "What school leads say at the end"}
BASES: Final = {"training": "forms", "lead": "school leads answered"}
LEADS: Final = {
    "training": "Straight after each session everybody who came could say what it changed for them.",
    "lead": "They looked back on each part of the programme: one form for each school.",
}
AT_A_GLANCE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "training": (
        ("safety_understanding", "leader"),
        ("equipped", "all"),
        ("confident", "all"),
        ("daily_strategies", "leader"),
    ),
    "lead": (
        ("would_recommend", "all"),
        ("overall_rating", "all"),
        ("audit_plan_useful", "all"),
        ("sets_useful", "all"),
        ("hub_used", "all"),
        ("send_belong_more", "all"),
    ),
}
"""(Question, group) of each questionnaire's first figures."""
SAID: Final = {
    "safety_understanding": "say the training significantly changed or transformed their understanding of how to "
    "promote emotional and physical safety for pupils",
    "equipped": "feel very or extremely well equipped to identify and support pupils at risk of being excluded or "
    "isolated",
    "confident": "are very or somewhat confident that they can foster an inclusive and welcoming environment",
    "daily_strategies": "are very or extremely likely to use the daily strategies for belonging",
    "would_recommend": "would recommend Belonging Matters",
    "overall_rating": "rate the programme good or excellent",
    "audit_plan_useful": "found the 360° audit and the action plan useful",
    "sets_useful": "found their action learning set useful",
    "hub_used": "used resources from the hub",
    "send_belong_more": "say that pupils with SEND feel more that they belong",
}
