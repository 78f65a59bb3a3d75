"""Who wrote something, and when, as a reader sees it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.accounts.roles import ROLE_NAMES, Role
from belonging.web.community.models import Post

NAMELESS = "Somebody who took their name off"


def writer_name(post: Post) -> str:
    return post.author.name if post.author else NAMELESS


def signed_as(post: Post) -> str:
    """Role, and the school if the writer chose so."""
    role = ROLE_NAMES[Role(post.role)] if post.role in set(Role) else ""
    return ", ".join(part for part in (role, post.place) if part)


def when(moment: datetime, now: datetime) -> str:
    """ "today at 09:05", "12 November at 16:00"; with the year where it is not this one."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    clock = date_format(local, "H:i")
    if local.date() == today.date():
        return f"today at {clock}"
    day = date_format(local, "j F" if local.year == today.year else "j F Y")
    return f"{day} at {clock}"


def day(moment: datetime, now: datetime) -> str:
    local, today = timezone.localtime(moment), timezone.localtime(now)
    if local.date() == today.date():
        return "today"
    return date_format(local, "j F" if local.year == today.year else "j F Y")
