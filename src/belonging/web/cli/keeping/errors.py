"""Why a backup was not made or not restored, each with what to do."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NoBackup(Refused):
    """A backup cannot be made, or none is there."""


class KeyUnusable(Refused):
    """A key that was named is not one, or cannot be read."""


class WrongKey(Refused):
    """The backup was made for other keys. The command ends with code 3, so that a script can tell."""


class BackupDamaged(Refused):
    """The file is cut short, or a byte of it is another."""


class NotUpToDate(Refused):
    """What was restored lacks tables of this version."""


class NotRestored(Refused):
    """A backup that is whole was not restored, and nothing of it was left."""
