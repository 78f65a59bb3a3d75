"""Key files of linked cohorts: made, read and destroyed by the user of the answering process.

A file holds 32 random bytes and is named by their digest. It is in no database and in no dump of one.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from belonging.web.surveys.errors import KeyFileExposed
from belonging.web.surveys.rules.links import KEY_BYTES, key_digest


def make_key_file() -> str:
    """A fresh key, readable by this user alone; its digest. The folder is made where it is missing.

    Raises KeyFileExposed where others may write into the folder.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o022:
        raise KeyFileExposed
    key = secrets.token_bytes(KEY_BYTES)
    digest = key_digest(key)
    descriptor = os.open(_file(digest), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder()
    return digest


def read_key(digest: str) -> bytes | None:
    """The key of that digest; None where it is not there, not ours to read, or another."""
    try:
        key = _file(digest).read_bytes()
    except OSError:
        return None
    return key if key_digest(key) == digest else None


def has_key_file(digest: str) -> bool:
    return os.access(_file(digest), os.R_OK)


def destroy_key_file(digest: str) -> bool:
    """Overwrite it with random bytes, then delete it; whether that is done, now or by a run before that was killed.

    False where there is nothing that this user may destroy. The mark beside it tells "destroyed" from "never here".
    """
    file, mark = _file(digest), _mark(digest)
    try:
        if file.exists():
            if not os.access(file, os.W_OK):
                return False
            mark.touch(mode=0o600)
            _sync_folder()
            _overwrite(file)
            file.unlink()
            _sync_folder()
        return mark.exists()
    except PermissionError:  # the folder is another user's
        return False


def forget_mark(digest: str) -> None:
    """Once the database says that the key is destroyed. In another user's folder it stays: it holds nothing."""
    with suppress(PermissionError):
        _mark(digest).unlink(missing_ok=True)


def _overwrite(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(secrets.token_bytes(max(KEY_BYTES, file.stat().st_size)))
        opened.flush()
        os.fsync(opened.fileno())


def _sync_folder() -> None:
    descriptor = os.open(_folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folder() -> Path:
    return Path(settings.BELONGING_LINK_KEYS)


def _file(digest: str) -> Path:
    return _folder() / f"{digest}.key"


def _mark(digest: str) -> Path:
    return _folder() / f"{digest}.destroyed"
