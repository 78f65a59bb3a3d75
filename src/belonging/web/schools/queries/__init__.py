"""Reading schools, the register and calendars."""

from belonging.web.schools.queries.calendar import calendar_of, calendars_of
from belonging.web.schools.queries.schools import school_by_slug, settings_by_school

__all__ = ["calendar_of", "calendars_of", "school_by_slug", "settings_by_school"]
