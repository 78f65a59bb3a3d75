"""Putting schools on the books, importing the register, keeping calendars."""

from belonging.web.schools.services.adding import NewSchool, SchoolExists, add_school

__all__ = ["NewSchool", "SchoolExists", "add_school"]
