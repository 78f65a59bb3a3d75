"""The words of a theme, and which themes are in a comment. No form saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from belonging.web.themes.models import Theme
from belonging.web.themes.services.codebooks import ThemeWords

NONE = "none"


def _words(label: str, hint: str, *, longest: int, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Please say what the theme means, so that two people read it alike.",
            "max_length": f"Please say it in {longest} letters at most.",
        },
    )


class ThemeForm(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="A few words, as reports will print it: “Being welcomed”.",
        max_length=80,
        error_messages={
            "required": "Please give the theme a name.",
            "max_length": "Please use 80 letters at most.",
        },
    )
    definition = _words("What it means", "One sentence.", longest=400, required=True)
    include = _words("What belongs to it (if you like)", "", longest=400, required=False)
    exclude = _words(
        "What does not (if you like)", "Where two themes are close, say which is which.", longest=400, required=False
    )

    def words(self) -> ThemeWords:
        """Of a valid form."""
        said = self.cleaned_data
        return ThemeWords(said["name"], said["definition"], said["include"], said["exclude"])


class CodeForm(forms.Form):
    """Themes, or that none of them is in it: one of the two has to be said."""

    themes = forms.MultipleChoiceField(
        label="Which themes are in it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Please choose the themes that are in it, or “None of these”.",
            "invalid_choice": "One of these themes is not in the codebook. Please choose again.",
        },
    )

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((theme.key, theme.name) for theme in themes), (NONE, "None of these")]
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = choices

    def clean_themes(self) -> list[str]:
        chosen = cast(list[str], self.cleaned_data["themes"])
        if NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError("“None of these” does not go with a theme. Please take one of them away.")
        return [key for key in chosen if key != NONE]
