"""What Prometheus reads: the counts of all processes, and how the service stands at this moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version
from typing import Final

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from belonging.web.base.maintenance import under_maintenance
from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping.shelf import kept_in
from belonging.web.cli.memory import resident
from belonging.web.config.counting import REGISTRY
from belonging.web.config.health import STAFF
from belonging.web.config.observed import COUNTED_IN
from belonging.web.findings.models import Release
from belonging.web.notices.models import MailState, OutgoingMail
from belonging.web.notices.queries import duty_runs
from belonging.web.notices.rules import BACKUP_DUTY, DRILL_DUTY, TALK_DRILL_DUTY

OVERDUE: Final = timedelta(minutes=10)
"""Mail that waits is told only then: that one began to wait just now can mean that a child asked for help just now."""
KEEPING: Final = {
    BACKUP_DUTY: (
        "belonging_backup_good_timestamp_seconds",
        "When a backup last was made and read back whole; 0: none",
    ),
    DRILL_DUTY: (
        "belonging_drill_restore_good_timestamp_seconds",
        "When a restore was last rehearsed; 0: none, or failed",
    ),
    TALK_DRILL_DUTY: (
        "belonging_drill_safeguarding_good_timestamp_seconds",
        "When talk requests were last played through; 0: none, or failed",
    ),
}
COARSE: Final = 64 * 1024 * 1024
"""Bytes. Free space to the byte would tell of every answer."""


def exposition() -> bytes:
    registry = CollectorRegistry()
    registry.register(Standing())
    if COUNTED_IN in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it carries no types
        return bytes(generate_latest(registry))
    return bytes(generate_latest(REGISTRY) + generate_latest(registry))


class Standing:
    """Gauges, worked out when they are asked for."""

    def collect(self) -> Iterator[Metric]:
        yield _one("belonging_info", "The version that answers", 1, version=version("belonging"))
        yield _one("belonging_maintenance", "1 while it is under maintenance", float(_is_paused()))
        ready = GaugeMetricFamily(
            "belonging_ready", "1 where a check of staff's readiness is all right", labels=["check"]
        )
        for name, sentence in STAFF.found().items():
            ready.add_metric([name], float(not sentence))
        yield ready
        yield _one("belonging_disk_free_bytes", "Free where BELONGING_HOME lies, in steps of 64 MiB", _free())
        yield _one(
            "belonging_staff_memory_bytes", "Resident memory of the staff process that answers", resident() * 2**20
        )
        if settings.BACKUPS.folder is not None:
            kept = kept_in(settings.BACKUPS.folder)
            newest = kept[-1].made_at.timestamp() if kept else 0
            yield _one("belonging_backup_newest_timestamp_seconds", "When the newest backup was made; 0: none", newest)
        if not _is_paused():
            yield from _stored()


def _stored() -> Iterator[Metric]:
    """From the database; nothing of it while that is out of reach, which `belonging_ready` says."""
    try:
        with transaction.atomic(), programme_scope("metrics"):
            late = OutgoingMail.objects.filter(state=MailState.WAITING, queued_at__lt=timezone.now() - OVERDUE).count()
            failed = OutgoingMail.objects.filter(state=MailState.FAILED).count()
            releases = Release.objects.count()
            runs = duty_runs()
    except DatabaseError:
        return
    yield _one("belonging_mail_overdue", "Messages that have waited for more than ten minutes", late)
    yield _one("belonging_mail_failed", "Messages that could not be sent", failed)
    yield _one("belonging_releases", "Releases of findings", releases)
    ran = GaugeMetricFamily("belonging_duty_ran_timestamp_seconds", "When a duty last ran", labels=["duty"])
    failing = GaugeMetricFamily("belonging_duty_failing", "1 where a duty failed when it last ran", labels=["duty"])
    for run in runs:
        ran.add_metric([run.name], run.ran_at.timestamp())
        failing.add_metric([run.name], float(bool(run.failure)))
    yield ran
    yield failing
    well = {run.name: run.ran_at.timestamp() for run in runs if not run.failure}
    for duty, (name, says) in KEEPING.items():
        yield _one(name, says, well.get(duty, 0.0))


def _one(name: str, says: str, value: float, **labels: str) -> Metric:
    gauge = GaugeMetricFamily(name, says, labels=list(labels))
    gauge.add_metric(list(labels.values()), value)
    return gauge


def _is_paused() -> bool:
    return under_maintenance(settings.BELONGING_HOME) is not None


def _free() -> float:
    disk = os.statvfs(settings.BELONGING_HOME)
    return float(disk.f_bavail * disk.f_frsize // COARSE * COARSE)
