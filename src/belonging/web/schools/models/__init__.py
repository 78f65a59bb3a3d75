"""What is known of schools: those on the books, the national register, and when each is in."""

from belonging.web.schools.models.calendar import (
    CalendarTemplate,
    SchoolCalendar,
    SchoolDay,
    SchoolSpan,
    TemplateSpan,
)
from belonging.web.schools.models.register import RegisterEntry, RegisterWord
from belonging.web.schools.models.schools import Body, BodyKind, School, Setting

__all__ = [
    "Body",
    "BodyKind",
    "CalendarTemplate",
    "RegisterEntry",
    "RegisterWord",
    "School",
    "SchoolCalendar",
    "SchoolDay",
    "SchoolSpan",
    "Setting",
    "TemplateSpan",
]
