"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def environment_label() -> str:
    """The strip at the top that says when data are not real; empty in live use."""
    return "Demo: every school and answer here is simulated" if settings.DEMO else ""


def environment(_request: HttpRequest) -> dict[str, object]:
    return {"demo": bool(settings.DEMO), "environment_label": environment_label()}
