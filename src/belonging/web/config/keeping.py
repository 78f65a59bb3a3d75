"""What the environment says about backups, and about keys that were in use before. Private keys are in no setting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from belonging.web.base.backup_days import BACKUP_DAYS
from belonging.web.config.environment import ENV


@dataclass(frozen=True, slots=True)
class Keeping:
    """`folder` is None where no backups are made from here. The two addresses are empty where none was named."""

    folder: Path | None
    recipients: tuple[str, ...]
    days: int
    database_url: str
    drill_url: str


def keeping() -> Keeping:
    """BELONGING_BACKUPS, BELONGING_BACKUP_RECIPIENTS, BELONGING_BACKUP_DAYS and the two databases' addresses."""
    folder: str = ENV.str("BELONGING_BACKUPS", default="")
    recipients: str = ENV.str("BELONGING_BACKUP_RECIPIENTS", default="")
    return Keeping(
        folder=Path(folder).resolve() if folder else None,
        recipients=tuple(recipients.replace(",", " ").split()),
        days=_days(),
        database_url=ENV.str("BELONGING_BACKUP_DATABASE_URL", default=""),
        drill_url=ENV.str("BELONGING_DRILL_DATABASE_URL", default=""),
    )


def _days() -> int:
    text: str = ENV.str("BELONGING_BACKUP_DAYS", default=str(BACKUP_DAYS))
    if not text.isdecimal() or not 1 <= int(text) <= BACKUP_DAYS:
        raise ImproperlyConfigured(
            f"BELONGING_BACKUP_DAYS is {text!r}. Set it to a whole number from 1 to {BACKUP_DAYS}: pupils read that "
            f"copies are gone after {BACKUP_DAYS} days."
        )
    return int(text)


def secret_keys_before() -> list[str]:
    """BELONGING_SECRET_KEY_BEFORE: keys that still let people stay signed in, the newest first."""
    return _words("BELONGING_SECRET_KEY_BEFORE")


def peppers_before() -> tuple[bytes, ...]:
    """BELONGING_PEPPER_BEFORE: peppers that older things were made under, the newest first."""
    return tuple(word.encode() for word in _words("BELONGING_PEPPER_BEFORE"))


def _words(name: str) -> list[str]:
    text: str = ENV.str(name, default="")
    return text.replace(",", " ").split()
