"""Reading schools, the register and calendars."""

from belonging.web.schools.queries.calendar import calendar_of, calendars_of, keeps_own_calendar
from belonging.web.schools.queries.register import Found, register_entry, register_is_empty, search_register
from belonging.web.schools.queries.schools import school_by_slug, settings_by_school

__all__ = [
    "Found",
    "calendar_of",
    "calendars_of",
    "keeps_own_calendar",
    "register_entry",
    "register_is_empty",
    "school_by_slug",
    "search_register",
    "settings_by_school",
]
