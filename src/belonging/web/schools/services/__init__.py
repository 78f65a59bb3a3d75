"""Putting schools on the books, importing the register, keeping calendars."""

from belonging.web.schools.services.adding import (
    NewSchool,
    NoQuestionnaire,
    OutsideSchool,
    SchoolExists,
    add_outside_school,
    add_school,
    school_from_register,
)

__all__ = [
    "NewSchool",
    "NoQuestionnaire",
    "OutsideSchool",
    "SchoolExists",
    "add_outside_school",
    "add_school",
    "school_from_register",
]
