"""An XLSForm to be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

INSTRUMENT, MAPPING = "instrument", "mapping"


class XlsformForm(forms.Form):
    file = forms.FileField(
        label="XLSForm (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Please choose the form.", "empty": "The file is empty. Please choose another."},
    )
    kind = forms.ChoiceField(
        label="What do you want to have?",
        choices=[
            (INSTRUMENT, "A questionnaire file of this service"),
            (MAPPING, "The questionnaire part of a mapping file, to evaluate answers in the terminal"),
        ],
        initial=INSTRUMENT,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one."},
    )

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found
