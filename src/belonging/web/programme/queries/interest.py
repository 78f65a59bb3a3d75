"""The queue of interested schools. In a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Interest, InterestNote, InterestState

PAGE = 50


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is wanted; empty stands for everything."""

    state: str = ""
    authority: str = ""
    setting: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`notes`: how many each row has, by its id."""

    rows: Page[Interest]
    notes: dict[int, int]
    authorities: tuple[str, ...]


def interest_queue(wanted: QueueFilter, *, page: int) -> QueuePage:
    """Fifty rows, those that wait longest first."""
    rows = Paginator(_filtered(wanted).order_by("came_at", "pk"), PAGE).get_page(page)
    # Counted for these fifty alone: joined to the list, every row of it would be grouped first.
    noted = InterestNote.objects.filter(interest__in=[row.pk for row in rows]).order_by()
    authorities = Interest.objects.exclude(local_authority="").order_by().values_list("local_authority", flat=True)
    return QueuePage(
        rows=rows,
        notes=dict(noted.values_list("interest_id").annotate(Count("pk"))),
        authorities=tuple(sorted(authorities.distinct())),
    )


def interest_counts() -> dict[str, int]:
    """How many stand in each state, states without any too."""
    counted = dict(Interest.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in InterestState.values}


def interest_by_reference(reference: str) -> Interest | None:
    return Interest.objects.select_related("cohort", "became").filter(reference=reference).first()


def notes_of(interest: Interest) -> list[InterestNote]:
    """The latest first."""
    return list(interest.notes.all())


def similar_interest(*, urn: str, place: str) -> Interest | None:
    """The row of the same school: by its reference number, or by name and town where one of the two has none."""
    same = Q(urn=urn) | Q(urn="", place=place) if urn else Q(place=place)
    return Interest.objects.filter(same).order_by("-urn").first()


def receipts_begun_with(key: str, *, since: datetime) -> int:
    """How many receipts were queued whose key begins so."""
    return OutgoingMail.objects.filter(key__startswith=key, queued_at__gt=since).count()


def _filtered(wanted: QueueFilter) -> QuerySet[Interest]:
    rows = Interest.objects.all()
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.authority:
        rows = rows.filter(local_authority=wanted.authority)
    if wanted.setting:
        rows = rows.filter(setting=wanted.setting)
    if wanted.words:
        said = wanted.words
        rows = rows.filter(
            Q(school_name__icontains=said)
            | Q(town__icontains=said)
            | Q(urn=said)
            | Q(reference__iexact=said)
            | Q(contact_name__icontains=said)
            | Q(contact_email__icontains=said)
            # A second person of a school has a reference of their own, which stands in the note made of them.
            | Q(pk__in=_named_in_a_note(said))
        )
    return rows


def _named_in_a_note(said: str) -> list[int]:
    return list(InterestNote.objects.filter(text__icontains=said).values_list("interest_id", flat=True)[:200])
