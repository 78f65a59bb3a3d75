"""What a school and its adviser write to each other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass

LONGEST_MESSAGE = 4000


class AdviserMessage(SchoolOwned):
    """One message. `from_school`: the school wrote it; otherwise an adviser did. Taken back, its text is gone."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    text = models.TextField(max_length=LONGEST_MESSAGE, blank=True, default="")
    from_school = models.BooleanField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-at", "-pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) & ~Q(text="") | Q(taken_back_at__isnull=False, text=""),
                name="programme_advisermessage_says_something",
            ),
        ]
        indexes = [models.Index(fields=["school", "at"], name="programme_message_thread")]


class MessagesRead(SchoolOwned):
    """Until when somebody has read a school's messages."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "user"], name="programme_messagesread_once"),
        ]
