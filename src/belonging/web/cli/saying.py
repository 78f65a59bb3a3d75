"""What the keeper and the worker say outside Django's log, by the same setting: a line of text, or of JSON."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from datetime import UTC, datetime
from typing import Any, Final

KEPT: Final = frozenset({"serve", "worker"})
"""Commands that are processes of the service: what they say stands in its log."""
_PLACE: Final = re.compile(
    r"""(to server|host:?)(?: (?:at|on)(?: socket)?)? ["'][^"']*["'](?:, port:? '?\d+'?)?(?: \([^)]*\))?"""
)


def reason_of(error: BaseException) -> str:
    """Why a database could not be had, in its own words and without where it is: that stands in the settings."""
    return _PLACE.sub(r"\1", str(error).strip().partition("\n")[0])


def say(message: str, logger: str = "belonging.keeper", level: str = "ERROR") -> None:
    sys.stderr.write(f"{_line(message, logger, level)}\n")
    sys.stderr.flush()


def refuse(command: str, sentence: str) -> None:
    """Of a process of the service a line of its log, where that is JSON; to whoever typed a command the sentence."""
    if command in KEPT and _is_json():
        say(sentence, f"belonging.{command}")
    else:
        sys.stderr.write(f"{sentence}\n")


class ServerLines(logging.Formatter):
    """What Granian says of its processes. Of a fault of the application it quotes all: only its first line.

    `by_day`: of the answering pages, where the time of day would tell of somebody.
    """

    def __init__(self, *, by_day: bool) -> None:
        super().__init__()
        self._by_day = by_day

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage().partition("\n")[0]
        return _line(message, "belonging.server", record.levelname, by_day=self._by_day)


def server_log(application: str) -> dict[str, Any]:
    """For Granian, of the application that it serves."""
    by_day = "answering" in application
    return {
        "formatters": {"lines": {"()": ServerLines, "by_day": by_day}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "loggers": {"_granian": {"handlers": ["lines"], "propagate": False}},
    }


def _line(message: str, logger: str, level: str, *, by_day: bool = False) -> str:
    when = {"day": f"{datetime.now():%Y-%m-%d}"} if by_day else {"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    facts = {**when, "level": level, "logger": logger, "message": message}
    return json.dumps(facts, ensure_ascii=False) if _is_json() else " ".join(facts.values())


def _is_json() -> bool:
    return os.environ.get("BELONGING_LOG_FORMAT") == "json"
