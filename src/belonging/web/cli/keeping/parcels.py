"""A backup's file: a tar archive in parts, encrypted in the format of age. Nothing but a part is ever in memory.

Without this program: `age -d -i KEY FILE | tar x`, then `cat database.sqlite3.gz/* | gunzip > belonging.sqlite3`, or
`cat database.dump/* | pg_restore -d NAME`.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage
from pyrage import x25519

from belonging.web.cli.keeping.errors import BackupDamaged, WrongKey
from belonging.web.cli.keeping.manifest import Digest, Manifest, read_digest, read_manifest

FOLDERS = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
MANIFEST, DIGEST = "manifest.json", "digest.json"
QUICK = 3
"""gzip's level: the disk is slower than this."""


def packed(manifest: Manifest, parts: Iterable[bytes]) -> Iterator[bytes]:
    """The archive's bytes. The digest comes last, as it is known last."""
    yield from _member(MANIFEST, manifest.as_json())
    seen, size = hashlib.sha256(), 0
    for number, part in enumerate(parts, start=1):
        seen.update(part)
        size += len(part)
        body = gzip.compress(part, QUICK, mtime=0) if manifest.vendor == "sqlite" else part
        yield from _member(f"{FOLDERS[manifest.vendor]}/{number:06}", body)
    yield from _member(DIGEST, Digest(seen.hexdigest(), size).as_json())
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, body: bytes) -> Iterator[bytes]:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(body), 0o600
    yield entry.tobuf()
    yield body
    yield bytes(-len(body) % tarfile.BLOCKSIZE)


class _Pulled:
    """What is yielded, as a file that is read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = memoryview(chunk)
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)


def encrypt_into(file: IO[bytes], chunks: Iterator[bytes], recipients: Sequence[x25519.Recipient]) -> None:
    pyrage.encrypt_io(_Pulled(chunks), file, recipients)


@dataclass(slots=True)
class Parcel:
    """An opened backup. `parts` may be gone through once; its last part comes when the digest was found right.

    So whoever writes the parts on has not got a whole database before it is known to be the one that was backed up.
    """

    manifest: Manifest
    parts: Iterator[bytes]


@contextmanager
def opened(path: Path, identities: Sequence[x25519.Identity]) -> Iterator[Parcel]:
    """Raises WrongKey, BackupDamaged; while `parts` are gone through, BackupDamaged too."""
    stream = _Decrypting(path, identities)
    try:
        yield _parcel(stream)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise stream.failure() or BackupDamaged(_damaged(path)) from error
    except BackupDamaged as error:
        raise stream.failure() or error from error
    finally:
        stream.end()


def _parcel(stream: _Decrypting) -> Parcel:
    archive = tarfile.open(fileobj=stream.clear, mode="r|")  # noqa: SIM115  # read on by `parts`, closed with the stream
    members = _members(archive)
    name, body = next(members, ("", b""))
    if name != MANIFEST:
        raise BackupDamaged(_damaged(stream.path))
    manifest = read_manifest(body)
    return Parcel(manifest, _parts(stream, manifest, members))


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive:
        inside = archive.extractfile(entry)
        if inside is not None:
            yield entry.name, inside.read()


def _parts(stream: _Decrypting, manifest: Manifest, members: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    """Held back by one, until the digest is known."""
    held, seen, size = b"", hashlib.sha256(), 0
    for name, body in members:
        if name == DIGEST:
            if read_digest(body) != Digest(seen.hexdigest(), size):
                break
            stream.drain()
            yield held
            return
        part = gzip.decompress(body) if manifest.vendor == "sqlite" else body
        seen.update(part)
        size += len(part)
        if held:
            yield held
        held = part
    raise BackupDamaged(_damaged(stream.path))


class _Decrypting:
    """A thread that decrypts a file into a pipe; `clear` is what comes out."""

    def __init__(self, path: Path, identities: Sequence[x25519.Identity]) -> None:
        self.path = path
        reading, writing = os.pipe()
        self.clear: IO[bytes] = os.fdopen(reading, "rb")
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._decrypt, args=(writing, identities), daemon=True)
        self._thread.start()

    def _decrypt(self, writing: int, identities: Sequence[x25519.Identity]) -> None:
        try:
            with os.fdopen(writing, "wb") as into, self.path.open("rb") as file:
                pyrage.decrypt_io(file, into, identities)
        except Exception as error:  # noqa: BLE001  # told by `failure` in the thread that reads
            self._error = error

    def drain(self) -> None:
        """To the end of the file, where a last missing piece shows. Raises WrongKey, BackupDamaged."""
        while self.clear.read(64 * 1024):
            pass
        failed = self.failure()
        if failed is not None:
            raise failed

    def failure(self) -> BackupDamaged | WrongKey | None:
        """Why no more comes; None where the file was read to its end. Waits for that."""
        self.end()
        if self._error is None or isinstance(self._error, BrokenPipeError):
            return None
        if isinstance(self._error, pyrage.DecryptError) and "No matching keys" in str(self._error):
            return WrongKey(
                f"The key does not open {self.path.name}: it was encrypted to other keys. Use the private key of the "
                "public one that BELONGING_BACKUP_RECIPIENTS named when it was made."
            )
        if isinstance(self._error, FileNotFoundError):
            return BackupDamaged(f"There is no file {self.path}.")
        return BackupDamaged(_damaged(self.path))

    def end(self) -> None:
        """The pipe is closed, so that the thread, if it still writes, gives up."""
        self.clear.close()
        self._thread.join()


def _damaged(path: Path) -> str:
    return f"{path.name} is cut short or altered: it does not decrypt to its end. Take another backup."


def read_through(path: Path, identities: Sequence[x25519.Identity], each: Callable[[bytes], object] = len) -> Manifest:
    """Every byte of it, decrypted and compared with its digest. Raises WrongKey, BackupDamaged."""
    with opened(path, identities) as parcel:
        for part in parcel.parts:
            each(part)
        return parcel.manifest
