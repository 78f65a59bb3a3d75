"""One paper form as an adult types it in: the code, one key for each line, and what help there was. Never saves."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms

from belonging.web.surveys.rules.codes import CodeMistyped, read_code
from belonging.web.surveys.rules.field_names import ANSWER
from belonging.web.surveys.rules.helping import Help, Manner, Way
from belonging.web.surveys.rules.paper_keys import NOTHING
from belonging.web.surveys.services.answering import Submission

NO_CODE = "Type the code from the top of the sheet. A sheet without one: write the code of a spare slip on it."


class TypingForm(forms.Form):
    """Fields are named as on the page that people answer on. An empty line or 0 is a line without a tick."""

    code = forms.CharField(max_length=40, error_messages={"required": NO_CODE})
    help = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Help], required=False)
    submission_id = forms.RegexField(r"^[0-9a-f]{32}\Z", required=False)

    def __init__(self, sent: Mapping[str, Any], *, keyed: Mapping[str, Mapping[str, str]]) -> None:
        """`keyed`: by the name of a line, what each of its keys stands for: the option's code."""
        super().__init__(sent)
        self.keyed = keyed
        for number, (name, values) in enumerate(keyed.items(), start=1):
            keys = ", ".join(values)
            self.fields[name] = forms.ChoiceField(
                choices=[("", ""), (NOTHING, NOTHING), *((key, key) for key in values)],
                required=False,
                error_messages={"invalid_choice": f"Line {number} has the keys {keys}. 0 leaves it out."},
            )

    def clean_code(self) -> str:
        try:
            return read_code(str(self.cleaned_data["code"]))
        except CodeMistyped as fault:
            raise forms.ValidationError(str(fault).replace("your ticket", "the sheet")) from fault

    def submission(self, *, edition: str, language: str) -> Submission:
        """The same sheet sent again, with the same submission id, is the same submission."""
        given = {
            name.removeprefix(ANSWER): int(values[self.cleaned_data[name]])
            for name, values in self.keyed.items()
            if self.cleaned_data[name] in values
        }
        manner = Manner(edition=edition, language=language, help=self.cleaned_data["help"], way=Way.PAPER)
        return Submission.of(
            answers=given, submission_id=self.cleaned_data["submission_id"] or secrets.token_hex(16), manner=manner
        )
