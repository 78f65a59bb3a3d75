"""Which mails of the community a person wants."""

from __future__ import annotations

from django import forms

from belonging.web.community.models import Often


class WishesForm(forms.Form):
    digest = forms.ChoiceField(
        label="How often should we write to you about what is new?",
        help_text="What you follow, questions without an answer, notices. Never an empty mail.",
        widget=forms.RadioSelect,
        choices=Often.choices,
        error_messages={"required": "Please choose how often."},
    )
    mentions = forms.BooleanField(label="Write to me when somebody mentions me with @", required=False)
