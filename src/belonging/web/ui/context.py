"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def environment(request: HttpRequest) -> dict[str, object]:
    """`environment_label`: the strip at the top that says when data are not real; empty in live use."""
    demo = bool(settings.DEMO)
    return {"demo": demo, "environment_label": "Demo: every school and answer here is simulated" if demo else ""}
