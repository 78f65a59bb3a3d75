"""The team's own words for a part of the programme's report."""

from __future__ import annotations

from django import forms

from belonging.web.base.numbers import LARGEST_NUMBER

LONGEST = 6000


class WordsForm(forms.Form):
    text = forms.CharField(
        label="Your words",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="A blank line begins a paragraph. Lines that begin with “- ” are a list. Figures are put as places. "
        "Left empty, the part is left out.",
    )
    after = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)
