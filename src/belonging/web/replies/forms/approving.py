"""What the lead ticks before words that were written in the school are approved."""

from __future__ import annotations

from django import forms


class ApproveForm(forms.Form):
    checked = forms.BooleanField(label="I have read it: no child can be recognised in it", required=False)
