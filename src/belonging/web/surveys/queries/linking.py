"""Linked cohorts: where each stands, and until when its links are kept. In a programme-wide scope."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone

from belonging.web.programme.models import Cohort, CohortState, Wave
from belonging.web.programme.queries import wave_window
from belonging.web.surveys.models import KeptSlip, LinkKey, Round, SealedLink, State
from belonging.web.surveys.rules.links import last_day


def link_key_of(cohort: Cohort) -> LinkKey | None:
    """In any scope or none."""
    return LinkKey.objects.filter(cohort=cohort).select_related("cohort").first()


def linking_goes_on(cohort: Cohort) -> bool:
    """In any scope or none."""
    return LinkKey.objects.filter(cohort=cohort, ended_at__isnull=True).exists()


def linked_to_end() -> list[LinkKey]:
    """Those whose links are still there."""
    return list(LinkKey.objects.filter(ended_at__isnull=True).select_related("cohort").order_by("pk"))


def ended_uncertified() -> list[LinkKey]:
    found = LinkKey.objects.filter(ended_at__isnull=False, certified_at__isnull=True)
    return list(found.select_related("cohort").order_by("pk"))


def cohorts_without_key() -> list[Cohort]:
    """Open cohorts that link their waves and have no key yet. In any scope or none."""
    made = LinkKey.objects.values("cohort_id")
    return list(Cohort.objects.filter(links_waves=True, state=CohortState.OPEN).exclude(pk__in=made).order_by("pk"))


def links_kept_until(cohort: Cohort) -> date | None:
    """The last day on which links may be there; None while nothing says when the endline closes."""
    rounds = Round.objects.filter(cohort=cohort, wave=Wave.ENDLINE, audience="pupil")
    closes = rounds.aggregate(last=Max("closes_at"))["last"]
    window = wave_window(cohort, Wave.ENDLINE)
    days = [timezone.localdate(closes)] if closes else []
    days += [window[1]] if window else []
    if not days and cohort.ends_on:
        days = [cohort.ends_on]
    return last_day(max(days)) if days else None


def held_links(cohort: Cohort) -> tuple[int, int]:
    """How many slips are kept, and how many sealed answers have a link."""
    links = SealedLink.objects.filter(round__cohort=cohort)
    return KeptSlip.objects.filter(cohort=cohort).count(), links.count()


def linked_rounds_open(cohort: Cohort) -> bool:
    """Whether a linked endline of the cohort is not sealed yet."""
    linked = Round.objects.filter(cohort=cohort, wave=Wave.ENDLINE, link_key__isnull=False)
    return linked.exclude(state=State.SEALED).exists()


def linked_pairs(cohort: Cohort) -> list[tuple[str, str]]:
    """The keys of the sealed answers of baseline and endline that came with one slip, by those keys."""
    links = SealedLink.objects.filter(round__cohort=cohort)
    before = dict(links.filter(round__wave=Wave.BASELINE).values_list("link", "key"))
    after = links.filter(round__wave=Wave.ENDLINE).values_list("link", "key")
    return sorted((before[link], key) for link, key in after if link in before)
