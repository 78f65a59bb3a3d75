"""Break-glass: two people of the programme and one at the school find out whose slip some words came with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.safeguarding.models.calls import ABOUT_WORDS
from belonging.web.safeguarding.rules.breaking import MOST_TRIES

LONGEST_SEEN = 500


class Ground(models.TextChoices):
    """Why; nothing less than a life."""

    OWN_LIFE = "own_life", "Whoever wrote it may take their own life"
    ANOTHERS_LIFE = "anothers_life", "Somebody may kill or badly hurt another"
    CHILD = "child", "A child’s life is in danger now"


class Ending(models.TextChoices):
    FOUND = "found", "One slip was found"
    NOT_FOUND = "not_found", "Ended, and no slip was found"
    REFUSED = "refused", "The second person said no"
    LAPSED = "lapsed", "Time ran out"
    SEALED = "sealed", "The questionnaire was sealed, so nothing can be found any more"


class BreakGlass(SchoolOwned):
    """One comment of an open round, and the slip that it came with looked for.

    `comment` is the opaque handle by which readers hold a comment; it goes when this ends. What is stored of a code
    that was tried is nothing: `tries` counts them, and `spent` those that earlier proposals of the same comment took.
    `mark` tells that it is the same: a hash under the round's salt, which sealing destroys. `seen` is what the first
    person wrote down for the second. `subjects`: addresses and accounts of whoever it is about, as at the proposal.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SAFEGUARDING

    handle = models.CharField(max_length=12, unique=True)
    round = models.ForeignKey("surveys.Round", on_delete=models.PROTECT, related_name="+")
    comment = models.CharField(max_length=32, blank=True)
    ground = models.CharField(max_length=16, choices=Ground.choices)
    about = models.CharField(
        max_length=12, blank=True, default="", choices=[(k.value, w) for k, w in ABOUT_WORDS.items()]
    )
    subjects = models.JSONField(null=True, blank=True)
    mark = models.CharField(max_length=64, blank=True, default="")
    seen = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    spent = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    tried_by = models.CharField(max_length=64, blank=True, default="")
    ending = models.CharField(max_length=10, blank=True, default="", choices=Ending.choices)
    ended_at = models.DateTimeField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["comment"], condition=~Q(comment=""), name="safeguarding_breakglass_one_a_comment"
            ),
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="safeguarding_breakglass_known_ground"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | Q(confirmed_at__isnull=False) & ~Q(confirmed_by="") & ~Q(confirmed_by=F("proposed_by")),
                name="safeguarding_breakglass_two_people",
            ),
            models.CheckConstraint(
                condition=Q(tries=0) | Q(confirmed_at__isnull=False, tries__lte=MOST_TRIES - F("spent")),
                name="safeguarding_breakglass_tries_after_two",
            ),
            models.CheckConstraint(
                condition=Q(tries=0, tried_by="")
                | Q(tries__gte=1) & ~Q(tried_by="") & ~Q(tried_by=F("proposed_by")) & ~Q(tried_by=F("confirmed_by")),
                name="safeguarding_breakglass_tried_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="", erased_on__isnull=True) & ~Q(comment="")
                | Q(ended_at__isnull=False, ending__in=Ending.values, comment=""),
                name="safeguarding_breakglass_ended_knows_no_comment",
            ),
            models.CheckConstraint(
                condition=~Q(ending="found") | Q(tries__gte=1), name="safeguarding_breakglass_found_by_a_try"
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(seen="", subjects__isnull=True),
                name="safeguarding_breakglass_erased_is_bare",
            ),
        ]
