"""How many of ten schools rate each statement of the audit how, at the start and at the end.

The pilot's report gives no numbers, only words: every area improves, the culture most and relationships least; two
matters are fully met by all at the end, two are much better, five are still to be worked on. These numbers are ours,
and say the same as its words.
"""

from __future__ import annotations

from collections.abc import Mapping

Tally = tuple[int, int, int]
"""Not yet, partially and fully met, of ten schools."""
OF_TEN = 10

TARGETS: Mapping[str, tuple[Tally, Tally]] = {
    "safe_places": ((1, 5, 4), (0, 0, 10)),
    "high_expectations": ((1, 5, 4), (0, 0, 10)),
    "transitions": ((4, 5, 1), (0, 1, 9)),
    "said_and_done": ((5, 4, 1), (0, 2, 8)),
    "visible_leadership": ((0, 5, 5), (0, 1, 9)),
    "welcome": ((1, 4, 5), (0, 1, 9)),
    "belonging_in_aims": ((3, 5, 2), (0, 3, 7)),
    "pupil_voice": ((2, 6, 2), (0, 4, 6)),
    "differences": ((1, 5, 4), (0, 3, 7)),
    "staff_belonging": ((2, 5, 3), (0, 4, 6)),
    "unkindness": ((1, 5, 4), (0, 2, 8)),
    "data_by_group": ((5, 4, 1), (1, 3, 6)),
    "policy_in_practice": ((3, 6, 1), (1, 6, 3)),
    "fair_rules": ((1, 6, 3), (0, 5, 5)),
    "training_all": ((3, 5, 2), (0, 5, 5)),
    "training_daily": ((5, 4, 1), (1, 7, 2)),
    "support_plans": ((1, 6, 3), (0, 4, 6)),
    "attendance_and_exclusion": ((1, 5, 4), (0, 4, 6)),
    "governors": ((4, 5, 1), (1, 5, 4)),
    "new_staff": ((3, 5, 2), (1, 6, 3)),
    "asking_for_help": ((2, 5, 3), (0, 4, 6)),
    "trusted_adult": ((1, 4, 5), (0, 3, 7)),
    "known_pupils": ((0, 4, 6), (0, 3, 7)),
    "respectful_talk": ((0, 5, 5), (0, 4, 6)),
    "repair": ((2, 5, 3), (1, 5, 4)),
    "friendships": ((2, 5, 3), (0, 6, 4)),
    "peer_programmes": ((5, 3, 2), (2, 5, 3)),
    "pupil_leadership": ((3, 5, 2), (1, 6, 3)),
    "parental_engagement": ((2, 6, 2), (1, 5, 4)),
    "send_families": ((1, 5, 4), (0, 5, 5)),
    "support_staff": ((1, 5, 4), (0, 4, 6)),
    "curriculum_representation": ((1, 4, 5), (0, 3, 7)),
    "lessons_together": ((1, 5, 4), (0, 4, 6)),
    "clubs_cost": ((4, 4, 2), (1, 5, 4)),
    "clubs_confidence": ((4, 5, 1), (1, 6, 3)),
    "clubs_sensory": ((6, 3, 1), (2, 6, 2)),
    "trips": ((1, 5, 4), (0, 5, 5)),
    "breaks": ((1, 4, 5), (0, 0, 10)),
    "celebrations": ((1, 4, 5), (0, 3, 7)),
    "who_takes_part": ((6, 3, 1), (2, 5, 3)),
}
"""At the start, at the end; in the order of the audit."""


def rated(tally: Tally, schools: int) -> tuple[int, int]:
    """Of so many schools, how many rate at least partially, and fully: the same shares as of ten."""
    _, partially, fully = tally
    return round((partially + fully) * schools / OF_TEN), round(fully * schools / OF_TEN)
