"""The keys of backups, in the format of age (https://age-encryption.org/v1): public ones lock, a private one opens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from belonging.web.cli.keeping.errors import KeyUnusable

PRIVATE = "AGE-SECRET-KEY-"


def recipients_of(keys: Iterable[str]) -> list[x25519.Recipient]:
    """Raises KeyUnusable where one is no public key, or none is named."""
    found = []
    for key in keys:
        if key.upper().startswith(PRIVATE):
            raise KeyUnusable(
                "BELONGING_BACKUP_RECIPIENTS holds a private key. Take it off this machine, and name its public key, "
                "which begins with age1. As the private key has lain here, make a new pair: belonging backup make-key"
            )
        try:
            found.append(x25519.Recipient.from_str(key))
        except RecipientError as error:
            raise KeyUnusable(
                f"{key!r} in BELONGING_BACKUP_RECIPIENTS is no public key of age. It begins with age1 and has 62 "
                "letters and digits; 'belonging backup make-key' makes one."
            ) from error
    if not found:
        raise KeyUnusable(
            "No key is named that backups are encrypted to. Make one on another machine with 'belonging backup "
            "make-key', and set BELONGING_BACKUP_RECIPIENTS to its public key."
        )
    return found


def identities_in(path: Path) -> list[x25519.Identity]:
    """The private keys in a file as `age-keygen` writes it. Raises KeyUnusable."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="ascii").splitlines()]
    except FileNotFoundError as error:
        raise KeyUnusable(f"There is no key file {path}. Bring the private key to this machine for as long as "
                          "this takes, and name its file with --identity.") from error  # fmt: skip
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnusable(
            f"{path} cannot be read as a key file. It is plain text with a line that begins with {PRIVATE}1; a key "
            "behind a password is opened first: age -d key.age > key.txt"
        ) from error
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except IdentityError as error:
        raise KeyUnusable(
            f"{path} holds a line that is no private key of age. A line begins with {PRIVATE}1, or with # for a note."
        ) from error
    if not found:
        raise KeyUnusable(f"{path} holds no private key: no line begins with {PRIVATE}1.")
    return found


def new_key(now: datetime) -> str:
    """A pair as `age-keygen` writes it. It is stored nowhere."""
    made = x25519.Identity.generate()
    return f"# created: {now.isoformat(timespec='seconds')}\n# public key: {made.to_public()}\n{made}\n"
