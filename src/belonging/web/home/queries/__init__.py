"""What the first pages, the homes and the cockpit show, read in few queries."""

from belonging.web.home.queries.sights import (
    RoundSight,
    SchoolSight,
    cohort_schools,
    demo_account,
    demo_accounts,
    left_cohorts,
    programme_releases,
    round_state,
    school_rounds,
    used_codes,
)

__all__ = [
    "RoundSight",
    "SchoolSight",
    "cohort_schools",
    "demo_account",
    "demo_accounts",
    "left_cohorts",
    "programme_releases",
    "round_state",
    "school_rounds",
    "used_codes",
]
