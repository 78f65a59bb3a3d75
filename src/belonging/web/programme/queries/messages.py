"""Reading what a school and its adviser write to each other. In the school's scope."""

from __future__ import annotations

from django.core.paginator import Page, Paginator

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.programme.models import AdviserMessage, MessagesRead
from belonging.web.schools.models import School

PAGE = 20


def messages_page(school: School, *, page: int) -> Page[AdviserMessage]:
    """Twenty, the latest first."""
    return Paginator(AdviserMessage.objects.filter(school=school), PAGE).get_page(page)


def is_message_of(school: School, number: int) -> bool:
    return AdviserMessage.objects.filter(school=school, pk=number).exists()


def unread_messages(school: School, user: User, *, is_adviser: bool) -> int:
    """How many the other side has written since this person last looked."""
    theirs = AdviserMessage.objects.filter(school=school, from_school=is_adviser, taken_back_at__isnull=True)
    read = MessagesRead.objects.filter(school=school, user=user).values_list("until", flat=True).first()
    return (theirs if read is None else theirs.filter(at__gt=read)).count()


def advisers_of(school: School) -> list[User]:
    return [held.user for held in people_of(school) if held.role == Role.ADVISER and held.user.is_active]


def written_to_in(school: School) -> list[User]:
    """Who at the school gets the adviser's messages, each once."""
    held = (each for each in people_of(school) if each.user.is_active and each.role != Role.ADVISER)
    return list({each.user_id: each.user for each in held if _reads(Role(each.role))}.values())


def _reads(role: Role) -> bool:
    return Permission.MESSAGE_ADVISER in GRANTS[role]
