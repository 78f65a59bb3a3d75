"""What waits for moderators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from belonging.web.community.models import Pause, Post, PostState, Report

PER_PAGE = 20


def waiting_posts(number: str) -> Page[Any]:
    """Reported or held, most reports first; then those that were confirmed to name nobody and wait to be looked at."""
    open_ = Q(reports__settled_at__isnull=True, reports__isnull=False)
    found = Post.objects.annotate(open=Count("reports", filter=open_), asked=Max("reports__at", filter=open_))
    unseen = Q(confirmed_at__isnull=False, looked_at__isnull=True) & ~Q(state=PostState.REMOVED)
    found = found.filter(Q(open__gt=0) | Q(state=PostState.HELD) | unseen)
    found = found.select_related("topic", "author").prefetch_related("reports__by")
    return Paginator(found.order_by("-open", "-asked", "pk"), PER_PAGE).get_page(number)


def waiting_count() -> int:
    reported = Report.objects.filter(post=OuterRef("pk"), settled_at__isnull=True)
    unseen = Q(confirmed_at__isnull=False, looked_at__isnull=True) & ~Q(state=PostState.REMOVED)
    return Post.objects.filter(Exists(reported) | Q(state=PostState.HELD) | unseen).count()


def hidden_posts(most: int = 20) -> list[Post]:
    found = Post.objects.filter(state=PostState.HIDDEN).select_related("topic", "author")
    return list(found.order_by("-looked_at", "-pk")[:most])


def pauses_now(now: datetime) -> list[Pause]:
    held = Pause.objects.filter(lifted_at__isnull=True, until__gte=timezone.localdate(now))
    return list(held.select_related("person"))


def open_reports(post: Post) -> list[Report]:
    return list(post.reports.filter(settled_at__isnull=True).select_related("by"))


def pause_by(pk: int) -> Pause | None:
    return Pause.objects.filter(pk=pk).select_related("person").first()
