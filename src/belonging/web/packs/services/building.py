"""What the worker does to packs: has them built by a child process, and destroys their bytes in time."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.packs.models import Pack, PackFile
from belonging.web.packs.queries.packs import to_build
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.releasing import tell_asker

ENGINE = (sys.executable, "-m", "belonging.web.packs.engine")
SETTINGS = "belonging.web.config.engine_settings"
ACTOR = "packs"
TELLS_WHY = 2
"""The engine's exit code where a rule of ours stopped it; its last line is the sentence."""


def build_due(*, now: datetime) -> int:
    """Build every pack that is released and not there yet; how many were built. Again is safe.

    Outside any scope and transaction: the child sees only what is committed.
    """
    with programme_scope("packs: what is to be built"):
        waiting = to_build()
    return sum(_build(pack, now) for pack in waiting)


def destroy_due(*, now: datetime) -> int:
    """Destroy the bytes of every pack whose link has expired; how many packs. A matched file that was downloaded goes
    with the links (`end_links_due`).
    """
    with programme_scope("packs: links that have expired"):
        over = Pack.objects.filter(expires_at__lte=now, destroyed_at__isnull=True)
        over = over.exclude(kind=PackKind.MATCHED, downloads__gt=0)
        return sum(destroy_bytes(pack=pack, now=now) for pack in over)


@transaction.atomic
def destroy_bytes(*, pack: Pack, now: datetime) -> bool:
    """Destroy one pack's bytes, before its link has expired or after; whether it was done now. In a programme-wide
    scope.
    """
    PackFile.objects.filter(pack=pack).delete()
    done = Pack.objects.filter(pk=pack.pk, destroyed_at__isnull=True).update(destroyed_at=now)
    if done:
        record_act(act=Act("pack-destroyed", f"pack:{pack.pk}", {"downloads": pack.downloads}), actor=ACTOR, now=now)
    return bool(done)


def _build(pack: Pack, now: datetime) -> bool:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [*ENGINE, pack.kind, "--pack", pack.handle, "--now", now.isoformat()]
    child = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    with programme_scope("packs: what became of it"), transaction.atomic():
        held = Pack.objects.get(pk=pack.pk)
        if held.built_at is not None:
            if held.asked_by:
                tell_asker(pack=held, key="pack-built", template="packs/mail/built.txt", now=now)
            return True
        said = child.stdout.strip().splitlines()
        known = child.returncode == TELLS_WHY and bool(said)
        held.failed_because = said[-1] if known else "It could not be built; the service’s log says why."
        held.save()
        record_act(act=Act("pack-failed", f"pack:{pack.pk}"), actor=ACTOR, now=now)
    sys.stderr.write(child.stderr)
    return False
