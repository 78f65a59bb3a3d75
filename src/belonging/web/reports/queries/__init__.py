"""What reports are made from, and to whom they are open."""

from belonging.web.reports.queries.voices import (
    AUDIENCES,
    EXAMPLE_DAY,
    FIRST_ASKED,
    OccasionStanding,
    Voices,
    bodies_of_school,
    occasion_standing,
    planned,
    programme_voices,
    pupil_rounds,
    roll_of,
    school_voices,
    shared_with,
    sharings,
    takes_part,
)

__all__ = [
    "AUDIENCES",
    "EXAMPLE_DAY",
    "FIRST_ASKED",
    "OccasionStanding",
    "Voices",
    "bodies_of_school",
    "occasion_standing",
    "planned",
    "programme_voices",
    "pupil_rounds",
    "roll_of",
    "school_voices",
    "shared_with",
    "sharings",
    "takes_part",
]
