"""Who may do what, as code. One table; pages and docs are drawn from it."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    SEE_SCHOOL = "see-school"
    RUN_ROUNDS = "run-rounds"
    PRINT_SLIPS = "print-slips"
    SEE_RESPONSE_RATES = "see-response-rates"
    READ_SCHOOL_REPORT = "read-school-report"
    SEE_COHORTS = "see-cohorts"
    """Every school's progress, under its letter; SEE_PROGRAMME adds the names."""
    SEE_PROGRAMME = "see-programme"
    READ_PROGRAMME_REPORT = "read-programme-report"
    DOWNLOAD_FINDINGS = "download-findings"


class Role(StrEnum):
    LEAD = "lead"
    SENCO = "senco"
    MANAGER = "manager"
    ADVISER = "adviser"
    EVALUATOR = "evaluator"


ROLE_NAMES: dict[Role, str] = {
    Role.LEAD: "School lead",
    Role.SENCO: "SENCO",
    Role.MANAGER: "Programme manager",
    Role.ADVISER: "Programme adviser",
    Role.EVALUATOR: "Independent evaluator",
}

SCHOOL_ROLES = frozenset({Role.LEAD, Role.SENCO, Role.ADVISER})
"""Roles held in a named school; the others are held in the programme."""

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LEAD: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.RUN_ROUNDS,
            Permission.PRINT_SLIPS,
            Permission.SEE_RESPONSE_RATES,
            Permission.READ_SCHOOL_REPORT,
        }
    ),
    Role.SENCO: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.PRINT_SLIPS,
            Permission.SEE_RESPONSE_RATES,
            Permission.READ_SCHOOL_REPORT,
        }
    ),
    Role.ADVISER: frozenset({Permission.SEE_SCHOOL, Permission.SEE_RESPONSE_RATES, Permission.READ_SCHOOL_REPORT}),
    Role.MANAGER: frozenset({Permission.SEE_COHORTS, Permission.SEE_PROGRAMME, Permission.READ_PROGRAMME_REPORT}),
    Role.EVALUATOR: frozenset({Permission.SEE_COHORTS, Permission.READ_PROGRAMME_REPORT, Permission.DOWNLOAD_FINDINGS}),
}
