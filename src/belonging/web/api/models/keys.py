"""A key of the API: for a program, never for a person's pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass


class ApiKey(models.Model):
    """`secret_hash` is the SHA-256 of a secret that is shown once and stored nowhere. `cohorts` are slugs; none: all.

    People are account ids. It counts until the end of the day `expires_on`, or until it is ended.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    public_id = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=80, help_text="Who reads with it, and what for")
    scopes = models.JSONField()
    cohorts = models.JSONField(default=list, blank=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="api_apikey_may_something"),
            models.CheckConstraint(condition=~Q(name=""), name="api_apikey_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__gte=F("made_at")) & ~Q(ended_by=""),
                name="api_apikey_ended_by_somebody",
            ),
        ]
