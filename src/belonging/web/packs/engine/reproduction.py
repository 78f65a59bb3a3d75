"""The reproduction pack of a cohort: what every figure of its report can be worked out from again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from belonging.web.packs.errors import NothingToReproduce
from belonging.web.packs.rules.kinds import Built
from belonging.web.programme.models import Cohort


def build(cohort: Cohort, out: Path, now: datetime) -> Built:
    """Write the pack to `out`. Raises NothingToReproduce before anything of the cohort is released."""
    raise NothingToReproduce(
        f"Nothing of {cohort} is released yet, so there is no figure to work out again. Ask when a report is there."
    )
