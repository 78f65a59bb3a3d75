"""Taking one's name off all that one has written."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.community.models import Mention, Mute, Post, Reading
from belonging.web.community.services.journalling import note_act
from belonging.web.journal.services import Act


@transaction.atomic
def take_name_off(*, writer: User, actor: str, now: datetime) -> int:
    """Name, school and cohort go; the words stay, because answers rest on them. How many posts there were.

    Nobody is told apart by them any more, the writer included: they can be removed by moderators alone afterwards.
    """
    mine = Post.objects.filter(author=writer)
    count = mine.update(author=None, place="", cohort="")
    Mention.objects.filter(person=writer).delete()
    Reading.objects.filter(person=writer).delete()
    Mute.objects.filter(of=writer).delete()
    note_act(act=Act("name-taken-off", f"user:{writer.pk}", {"posts": count}), actor=actor, now=now)
    return count
