"""What the demo keeps beside its database: how far loading is, and the codes to try.

The codes of unused slips are in this file alone: the database knows their HMAC.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

STATE_FILE = "demo.json"
CODES_FILE = "demo-codes.json"


class Phase(StrEnum):
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Loading:
    """How far the loader is; `seconds` is what it took, once ready."""

    phase: Phase
    done: int
    total: int
    words: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class TryIt:
    """The school that a visitor may run: its open rounds, and codes that nobody has used yet (as printed)."""

    school: str
    cohort: str
    pupil_handle: str
    parent_handle: str
    codes: tuple[str, ...]


def read_loading(home: Path) -> Loading | None:
    """None where nothing was ever loaded."""
    raw = _read(home / STATE_FILE)
    return None if raw is None else Loading(**{**raw, "phase": Phase(raw["phase"])})


def write_loading(home: Path, loading: Loading) -> None:
    _write(home / STATE_FILE, asdict(loading))


def read_try_it(home: Path) -> TryIt | None:
    raw = _read(home / CODES_FILE)
    return None if raw is None else TryIt(**{**raw, "codes": tuple(raw["codes"])})


def write_try_it(home: Path, try_it: TryIt) -> None:
    _write(home / CODES_FILE, asdict(try_it))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return dict(raw)


def _write(path: Path, content: dict[str, object]) -> None:
    """Whole or not at all: a page may read it at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(content, indent=1), encoding="utf-8")
    fresh.replace(path)
