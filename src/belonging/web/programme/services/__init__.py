"""What the programme does: cohorts, places in them, interest, support."""

from belonging.web.programme.services.cohorts import (
    Asked,
    CohortDates,
    Hours,
    Modes,
    create_cohort,
    finish_cohort,
    open_cohort,
    plan_dates,
    plan_modes,
    state_hours,
)
from belonging.web.programme.services.enrolments import enrol_school, leave_cohort, reach_milestone, set_arm
from belonging.web.programme.services.interest import (
    Contact,
    NewInterest,
    Place,
    add_note,
    decline_interest,
    express_interest,
    put_back,
    put_on_waiting_list,
)
from belonging.web.programme.services.permissions import Evidence, record_permission
from belonging.web.programme.services.support import (
    Contacted,
    finish_step,
    log_support,
    nudge,
    reopen_step,
    share_note,
)

__all__ = [
    "Asked",
    "CohortDates",
    "Contact",
    "Contacted",
    "Evidence",
    "Hours",
    "Modes",
    "NewInterest",
    "Place",
    "add_note",
    "create_cohort",
    "decline_interest",
    "enrol_school",
    "express_interest",
    "finish_cohort",
    "finish_step",
    "leave_cohort",
    "log_support",
    "nudge",
    "open_cohort",
    "plan_dates",
    "plan_modes",
    "put_back",
    "put_on_waiting_list",
    "reach_milestone",
    "record_permission",
    "reopen_step",
    "set_arm",
    "share_note",
    "state_hours",
]
