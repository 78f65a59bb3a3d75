"""What a matched file does to a cohort's links: once it is handed out, or too old to be made, they are destroyed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.packs.models import Pack
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.surveys.models import Ending, LinkKey
from belonging.web.surveys.queries.linking import ended_uncertified, is_past_its_links, linked_to_end
from belonging.web.surveys.services.link_endings import destroy_links_due, end_linking


def end_links_due(*, now: datetime) -> int:
    """End the linking of every cohort whose matched file was downloaded, then what is past its last day and what was
    begun; how many steps were done. Outside any scope.
    """
    with programme_scope("packs: links of what is handed out"):
        waiting = linked_to_end()
        handed_out = _handed_out(waiting)
    done = sum(
        end_linking(cohort=held.cohort, because=Ending.HANDED_OUT, actor=handed_out[held.cohort_id].asked_by, now=now)
        for held in waiting
        if held.cohort_id in handed_out
    )
    return done + destroy_links_due(now=now)


def links_due(*, now: datetime) -> int:
    """Of how many cohorts `end_links_due` has links, slips or a key file to destroy. Outside any scope."""
    with programme_scope("packs: links that are due"):
        waiting = linked_to_end()
        handed_out = _handed_out(waiting)
        due = [each for each in waiting if each.cohort_id in handed_out or is_past_its_links(each.cohort, now)]
        return len(due) + len(ended_uncertified())


def _handed_out(waiting: Iterable[LinkKey]) -> dict[int, Pack]:
    """The newest matched file that was downloaded, by cohort."""
    ours = Pack.objects.filter(kind=PackKind.MATCHED, downloads__gt=0, cohort__in=[each.cohort_id for each in waiting])
    return {pack.cohort_id: pack for pack in ours.order_by("-last_downloaded_at", "-pk")}
