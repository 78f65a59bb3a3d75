"""What the environment says about watching the service: its log, Prometheus and OpenTelemetry."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from stat import S_IMODE, S_IRWXG, S_ISGID, S_IXGRP
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from belonging.web.config.environment import ENV

FORMATS = ("text", "json")
COUNTED_IN: Final = "PROMETHEUS_MULTIPROC_DIR"


@dataclass(frozen=True, slots=True)
class Observed:
    """`metrics_token` and `otlp_endpoint` are empty where nobody asked for metrics or traces."""

    log_format: str
    metrics_token: str
    otlp_endpoint: str


def observed() -> Observed:
    """BELONGING_LOG_FORMAT, BELONGING_METRICS_TOKEN and BELONGING_OTLP_ENDPOINT."""
    return Observed(_log_format(), _metrics_token(), _otlp_endpoint())


def count_into(folder: Path) -> None:
    """Where each process keeps its counts, so that one can add up those of all. Before the library is imported.

    Where the home lets its group in, the answering pages have a user of their own, and write here too.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    about = folder.stat()
    closed = about.st_mode & S_IRWXG != S_IRWXG
    if closed and folder.parent.stat().st_mode & S_IXGRP and about.st_uid == os.geteuid():
        # The group is the home's already. RestrictSUIDSGID of the units refuses any chmod that names the bit.
        folder.chmod(S_IMODE(about.st_mode) & ~S_ISGID | S_IRWXG)
    os.environ[COUNTED_IN] = str(folder)


def _log_format() -> str:
    chosen: str = ENV.str("BELONGING_LOG_FORMAT", default="text")
    if chosen not in FORMATS:
        raise ImproperlyConfigured(f"BELONGING_LOG_FORMAT is {chosen!r}. Set it to one of: {', '.join(FORMATS)}.")
    return chosen


def _metrics_token() -> str:
    token: str = ENV.str("BELONGING_METRICS_TOKEN", default="")
    if token and len(token) < 32:
        raise ImproperlyConfigured(
            "BELONGING_METRICS_TOKEN must be at least 32 random characters. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if token:
        _refuse_without("prometheus_client", "BELONGING_METRICS_TOKEN")
    return token


def _otlp_endpoint() -> str:
    address: str = ENV.str("BELONGING_OTLP_ENDPOINT", default="").rstrip("/")
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured(
            "BELONGING_OTLP_ENDPOINT cannot be used. Write it as http://HOST:4318, where a collector takes OTLP."
        )
    _refuse_without("opentelemetry.sdk", "BELONGING_OTLP_ENDPOINT")
    _refuse_without("opentelemetry.exporter.otlp.proto.http", "BELONGING_OTLP_ENDPOINT")
    return address


def _refuse_without(module: str, setting: str) -> None:
    try:
        there = find_spec(module) is not None
    except ModuleNotFoundError:  # the package above it is missing too
        there = False
    if not there:
        raise ImproperlyConfigured(
            f"{setting} is set, and the packages it needs are not here. Install them with "
            "pip install 'belonging[observe]', or unset it."
        )
