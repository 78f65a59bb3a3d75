"""What a lead gives for one step of opening the report."""

from __future__ import annotations

from typing import Any

from django import forms

MOST = 600


class OpeningForm(forms.Form):
    """The school's own words; where staff have not seen it yet, a second yes."""

    words = forms.CharField(
        label="Your own words at the top of the page (you can leave this empty)",
        required=False,
        max_length=MOST,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"Up to {MOST} letters. Please name nobody, and write nothing that points at one person.",
        error_messages={"max_length": "This is too long. Please keep it to %(limit_value)d letters."},
    )
    before_staff = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, second_yes: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if second_yes:
            self.fields["before_staff"].label = second_yes
        else:
            del self.fields["before_staff"]

    @property
    def asks_second_yes(self) -> bool:
        return "before_staff" in self.fields

    @property
    def before(self) -> bool:
        return bool(self.cleaned_data.get("before_staff", False))
