"""How far each person has come in each module."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.accounts.models import User
from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class Progress(SchoolOwned):
    """One person in one module. `page` is where they are, `furthest` the last page reached, both from 1.

    `school` is where the person worked when they began. What somebody answers in the check is not kept: the best
    result is, and how many times it was tried. Read by the person; the programme's team reads counts.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    module = models.CharField(max_length=60, help_text='Its address, "daily-strategies"')
    version = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField(default=1)
    furthest = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    best = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent right in the best try")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["module", "pk"]
        indexes = [models.Index(fields=["module", "finished_at"], name="learning_progress_by_module")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["user", "module"], name="learning_progress_once"),
            models.CheckConstraint(
                condition=Q(page__gte=1) & Q(furthest__gte=models.F("page")), name="learning_progress_page_was_reached"
            ),
            models.CheckConstraint(
                condition=Q(best__isnull=True, tries=0) | Q(best__isnull=False, best__lte=100, tries__gte=1),
                name="learning_progress_best_of_its_tries",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(best__gte=80), name="learning_progress_finished_by_passing"
            ),
        ]
