"""Staff accounts and what they may do where. Pupils and parents have none."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from belonging.web.accounts.roles import BODY_ROLES, ROLE_NAMES, SCHOOL_ROLES, Role
from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class User(AbstractBaseUser):
    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="Made by the demo; can be signed in by one click there")

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        indexes = [models.Index(Lower("name"), "id", name="accounts_user_by_name")]

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
