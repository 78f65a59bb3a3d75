"""What somebody types who wants to talk. Nothing has to be filled in."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django import forms

from belonging.web.safeguarding.models import LONGEST_WORDS
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.talking import Wanted
from belonging.web.surveys.rules.words import Words, filled


class Line(forms.CharField):
    """Free text. Too long, or a letter that cannot be kept: a sentence at its line says what to do."""

    def __init__(self, *, longest: int) -> None:
        super().__init__(required=False)
        self.longest = longest

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(0xD800 <= ord(letter) <= 0xDFFF for letter in value):
            raise forms.ValidationError("", code="talk_letter", params={})
        if len(value) > self.longest:
            raise forms.ValidationError("", code="talk_long", params={"typed": len(value), "length": self.longest})


class TalkForm(forms.Form):
    """What cannot be read is left out, never a reason to turn somebody away."""

    NAMES: ClassVar[tuple[str, ...]] = ("name", "group", "wish", "words")

    name = Line(longest=80)
    group = Line(longest=60)
    wish = Line(longest=80)
    about = forms.CharField(required=False)
    words = Line(longest=LONGEST_WORDS)
    token = forms.RegexField(r"^[0-9a-f]{32}\Z", required=False)

    def clean_about(self) -> About:
        said = self.cleaned_data["about"]
        return About(said) if said in {each.value for each in About} else About.NOBODY

    def wanted(self) -> Wanted:
        given: dict[str, Any] = self.cleaned_data
        return Wanted(given["name"], given["group"], given["wish"], given["about"], given["words"])

    def token_or_new(self) -> str:
        return str(self.cleaned_data.get("token") or secrets.token_hex(16))

    def first_wrong(self, words: Words) -> dict[str, str]:
        """What is wrong with each line, in the words of the page of the person who wrote it."""
        found = self.errors.as_data()
        return {name: _said(found[name][0], words) if name in found else "" for name in self.NAMES}


def _said(error: forms.ValidationError, words: Words) -> str:
    """A sign that Django itself refuses is a letter that cannot be kept."""
    return filled(words.get(error.code or "") or words["talk_letter"], **(error.params or {}))
