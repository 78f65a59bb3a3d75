"""“You said, we did”: pages for pupils and families, built from findings and plan, edited and approved by the lead."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Wave
from belonging.web.replies.rules.kinds import Edition, PageState, Stage


class Page(SchoolOwned):
    """One page of one wave for one kind of reader.

    It publishes by itself on `due_on`: the day that the letter to parents named, or another one, or (empty) never,
    where a reason is on record (`withheld_*`). `published_by` is empty where the clock did it. `token` is in its
    public address. `shown` is what stands there, word for word (rules/snapshots.py): whatever is edited later stays
    out until it is approved and published in its turn.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    edition = models.CharField(max_length=8, choices=Edition.choices)
    token = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=9, choices=PageState.choices, default=PageState.DRAFT)
    due_on = models.DateField(null=True, blank=True)
    opening = models.CharField(max_length=600, blank=True, default="")
    closing = models.CharField(max_length=600, blank=True, default="")
    releases = models.JSONField(default=list, blank=True, help_text="Ids of the findings that it was built from")
    revision = models.PositiveIntegerField(default=1)
    built_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=64, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    withheld_because = models.CharField(max_length=500, blank=True, default="")
    withheld_by = models.CharField(max_length=64, blank=True, default="")
    withheld_at = models.DateTimeField(null=True, blank=True)
    shown = models.JSONField(default=dict, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["built_at", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="replies_page_due")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "wave", "edition"], name="replies_page_once"),
            models.CheckConstraint(condition=Q(edition__in=Edition.values), name="replies_page_known_edition"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="replies_page_known_wave"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="replies_page_published_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | ~Q(shown={}), name="replies_page_published_is_kept"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False) & ~Q(approved_by=""),
                name="replies_page_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withheld_at__isnull=True, withheld_because="", withheld_by="")
                | Q(withheld_at__isnull=False) & ~Q(withheld_because="") & ~Q(withheld_by=""),
                name="replies_page_withheld_with_a_reason",
            ),
        ]


class Line(SchoolOwned):
    """One thing that was said and what is done about it. `said` comes from findings; `edited` where it was changed.

    `audience`, `item`, `by`, `group` and `findings` say what it rests on; empty where the lead wrote it. `built` is
    the line as it was last built (rules/building.py), to tell what was edited by; empty where the lead wrote it. What
    publishes by itself is built anew that morning.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=400)
    did = models.CharField(max_length=400, blank=True, default="")
    stage = models.CharField(max_length=5, choices=Stage.choices, default=Stage.DOING)
    what_came = models.CharField(max_length=400, blank=True, default="", help_text="What happened to the measure")
    audience = models.CharField(max_length=10, blank=True, default="")
    item = models.CharField(max_length=40, blank=True, default="")
    by = models.CharField(max_length=20, blank=True, default="")
    group = models.CharField(max_length=40, blank=True, default="")
    findings = models.JSONField(default=list, blank=True)
    action = models.ForeignKey("actions.Action", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shown = models.BooleanField(default=True)
    edited = models.BooleanField(default=False)
    built = models.JSONField(default=dict, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["place", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=~Q(said=""), name="replies_line_says"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="replies_line_known_stage"),
        ]
