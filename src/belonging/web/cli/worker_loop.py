"""The worker's rounds through what is due. Imports models: only after Django is set up."""

from __future__ import annotations

import logging
import time
from threading import Event

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from belonging.web.cli.duties import Rota
from belonging.web.cli.memory import MOST, note_for_metrics, resident
from belonging.web.findings.queries import releases_due
from belonging.web.findings.services import ReleaseFailed, release_due

LOOK_EVERY = 2.0
AFTER_A_FAILURE = 60.0
"""In seconds."""

log = logging.getLogger(__name__)


def work_until(stop: Event, most: int = MOST) -> bool:
    """One look after another until `stop` is set. Findings that failed are tried again after a minute.

    False where it went because the process holds more than `most` MiB: between two looks, with nothing begun.
    """
    rota = Rota()
    release_from = 0.0
    while True:
        rota.work(timezone.now())
        if time.monotonic() >= release_from and releases_due():
            try:
                release_due(now=timezone.now())
            except ReleaseFailed as failure:
                log.error("%s", failure)  # noqa: TRY400  # a sentence for the operator: the trace is the child's
                release_from = time.monotonic() + AFTER_A_FAILURE
        close_old_connections()
        if settings.METRICS_TOKEN:
            note_for_metrics()
        if resident() > most:
            return False
        if stop.wait(LOOK_EVERY):
            return True
