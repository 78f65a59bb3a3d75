"""How long a backup may be kept: one number for the promise on a child's page and for what deletes the files."""

from __future__ import annotations

from typing import Final

BACKUP_DAYS: Final = 35
"""Days. A setting may keep them for less, never for longer: the first page of every live round says this number."""
