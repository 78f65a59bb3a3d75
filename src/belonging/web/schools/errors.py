"""Refusals of the register and of calendars."""

from belonging.web.base.errors import Refused


class UnreadableRegister(Refused):
    """A file that is not the register's CSV; the message says what to do."""


class CalendarRefused(Refused):
    """Dates or hours that cannot stand together."""
