"""Adding a picture, and taking one away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class PictureForm(forms.Form):
    file = forms.FileField(
        label="The picture",
        help_text="PNG, JPEG or WebP, up to 5 MB. It is made small, and all that a camera notes in it is taken out.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        error_messages={
            "required": "Please choose a picture.",
            "empty": "The file is empty. Please choose another one.",
        },
    )
    alt = forms.CharField(
        label="What does it show?",
        help_text="A few words for children who cannot see it, for instance: two children share an umbrella.",
        max_length=120,
        error_messages={
            "required": "Please say in a few words what the picture shows.",
            "max_length": "Please use at most 120 letters.",
        },
    )
    nobody_in_it = forms.BooleanField(
        label="No child can be recognised in it",
        error_messages={
            "required": "Please look whether a child can be recognised in it. Tick the box if none can, or choose "
            "another picture."
        },
    )

    def clean(self) -> dict[str, Any]:
        if self.errors and "file" not in self.errors:
            self.add_error("file", "Please choose the picture again: your browser does not keep it.")
        return self.cleaned_data

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found


class RemoveForm(forms.Form):
    at_once = forms.BooleanField(
        label="Take it out of the questionnaire that is open, too",
        help_text="For instance because a child can be recognised in it.",
        required=False,
    )
