"""What a matched file does to a cohort's links: a day after it is handed out, or when its time is over, they end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.packs.models import Pack
from belonging.web.packs.rules.flow import AGAIN
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.building import destroy_bytes
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import Ending, LinkKey
from belonging.web.surveys.queries.linking import (
    ended_uncertified,
    is_past_its_links,
    linked_to_end,
    links_over_at,
)
from belonging.web.surveys.services.link_endings import ACTOR, destroy_links_due, end_linking


@transaction.atomic
def end_links(*, cohort: Cohort, because: Ending, actor: str, now: datetime) -> bool:
    """End the linking, and destroy every matched file of the cohort with it: none outlives what it was made from.

    Whether the linking was ended now. Raises NotLinked.
    """
    with programme_scope("packs: matched files of a linking that ends"):
        # Before the journal, as whatever else ends a linking.
        list(LinkKey.objects.select_for_update().filter(cohort=cohort))
        # Locked before the linking ends: one that is being stored now waits, and then finds that it has ended.
        made = list(Pack.objects.select_for_update(of=("self",)).filter(cohort=cohort, kind=PackKind.MATCHED))
        for pack in made:
            if pack.built_at is not None:
                destroy_bytes(pack=pack, now=now)
    return end_linking(cohort=cohort, because=because, actor=actor, now=now)


def end_links_due(*, now: datetime) -> int:
    """End the linking of every cohort whose matched file was downloaded a day ago or whose last day is past, then what
    was begun; how many steps were done. Outside any scope.
    """
    with programme_scope("packs: links of what is handed out"):
        waiting = linked_to_end()
        _keep_for_a_day(waiting)
        handed_out = _handed_out(waiting, now)
        past = {held.cohort_id for held in waiting if is_past_its_links(held.cohort, now)}
    done = 0
    for held in waiting:
        if held.cohort_id in handed_out:
            taker = handed_out[held.cohort_id].asked_by
            done += end_links(cohort=held.cohort, because=Ending.HANDED_OUT, actor=taker, now=now)
        elif held.cohort_id in past:
            done += end_links(cohort=held.cohort, because=Ending.LAST_DAY, actor=ACTOR, now=now)
    return done + destroy_links_due(now=now)


def links_due(*, now: datetime) -> int:
    """Of how many cohorts `end_links_due` has links, slips or a key file to destroy. Outside any scope."""
    with programme_scope("packs: links that are due"):
        waiting = linked_to_end()
        handed_out = _handed_out(waiting, now)
        due = [each for each in waiting if each.cohort_id in handed_out or is_past_its_links(each.cohort, now)]
        return len(due) + len(ended_uncertified())


def _keep_for_a_day(waiting: Iterable[LinkKey]) -> None:
    """A download may break, and no other file is made: for a day after the first it can be downloaded again."""
    for pack in _taken(waiting):
        over = links_over_at(pack.cohort)
        until = _first_taken(pack) + AGAIN
        until = until if over is None else min(until, over)
        Pack.objects.filter(pk=pack.pk, destroyed_at__isnull=True).exclude(expires_at=until).update(expires_at=until)


def _handed_out(waiting: Iterable[LinkKey], now: datetime) -> dict[int, Pack]:
    """By cohort the matched file that was downloaded a day ago or longer; of several the one that was first."""
    over = [pack for pack in _taken(waiting) if _first_taken(pack) + AGAIN <= now]
    return {pack.cohort_id: pack for pack in sorted(over, key=_first_taken, reverse=True)}


def _taken(waiting: Iterable[LinkKey]) -> list[Pack]:
    ours = Pack.objects.filter(kind=PackKind.MATCHED, downloads__gt=0, cohort__in=[each.cohort_id for each in waiting])
    return list(ours.select_related("cohort").order_by("pk"))


def _first_taken(pack: Pack) -> datetime:
    """By the journal: the pack itself says when it was downloaded last."""
    return Entry.objects.filter(act="pack-downloaded", subject=f"pack:{pack.pk}").earliest("number").at
