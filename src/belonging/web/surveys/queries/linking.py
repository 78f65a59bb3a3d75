"""Linked cohorts: where each stands, and until when its links are kept. In a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort, CohortState, Wave
from belonging.web.programme.queries import wave_window
from belonging.web.surveys.models import KeptSlip, LinkKey, Round, SealedLink, State
from belonging.web.surveys.rules.links import last_day

ID_LENGTH: Final = 36
BY: Final = {"linking": "The service, by itself", "terminal": "Whoever runs the service, at the terminal"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cohort's linking stands. `entry`: the certificate's, in the programme's chain; `ended_by` in words."""

    key: LinkKey | None
    slips: int = 0
    links: int = 0
    last_day: date | None = None
    ended_by: str = ""
    entry: Entry | None = None


def standing_of(cohort: Cohort) -> Standing:
    """In any scope or none: opens the programme's."""
    held = link_key_of(cohort)
    if held is None:
        return Standing(None)
    with programme_scope("linking: where it stands"):
        slips, links = held_links(cohort)
        entry = Entry.objects.filter(act="linking-destroyed", subject=f"cohort:{cohort.pk}").order_by("-number").first()
        return Standing(held, slips, links, links_kept_until(cohort), _name_of(held.ended_by), entry)


def _name_of(actor: str) -> str:
    """A person's name, or what a duty or a command is called."""
    found = User.objects.filter(pk=actor).values_list("name", flat=True).first() if len(actor) == ID_LENGTH else None
    return found or BY.get(actor, actor)


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


def is_past_its_links(cohort: Cohort, now: datetime) -> bool:
    """Whether the last day on which links may be there is over."""
    last = links_kept_until(cohort)
    return last is not None and timezone.localdate(now) > last


def links_over_at(cohort: Cohort) -> datetime | None:
    """The first moment after the last day on which links may be there."""
    last = links_kept_until(cohort)
    return None if last is None else timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))


def held_links(cohort: Cohort) -> tuple[int, int]:
    """How many slips are kept, and how many sealed answers have a link."""
    links = SealedLink.objects.filter(round__cohort=cohort)
    return KeptSlip.objects.filter(cohort=cohort).count(), links.count()


def can_be_matched(cohort: Cohort) -> bool:
    """Whether links are kept, and every linked questionnaire that has opened is sealed, an endline among them.

    How many pairs there are, the engine looks.
    """
    linked = Round.objects.filter(cohort=cohort, link_key__isnull=False)
    if not linking_goes_on(cohort) or linked.exclude(state=State.SEALED).exists():
        return False
    return linked.filter(wave=Wave.ENDLINE).exists()


def linked_pairs(cohort: Cohort) -> list[tuple[str, str]]:
    """The keys of the sealed answers of baseline and endline that came with one slip, by those keys."""
    links = SealedLink.objects.filter(round__cohort=cohort)
    before = dict(links.filter(round__wave=Wave.BASELINE).values_list("link", "key"))
    after = links.filter(round__wave=Wave.ENDLINE).values_list("link", "key")
    return sorted((before[link], key) for link, key in after if link in before)
