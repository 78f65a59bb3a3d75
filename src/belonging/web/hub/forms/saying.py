"""Saying how a resource was: a note, and a report of somebody's note."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.web.base.names_guard import personal_in
from belonging.web.hub.services.saying import LONGEST, LONGEST_WHOM, LONGEST_WHY, NoteWords
from belonging.web.ui.whole_text import WholeText

SURE = "No child or colleague can be recognised in this"
_TOO_LONG = f"Please use at most {LONGEST} letters: others read it in a minute."


class NoteForm(forms.Form):
    """`found`: what looks like somebody, once it was sent without the box ticked. `school`: the writer's, if any."""

    what = WholeText(
        label="What did you do?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Please say in a sentence or two what you did.", "max_length": _TOO_LONG},
    )
    with_whom = forms.CharField(
        label="With whom? (if you like)",
        help_text="For instance: two classes of Year 4, for half a term",
        max_length=LONGEST_WHOM,
        required=False,
        error_messages={"max_length": f"Please use at most {LONGEST_WHOM} letters."},
    )
    how_it_went = WholeText(
        label="How did it go?",
        help_text="What worked, what did not, what you would change.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Please say in a sentence or two how it went.", "max_length": _TOO_LONG},
    )
    show_school = forms.BooleanField(required=False)
    sure = forms.BooleanField(label=SURE, required=False)

    def __init__(self, *args: Any, school: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        self.found: tuple[str, ...] = ()
        self.fields["show_school"].label = f"Show that it was {school}"
        self.fields["show_school"].help_text = "Without this, others read “A school”. Your name is never shown."
        if not school:
            del self.fields["show_school"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        texts = [str(given.get(name, "")) for name in ("what", "with_whom", "how_it_went")]
        known = [self.school] if self.school else []
        told = [each.text for text in texts for each in personal_in(text, known=known)]
        self.found = tuple(dict.fromkeys(told))
        if self.found and not given.get("sure"):
            self.add_error(
                "sure",
                "Please look at what may point at somebody. Take it out, or tick the box if nobody can be recognised.",
            )
        return given

    @property
    def words(self) -> NoteWords:
        given = self.cleaned_data
        name = self.school if given.get("show_school") else ""
        return NoteWords(given["what"], given["with_whom"], given["how_it_went"], name)


class ReportForm(forms.Form):
    why = forms.CharField(
        label="What is wrong with it?",
        help_text="For instance: a child can be recognised; it is not about this resource.",
        max_length=LONGEST_WHY,
        error_messages={
            "required": "Please say in a few words what is wrong with it.",
            "max_length": f"Please use at most {LONGEST_WHY} letters.",
        },
    )
