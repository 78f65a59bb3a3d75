"""References, the clock, and how long words are kept."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

SYMBOLS = "234679CDFGHJKMNPRTVWXY8"
"""No vowels, so no words; nothing that looks like something else."""
REFERENCE_LENGTH = 10
OWED_WITHIN = timedelta(days=29)
"""30 days, of which the day of arrival is the first.

A complaint about personal information is acknowledged within 30 days (Data Protection Act 2018, section 164A, as the
Data (Use and Access) Act 2025 put it in). The same clock runs for everything else, and begins again with each answer
that does not close it.
"""
SOON = timedelta(days=5)
KEPT = timedelta(days=730)
LONGEST = 4000
RECEIPTS_AN_HOUR = 60
"""To all addresses: a script must not send mail in our name. What comes in beyond is taken all the same."""
ADDED_AN_HOUR = 20
"""By its writer to one message."""
RECEIPTS_A_DAY = 3
"""To one address: the form must not become a way to fill a stranger's mailbox."""
FASTEST = timedelta(seconds=3)
"""Nobody reads and fills in the form faster."""
LINKS_AT_MOST = 3


def new_reference() -> str:
    """10 symbols, 45 bits: with an hour's worth of tries nobody finds another's."""
    return "".join(secrets.choice(SYMBOLS) for _ in range(REFERENCE_LENGTH))


def shown_reference(reference: str) -> str:
    """As people read it: KT7X4-MPC2R."""
    return f"{reference[:5]}-{reference[5:]}"


def read_reference(typed: str) -> str:
    """What was typed, without spaces, hyphens and case."""
    return "".join(symbol for symbol in typed.upper() if symbol.isalnum())[:REFERENCE_LENGTH]


def owed_on(day: date) -> date:
    """By when the writer is owed a word that was last owed or given on `day`."""
    return day + OWED_WITHIN


def is_late(due_on: date, today: date) -> bool:
    return due_on < today


def is_soon(due_on: date, today: date) -> bool:
    return today <= due_on <= today + SOON
