"""What of a reflection goes into the school's plan."""

from __future__ import annotations

from django import forms

from belonging.web.sets.forms.fields import words


class ReasonForm(forms.Form):
    reason = words(
        "What may stand in the plan?",
        1000,
        rows=5,
        hint="Your colleagues read it. Leave out what others said in the set.",
    )
