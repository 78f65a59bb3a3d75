"""What somebody types who wants to talk. Nothing has to be filled in."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django import forms

from belonging.web.safeguarding.models import LONGEST_WORDS
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.talking import Wanted


class Line(forms.CharField):
    """Free text. Too long, or a letter that cannot be kept: a sentence says which line and what to do."""

    def __init__(self, *, what: str, longest: int) -> None:
        super().__init__(required=False)
        self.what, self.longest = what, longest

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(0xD800 <= ord(letter) <= 0xDFFF for letter in value):
            raise forms.ValidationError(f"{self.what} has a letter in it that we can’t keep. Please take it out.")
        if len(value) > self.longest:
            raise forms.ValidationError(
                f"{self.what} is {len(value)} letters long. Please make it {self.longest} or fewer."
            )


class TalkForm(forms.Form):
    """What cannot be read is left out, never a reason to turn somebody away."""

    NAMES: ClassVar[tuple[str, ...]] = ("name", "group", "wish", "words")

    name = Line(what="Your name", longest=80)
    group = Line(what="This", longest=60)
    wish = Line(what="This", longest=80)
    about = forms.CharField(required=False)
    words = Line(what="What you wrote", longest=LONGEST_WORDS)
    token = forms.RegexField(r"^[0-9a-f]{32}\Z", required=False)

    def clean_about(self) -> About:
        said = self.cleaned_data["about"]
        return About(said) if said in {each.value for each in About} else About.NOBODY

    def wanted(self) -> Wanted:
        given: dict[str, Any] = self.cleaned_data
        return Wanted(given["name"], given["group"], given["wish"], given["about"], given["words"])

    def token_or_new(self) -> str:
        return str(self.cleaned_data.get("token") or secrets.token_hex(16))

    def first_wrong(self) -> dict[str, str]:
        """What is wrong with each line, in words for the person who wrote it."""
        return {name: str(self.errors[name][0]) if name in self.errors else "" for name in self.NAMES}
