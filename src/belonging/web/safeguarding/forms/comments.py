"""A reader's decision."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.instruments.model import COMMENT_LIMIT
from belonging.web.safeguarding.models import ABOUT_WORDS
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.reading import Choice, Decision


class DecisionForm(forms.Form):
    """One form with several buttons: each sends its own `choice`."""

    handle = forms.RegexField(r"^[0-9a-f]{32}\Z")
    choice = forms.ChoiceField(choices=[(each.value, "") for each in Choice])
    edited = forms.CharField(
        required=False,
        max_length=COMMENT_LIMIT,
        label="Words to release",
        help_text="Likely names are out already. Take out whatever else could point at somebody; change nothing else.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": f"Please shorten it to {COMMENT_LIMIT} letters."},
    )
    about = forms.ChoiceField(
        required=False,
        label="Is it about one of these people?",
        help_text="Then it goes round them.",
        choices=[(key.value or "none", words) for key, words in ABOUT_WORDS.items()],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("choice") == Choice.CONCERN and not given.get("about") and "about" not in self.errors:
            self.add_error("about", "Choose one: whoever it is about must not read it.")
        return given

    def clean_edited(self) -> str:
        return str(self.cleaned_data["edited"]).replace("\r\n", "\n")

    def decision(self) -> Decision:
        given: dict[str, Any] = self.cleaned_data
        about = given["about"]
        return Decision(
            Choice(given["choice"]), given["edited"], About.NOBODY if about in ("", "none") else About(about)
        )
