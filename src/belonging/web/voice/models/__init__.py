"""What pupils who can use no edition showed or said, in adults' words. No pupil has a row here, or a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Wave
from belonging.web.voice.rules.listening import Kind, Seen, Size, View

_NOBODY_YET = Q(confirmed_at__isnull=True, confirmed_by="", view="", otherwise="", shared=False)
_A_SECOND = (
    Q(confirmed_at__isnull=False, view__in=[View.AGREES.value, View.OTHERWISE.value])
    & ~Q(confirmed_by="")
    & ~Q(confirmed_by=F("written_by"))
)


class VoiceRecord(SchoolOwned):
    """One small group, or one observation, of a wave.

    A draft until a second person has read it; then it stands, and is changed by another that `replaces` it.
    Withdrawing erases its words. `taken` alone may be pooled with other schools', where `shared`.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    kind = models.CharField(max_length=11)
    size = models.CharField(max_length=4)
    seen = models.CharField(max_length=13, blank=True, default="")
    ways = models.JSONField(default=list, help_text="How these pupils communicate: keys of `listening.WAYS`")
    about = models.JSONField(default=list, help_text="Constructs of the framework")
    asked = models.TextField(help_text="What was said, shown or watched")
    assent = models.TextField(help_text="How pupils showed that they wanted to take part, or did not")
    well = models.TextField(blank=True, default="")
    uneasy = models.TextField(blank=True, default="")
    taken = models.TextField(help_text="What the adults take from it")
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    view = models.CharField(max_length=9, blank=True, default="")
    otherwise = models.TextField(blank=True, default="", help_text="How the second person sees it")
    shared = models.BooleanField(default=False, help_text="`taken` may be pooled, without the school's name")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")

    class Meta(SchoolOwned.Meta):
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["school", "cohort", "wave"], name="voice_record_of")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="voice_record_known_wave"),
            models.CheckConstraint(
                condition=Q(size__in=[each.value for each in Size]), name="voice_record_three_pupils_or_more"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.GROUP.value, seen="")
                | Q(kind=Kind.OBSERVATION.value, seen__in=[Seen.TWICE.value, Seen.BY_TWO.value, Seen.BOTH.value]),
                name="voice_record_watched_twice",
            ),
            models.CheckConstraint(condition=_NOBODY_YET | _A_SECOND, name="voice_record_confirmed_by_another"),
            models.CheckConstraint(
                condition=Q(view=View.OTHERWISE.value, withdrawn_at__isnull=True) & ~Q(otherwise="")
                | Q(view=View.OTHERWISE.value, withdrawn_at__isnull=False)
                | Q(view__in=[View.NONE.value, View.AGREES.value], otherwise=""),
                name="voice_record_otherwise_says_how",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="") & ~Q(asked="") & ~Q(assent="") & ~Q(taken="")
                | Q(
                    withdrawn_at__isnull=False,
                    confirmed_at__isnull=False,
                    shared=False,
                    **dict.fromkeys(["asked", "assent", "well", "uneasy", "taken", "otherwise"], ""),
                )
                & ~Q(withdrawn_by=""),
                name="voice_record_withdrawn_is_empty",
            ),
        ]
