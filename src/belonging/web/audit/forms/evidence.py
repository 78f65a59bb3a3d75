"""Adding evidence: a few words, a link or a file; and saying something about a statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from belonging.web.audit.rules.evidence import (
    LONGEST_LINK,
    LONGEST_REMARK,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NAME_NO_PUPIL,
    SAY,
    EvidenceRefused,
    checked_link,
)
from belonging.web.ui.whole_text import WholeText

KINDS = ".pdf,.docx,.xlsx,.pptx,.odt,.png,.jpg,.jpeg,.webp,.txt"
WHAT_IT_IS = f"Please use at most {LONGEST_TITLE} letters to say what it is."


class TextForm(forms.Form):
    title = forms.CharField(
        label="What is it? (if you like)",
        help_text="For instance: walk round the playground, 12 November",
        max_length=LONGEST_TITLE,
        required=False,
        error_messages={"max_length": WHAT_IT_IS},
    )
    text = WholeText(
        label="What shows it?",
        help_text=f"What was seen or heard, when, and by how many. At most {LONGEST_TEXT:,} letters.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Please write what shows it, in a sentence or two.",
            "max_length": f"Please use at most {LONGEST_TEXT:,} letters. Longer words can be added as a file.",
        },
    )


class LinkForm(forms.Form):
    link = forms.CharField(
        label="The link",
        help_text="Copy it from the top of your browser. Others need to be able to open it.",
        max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": "Please give the link: copy it from the top of your browser.",
            "max_length": f"Please find a shorter link to the same page: {LONGEST_LINK} letters at most.",
        },
    )
    title = forms.CharField(
        label="What is there?",
        help_text="For instance: our behaviour policy on the school’s website",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Please say in a few words what is there.", "max_length": WHAT_IT_IS},
    )

    def clean_link(self) -> str:
        try:
            return checked_link(self.cleaned_data["link"])
        except EvidenceRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class FileForm(forms.Form):
    """The browser asks for what is forgotten before it sends: a file that was sent in vain has to be chosen again."""

    file = forms.FileField(
        label="The file",
        help_text="PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument text (.odt), a picture "
        "(PNG, JPEG or WebP) or plain text (.txt), up to 5\u00a0MB.",
        widget=forms.FileInput(attrs={"accept": KINDS, "required": True}),
        max_length=None,
        error_messages={
            "required": "Please choose a file.",
            "empty": "The file is empty. Please choose another one.",
        },
    )
    title = forms.CharField(
        label="What does it show?",
        help_text="For instance: minutes of the school council, October. Others see this, not the file’s name.",
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"required": True}),
        error_messages={
            "required": "Please say in a few words what the file shows: that is what others see.",
            "max_length": WHAT_IT_IS,
        },
    )
    no_names = forms.BooleanField(
        label="No pupil is named in it, and no child’s face is to be seen",
        error_messages={
            "required": "Please look through the file. Tick the box if no pupil is named and no child’s face is to be "
            "seen, or choose another file."
        },
    )

    def clean(self) -> dict[str, Any]:
        if self.errors and "file" not in self.errors:
            self.add_error("file", "Please choose the file again: your browser does not keep it.")
        return self.cleaned_data

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found


class RemarkForm(forms.Form):
    text = WholeText(
        label=SAY,
        help_text=NAME_NO_PUPIL,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Please write what you want to say.",
            "max_length": f"Please use at most {LONGEST_REMARK:,} letters, or say it in two parts.",
        },
    )
