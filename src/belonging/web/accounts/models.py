"""Staff accounts and what they may do where. Pupils and parents have none."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from belonging.web.accounts.areas import Area
from belonging.web.accounts.roles import BODY_ROLES, ROLE_NAMES, SCHOOL_ROLES, Role
from belonging.web.base.models import SchoolOrProgrammeOwned, SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class User(AbstractBaseUser):
    """Somebody on the staff. Erased, the row stays without name and address: other rows point at its id."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="Made by the demo; can be signed in by one click there")
    opened_at = models.DateTimeField(default=timezone.now, help_text="When it was opened, or opened again")
    warned_at = models.DateTimeField(null=True, blank=True, help_text="When it was said that it will be closed")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was closed because nobody used it")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When name and address were erased")

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        indexes = [models.Index(Lower("name"), "id", name="accounts_user_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False), name="accounts_user_closed_is_not_active"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(is_active=False), name="accounts_user_erased_is_not_active"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person: in a school, in a trust or local authority (`body`), or (both empty) in the programme."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    school = models.ForeignKey("schools.School", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey("schools.Body", null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(SCHOOL_ROLES), school__isnull=False, body__isnull=True)
                | Q(role__in=sorted(BODY_ROLES), school__isnull=True, body__isnull=False)
                | Q(role__in=sorted(set(Role) - SCHOOL_ROLES - BODY_ROLES), school__isnull=True, body__isnull=True),
                name="accounts_membership_role_fits_its_place",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school"], condition=Q(school__isnull=False), name="accounts_membership_once"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "body"],
                condition=Q(body__isnull=False),
                name="accounts_membership_once_in_a_body",
            ),
            # Empty schools count as different in a unique constraint, so the programme's roles have their own.
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(school__isnull=True, body__isnull=True),
                name="accounts_membership_once_in_the_programme",
            ),
        ]


class DayPass(SchoolOwned):
    """That a school lets somebody of the programme look at one area, read-only, for 24 hours at most."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=8, help_text="Of accounts/areas.py")
    given_by = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_by = models.CharField(max_length=64, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["person", "until"], name="accounts_daypass_held")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(area__in=[area.value for area in Area]), name="accounts_daypass_known_area"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("given_at")), name="accounts_daypass_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="accounts_daypass_ended_by_somebody",
            ),
        ]


class Invitation(SchoolOrProgrammeOwned):
    """A link by mail with which one person takes up one role. Of its token only the hash is kept.

    `school` is the role's school; empty for roles in a body or in the programme.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    body = models.ForeignKey("schools.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_by = models.CharField(max_length=64, help_text="User id, or the command that acted")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["email"], name="accounts_invitation_email")]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=sorted(SCHOOL_ROLES), school__isnull=False, body__isnull=True)
                | Q(role__in=sorted(BODY_ROLES), school__isnull=True, body__isnull=False)
                | Q(role__in=sorted(set(Role) - SCHOOL_ROLES - BODY_ROLES), school__isnull=True, body__isnull=True),
                name="accounts_invitation_role_fits_its_place",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="accounts_invitation_used_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="accounts_invitation_expires_after_it_is_sent"
            ),
        ]

    def is_live(self, now: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and now < self.expires_at
