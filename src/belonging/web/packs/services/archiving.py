"""The archive of a cohort, and the end of what was made of its sealed rows. Each in a scope of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.packs.errors import NoneMatched, RowsMatched
from belonging.web.packs.models import Pack
from belonging.web.packs.queries.packs import matched_was_made
from belonging.web.packs.services.building import destroy_bytes
from belonging.web.packs.services.unread import refuse_unread
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.archived_rows import ArchivedRow
from belonging.web.surveys.services.archiving import Archived, archive_cohort


def packs_held(cohort: Cohort) -> list[Pack]:
    """Those whose bytes are there. In a programme-wide scope."""
    return list(Pack.objects.filter(cohort=cohort, file__isnull=False))


def refuse_matched(cohort: Cohort, *, kept: Mapping[int, Sequence[ArchivedRow]]) -> None:
    """In a programme-wide scope. Raises RowsMatched where rows would stay that a matched file holds as well."""
    if matched_was_made(cohort) and any(kept.get(each) for each in _of_pupils(cohort)):
        raise RowsMatched(cohort.name, cohort.slug)


def without_pupils(cohort: Cohort, kept: Mapping[int, Sequence[ArchivedRow]]) -> dict[int, Sequence[ArchivedRow]]:
    """`kept` without any row of pupils: a matched file holds theirs alone. In a programme-wide scope.

    Raises NoneMatched where nobody has such a file.
    """
    if not matched_was_made(cohort):
        raise NoneMatched(cohort.name)
    return {**kept, **dict.fromkeys(_of_pupils(cohort) & kept.keys(), ())}


def _of_pupils(cohort: Cohort) -> set[int]:
    return set(Round.objects.filter(cohort=cohort, audience="pupil").values_list("pk", flat=True))


@transaction.atomic
def archive_with_packs(
    *, cohort: Cohort, kept: Mapping[int, Sequence[ArchivedRow]], actor: str, now: datetime
) -> tuple[Archived, int]:
    """Archive, and destroy the bytes of every pack of the cohort in the same act: what was done, and how many packs.

    Who got which pack stays. Raises NotToArchive, RowsMatched, PackUnread.
    """
    with programme_scope("packs: what was made of the rows"):
        # Before the journal, as whatever else ends something of a cohort. A pack that is being stored now waits.
        Cohort.objects.select_for_update().get(pk=cohort.pk)
        list(Pack.objects.select_for_update(of=("self",)).filter(cohort=cohort))
        refuse_unread(cohort, now=now)
        refuse_matched(cohort, kept=kept)
        destroyed = sum(destroy_bytes(pack=pack, now=now) for pack in packs_held(cohort))
    return archive_cohort(cohort=cohort, kept=kept, actor=actor, now=now), destroyed
