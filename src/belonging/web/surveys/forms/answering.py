"""What may be sent: made from the instrument, the same for the page without JavaScript and for the script."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms

from belonging.instruments.model import COMMENT_LIMIT, STANDARD, Instrument
from belonging.instruments.words import LANGUAGES
from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.surveys.models import Sharing
from belonging.web.surveys.rules.editions import EDITIONS
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT, PRINTING, SHARING
from belonging.web.surveys.rules.helping import HELPS, Manner
from belonging.web.surveys.services.answering import Submission, Wishes


class CommentField(forms.CharField):
    """Free text; one line end is one character, whichever way the browser sent it."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return str(text or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(0xD800 <= ord(letter) <= 0xDFFF for letter in value):
            raise forms.ValidationError("Your comment has a letter in it that we can't keep.")
        if len(value) > COMMENT_LIMIT:
            raise forms.ValidationError(
                f"Your comment is {len(value)} letters long. Please shorten it to {COMMENT_LIMIT}."
            )


class AnsweringForm(forms.Form):
    """One completed questionnaire. Every choice may be left out; nothing that we do not ask is taken."""

    code = forms.CharField(required=False, max_length=40)
    checked = forms.CharField(required=False, max_length=64)
    picked = forms.CharField(required=False, max_length=300)
    submission_id = forms.RegexField(r"^[0-9a-f]{32}\Z", required=False)
    edition = forms.ChoiceField(choices=[("", ""), *((key, key) for key in EDITIONS)], required=False)
    language = forms.ChoiceField(choices=[("", ""), *((key, key) for key in LANGUAGES)], required=False)
    help = forms.ChoiceField(choices=[(key, key) for key in HELPS], required=False)

    def __init__(self, sent: Mapping[str, Any], *, instrument: Instrument, known_facts: frozenset[str]) -> None:
        super().__init__(sent)
        edition = sent.get("edition") or STANDARD
        edition = edition if edition in instrument.editions else STANDARD
        for item in instrument.items:
            self._add_choice(item.key, [option.code for option in item.scale_of(edition).options])
        for question in instrument.questions_for(known_facts):
            self._add_choice(question.key, [option.code for option in question.options])
        for box in instrument.comment_boxes:
            self.fields[f"{COMMENT}{box.key}"] = CommentField(required=False)
        if instrument.comment_boxes:
            self.fields[SHARING] = forms.ChoiceField(choices=[("", ""), *Sharing.choices], required=False)
            self.fields[PRINTING] = forms.ChoiceField(choices=[("", ""), ("yes", ""), ("no", "")], required=False)

    def _add_choice(self, key: str, codes: list[int]) -> None:
        choices = [("", ""), *((str(code), str(code)) for code in codes)]
        self.fields[f"{ANSWER}{key}"] = forms.TypedChoiceField(
            choices=choices, coerce=int, empty_value=None, required=False
        )

    def clean(self) -> dict[str, Any]:
        unknown = set(self.data) - set(self.fields)
        if unknown:
            raise forms.ValidationError("Something was sent that this questionnaire does not ask.")
        return dict(self.cleaned_data)

    def submission(self) -> Submission:
        """What to record; a submission id is made here when the page could not make one."""
        return Submission.of(
            answers=self._given(ANSWER),
            comments=self._given(COMMENT),
            wishes=self._wishes(),
            manner=self._manner(),
            submission_id=self.cleaned_data["submission_id"] or secrets.token_hex(16),
        )

    def _manner(self) -> Manner:
        given = self.cleaned_data
        return Manner(given["edition"] or STANDARD, given["language"] or ENGLISH, given["help"])

    def _wishes(self) -> Wishes:
        said = self.cleaned_data.get(SHARING)
        return Wishes(
            sharing=Sharing(said) if said else Sharing.PROGRAMME,
            may_print=self.cleaned_data.get(PRINTING) == "yes",
        )

    def _given(self, prefix: str) -> dict[str, Any]:
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value not in (None, "")
        }

    def sentences(self) -> list[tuple[str, str]]:
        """What is wrong, in words for the person who wrote it, each with the name of its field ("" for none)."""
        return [
            (str(sentence), name if name in self.fields else "")
            for name, wrong in self.errors.items()
            for sentence in wrong
        ]

    def holds_answers(self) -> bool:
        """Whether anything was chosen or written, right or wrong."""
        return any(value.strip() for name, value in self.data.items() if name.startswith((ANSWER, COMMENT)))
