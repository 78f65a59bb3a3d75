"""Reading outcomes. A school's need its scope, the programme's a programme-wide one."""

from belonging.web.outcomes.queries.outcomes import (
    PooledTerm,
    TermOutcome,
    all_terms,
    outcomes_of,
    outcomes_of_programme,
    shown_outcomes,
    standing_version,
)

__all__ = [
    "PooledTerm",
    "TermOutcome",
    "all_terms",
    "outcomes_of",
    "outcomes_of_programme",
    "shown_outcomes",
    "standing_version",
]
