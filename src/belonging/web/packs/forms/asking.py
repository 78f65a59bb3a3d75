"""Asking for a pack, and answering who asks."""

from __future__ import annotations

from django import forms

from belonging.web.packs.rules.kinds import PackKind


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label="Which pack?",
        help_text="A cohort has research packs or one matched file, never both: equal answers would join their rows.",
        choices=[
            (PackKind.REPRODUCTION.value, "Reproduction pack: whole numbers, to get every figure of the report again"),
            (PackKind.RESEARCH.value, "Research pack: coarse rows, for questions that the report does not ask"),
            (PackKind.MATCHED.value, "Matched file: the same pupils twice, where the cohort links its waves"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose a pack."},
    )
    why = forms.CharField(
        label="What you need it for",
        help_text="Two people of the programme read this before they release it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        error_messages={"required": "Please say what you need it for."},
    )

    @property
    def chosen(self) -> PackKind:
        return PackKind(self.cleaned_data["kind"])


class ReleaseForm(forms.Form):
    read = forms.BooleanField(
        label="I have read who gets it, what for, and what it holds",
        error_messages={"required": "Please read it, and tick that you have."},
    )


class RefuseForm(forms.Form):
    because = forms.CharField(
        label="Why not?",
        help_text="Whoever asked reads this. Say what would have to be different.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        error_messages={"required": "Please say why. A pack is refused in writing."},
    )
