"""What the pilot's report says about each item, as whole per cents, and what we assume where it is silent.

Pairs are (baseline, endline). Percentages are of every pupil who sent the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]

SECONDARY_LONELIER = {"secondary": -0.16, "primary": 0.14, "sixth_form": 0.16, "not_by_year": 0.0}


@dataclass(frozen=True, slots=True)
class Target:
    """One item's published margins. `assumed` names those that are ours, not the report's.

    `boys` is how far boys' favourable answers stand above girls', in standard deviations of the
    latent score within pupils of the same wave and SEND status; `phases` the same by school phase.
    `most` is the share of "all of the time" among the answers at the favourable end.
    """

    key: str
    theme: str
    positive: Pair
    negative: Pair
    send_positive: Pair
    send_negative: Pair
    assumed: tuple[str, ...] = ()
    send_never: Pair | None = None
    boys: float = 0.0
    phases: Mapping[str, float] = field(default_factory=dict)
    reverse: bool = False
    most: float = 0.45


TARGETS: tuple[Target, ...] = (
    Target("belong", "school", (65, 71), (34, 28), (50, 57), (43, 41), boys=0.18),
    Target("teachers_interested", "staff", (49, 59), (49, 38), (50, 59), (46, 39), boys=-0.12, most=0.38),
    Target("support_in_work", "staff", (56, 67), (43, 32), (55, 66), (41, 31), ("send_positive",)),
    Target("safe", "school", (71, 80), (27, 19), (63, 69), (34, 28), boys=-0.1, most=0.52),
    Target(
        "lonely",
        "peers",
        (88, 89),
        (11, 10),
        (77, 86),
        (18, 14),
        ("positive at baseline",),
        phases=SECONDARY_LONELIER,
        reverse=True,
        most=0.56,
    ),
    Target("friendly", "peers", (75, 80), (24, 19), (69, 73), (27, 24), ("send_negative",), boys=0.18),
    Target(
        "adult_to_talk_to",
        "staff",
        (72, 79),
        (26, 19),
        (66, 69),
        (30, 27),
        ("send_positive", "send_negative"),
        most=0.5,
    ),
    Target("included", "school", (74, 79), (24, 19), (65, 75), (31, 23), boys=0.2),
    Target("liked_as_i_am", "peers", (67, 71), (30, 27), (50, 65), (47, 33), most=0.48),
    Target("respected_as_i_am", "staff", (78, 83), (20, 16), (65, 75), (30, 25), most=0.54),
    Target("fair", "staff", (69, 75), (29, 22), (63, 66), (34, 31), ("send_positive", "send_negative")),
    Target(
        "happy",
        "school",
        (74, 78),
        (23, 19),
        (65, 67),
        (31, 29),
        ("send_positive", "send_negative"),
        send_never=(13, 6),
        most=0.52,
    ),
)
"""In the order of the questionnaire."""

MOST_OF_NEGATIVE = 0.3
"""Share of the unfavourable extreme among unfavourable answers, where the report doesn't give it."""

DECLINED_OF_REST = 0.62
"""Share of "I don't want to say" among answers neither positive nor negative; the others were skipped."""
