"""How large a number a database takes: beyond that SQLite's driver and PostgreSQL raise, each in its own way."""

from __future__ import annotations

from typing import Final

LARGEST_KEY: Final = 2**63 - 1
LARGEST_NUMBER: Final = 2**31 - 1
"""Of an ordinary column."""
