"""Preparing a trial, writing it up, and what is said in signing an edition off. No form saves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField

from belonging.web.base.names_guard import names_in
from belonging.web.enrolment.forms.contacts import day_field
from belonging.web.surveys.rules.helping import WORDS as HELP_WORDS
from belonging.web.trials.models import YEARS
from belonging.web.trials.rules.went import WORDS, Went
from belonging.web.trials.services.trials import Account, CardWords

LONGEST_TAKEN, LONGEST_REMARK = 200, 2000
NO_HELP = "none"
NAMED = "“{}” looks like a name. Please say it without one: “the child”, “a friend”."


class PrepareForm(forms.Form):
    edition = forms.ChoiceField(label="Which edition?")
    language = forms.ChoiceField(label="In which language?", initial="en")

    def __init__(self, *args: Any, editions: Mapping[str, str], languages: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("edition", editions), ("language", languages)):
            cast(forms.ChoiceField, self.fields[name]).choices = list(choices.items())


class WriteUpForm(forms.Form):
    """Of each card how it went; for a misunderstood one, as what it was taken."""

    held_on = day_field("When was it?")
    year_group = forms.ChoiceField(
        label="Which year is the child in?", error_messages={"required": "Please choose the child’s year."}
    )
    help = forms.ChoiceField(
        label="Was help needed?", error_messages={"required": "Please say whether help was needed."}
    )
    remark = forms.CharField(
        label="Anything else? (if you like)",
        help_text="Pictures, buttons, where the child stopped. No names.",
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Please use at most {LONGEST_REMARK:,} letters."},
    )

    def __init__(self, *args: Any, statements: Mapping[str, str], **kwargs: Any) -> None:
        """`statements`: by item key, as the child read them."""
        super().__init__(*args, **kwargs)
        self.statements = statements
        years = [("", "Please choose"), *((year, _year(year)) for year in YEARS)]
        helps = [
            ("", "Please choose"),
            (NO_HELP, "No help"),
            *((kind.value, said) for kind, said in HELP_WORDS.items()),
        ]
        for name, choices in (("year_group", years), ("help", helps)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        for key, words in statements.items():
            self.fields[f"went-{key}"] = forms.ChoiceField(
                label=words,
                choices=[("", ""), *((each.value, said) for each, said in WORDS.items())],
                widget=forms.RadioSelect,
                error_messages={"required": f"Please say how it went: “{words}”."},
            )
            self.fields[f"as-{key}"] = forms.CharField(
                label="If misunderstood: as what?",
                required=False,
                max_length=LONGEST_TAKEN,
                error_messages={"max_length": f"Please say it in {LONGEST_TAKEN} letters at most."},
            )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for key in self.statements:
            misunderstood, taken_as = given.get(f"went-{key}") == Went.MISUNDERSTOOD, given.get(f"as-{key}")
            if misunderstood and not taken_as:
                self.add_error(f"as-{key}", "Please say in a few words as what the child took it.")
            elif taken_as and not misunderstood and f"went-{key}" in given:
                self.add_error(f"as-{key}", "Please choose “Misunderstood” above, or leave this empty.")
        for name in ["remark", *(f"as-{key}" for key in self.statements)]:
            found = names_in(str(given.get(name, "")))
            if found:
                self.add_error(name, NAMED.format(found[0]))
        return given

    def cards(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"went-{key}"], self[f"as-{key}"]) for key in self.statements]

    @property
    def account(self) -> Account:
        given = self.cleaned_data
        held_on: date = given["held_on"]
        return Account(
            held_on=held_on,
            year_group=given["year_group"],
            help="" if given["help"] == NO_HELP else given["help"],
            cards={key: CardWords(Went(given[f"went-{key}"]), given[f"as-{key}"].strip()) for key in self.statements},
            remark=given["remark"].strip(),
        )


class SayForm(forms.Form):
    """What the trials showed, or why an edition is a draft again."""

    words = forms.CharField(
        label="What did the trials show?",
        help_text="A sentence or two, for everybody who asks. No names.",
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Please use at most {LONGEST_REMARK:,} letters."},
    )

    def __init__(self, *args: Any, standing: bool, **kwargs: Any) -> None:
        """`standing`: a sign-off stands, and is to be taken back."""
        super().__init__(*args, **kwargs)
        if standing:
            self.fields["words"].label = "Why is it a draft again?"

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if found := names_in(words):
            raise forms.ValidationError(NAMED.format(found[0]))
        return words


def _year(year: str) -> str:
    return {"R": "Reception", "X": "Another or none"}.get(year, f"Year {year}")
