"""One pack, from the request to the stored bytes."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.packs.engine import matched, reproduction, research, twin
from belonging.web.packs.errors import NothingLinked, RowsArchived, TooLarge
from belonging.web.packs.models import Pack, PackFile
from belonging.web.packs.queries.packs import to_build
from belonging.web.packs.rules.flow import KEPT, link_token, token_hash
from belonging.web.packs.rules.kinds import Built, PackKind
from belonging.web.surveys.queries.archives import archived_cohort
from belonging.web.surveys.queries.linking import linking_goes_on, links_over_at

LARGEST = 200 * 1024 * 1024
ACTOR = "packs engine"

log = logging.getLogger(__name__)


def make(handle: str, *, now: datetime) -> bool:
    """Build and store; False where it is not to be built (any more). Raises Refused with a sentence for a person."""
    with programme_scope("packs: the one to build"):
        pack = next((each for each in to_build() if each.handle == handle), None)
    if pack is None:
        return False
    with TemporaryDirectory() as folder:
        out = Path(folder) / "pack.zip"
        built = _built(pack, out, now)
        content = out.read_bytes()
    if len(content) > LARGEST:
        raise TooLarge(
            "The pack is larger than 200 MB, which is more than a page should carry. Ask whoever runs the service "
            "for a copy by another way, under the same agreement."
        )
    _store(pack, built, content, now)
    return True


def _built(pack: Pack, out: Path, now: datetime) -> Built:
    kind = PackKind(pack.kind)
    if kind is PackKind.REPRODUCTION:
        return reproduction.build(pack.cohort, out, now)
    if kind is PackKind.RESEARCH:
        return research.build(pack, out, now)
    if kind is PackKind.MATCHED:
        return matched.build(pack, out, now)
    return twin.build(pack.cohort, out, now)


def _until(pack: Pack, now: datetime) -> datetime:
    """A matched file is there no longer than links may be. Raises NothingLinked where they are gone."""
    if pack.kind != PackKind.MATCHED:
        return now + KEPT
    over = links_over_at(pack.cohort)
    if not linking_goes_on(pack.cohort) or (over is not None and over <= now):
        raise NothingLinked
    return now + KEPT if over is None else min(now + KEPT, over)


@transaction.atomic
def _store(pack: Pack, built: Built, content: bytes, now: datetime) -> None:
    with programme_scope("packs: store"):
        held = Pack.objects.select_for_update().get(pk=pack.pk)
        if held.built_at is not None:
            return
        # What ended while this was made leaves no file behind.
        if held.kind != PackKind.SYNTHETIC and archived_cohort(held.cohort):
            raise RowsArchived
        held.built_at, held.expires_at = now, _until(held, now)
        held.digest, held.size = built.digest, len(content)
        held.files, held.sentences = list(built.files), list(built.sentences)
        held.token_hash = token_hash(link_token(held.handle, now, pepper=settings.BELONGING_PEPPER))
        held.save()
        PackFile.objects.create(pack=held, content=content)
        details = {"kind": held.kind, "digest": held.digest, "size": held.size}
        record_act(act=Act("pack-built", f"pack:{held.pk}", details), actor=ACTOR, now=now)
