"""What readers report, and who may not write for a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass


class Report(models.Model):
    """One reader's word that a post should be looked at. Open until a moderator has decided about the post."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    post = models.ForeignKey("community.Post", on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], condition=Q(settled_at__isnull=True), name="community_report_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(settled_at__isnull=True), name="community_report_once_while_open"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="community_report_says_why"),
        ]


class Pause(models.Model):
    """A person may read but not write until the end of `until`. `lifted_at`: earlier after all."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    since = models.DateTimeField()
    until = models.DateField(help_text="The last day")
    by = models.CharField(max_length=64)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="community_pause_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("since")), name="community_pause_lifted_later"
            ),
        ]
