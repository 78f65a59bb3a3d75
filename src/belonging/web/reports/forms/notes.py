"""Writing a note beside the figures. Does not save."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.web.base.names_guard import personal_in
from belonging.web.reports.services.notes import Written
from belonging.web.ui.whole_text import WholeText

LONGEST = 1200
LOOK_AGAIN = "Please look at what may point at a person. Take it out, or tick the box if nobody can be recognised."


class NoteForm(forms.Form):
    """`found`: what looks like somebody, once it was sent without the box ticked."""

    text = WholeText(
        label="Your note",
        help_text="Name nobody, and nothing that only one person does. A sentence or two is enough.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Please write the note, or take it away.",
            "max_length": f"Please use at most {LONGEST:,} letters.",
        },
    )
    for_staff = forms.BooleanField(
        label="Staff and governors may read it too",
        help_text="Where you have opened the report to them. Pupils and families never read notes.",
        required=False,
    )
    sure = forms.BooleanField(label="Nobody can be recognised in this", required=False)

    def __init__(self, *args: Any, known: str, **kwargs: Any) -> None:
        """`known`: the school's name, which may stand."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.found: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        told = (each.text for each in personal_in(str(given.get("text", "")), known=[self.known]))
        self.found = tuple(dict.fromkeys(told))
        if self.found and not given.get("sure"):
            self.add_error("sure", LOOK_AGAIN)
        return given

    @property
    def written(self) -> Written:
        return Written(self.cleaned_data["text"].strip(), bool(self.cleaned_data["for_staff"]))
