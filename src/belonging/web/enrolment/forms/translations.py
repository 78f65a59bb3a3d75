"""What a reviewer says of a translation, and a spreadsheet that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from belonging.web.enrolment.services.translations import LONGEST_COMMENT


class ReviewForm(forms.Form):
    key = forms.ChoiceField(label="Which part?", required=False)
    words = forms.CharField(
        label="What do you want to say?",
        help_text="To send the text back, say here what has to change.",
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Please use at most {LONGEST_COMMENT:,} letters."},
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["key"]).choices = list(places)


class BookForm(forms.Form):
    file = forms.FileField(
        label="The spreadsheet with your translation",
        help_text="The Excel workbook (.xlsx) that you downloaded here, its column “Translation” filled in.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Please choose the spreadsheet.",
            "empty": "The file is empty. Please choose another one.",
        },
    )

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found
