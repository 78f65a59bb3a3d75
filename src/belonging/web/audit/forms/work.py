"""What a person says of a statement, and what is written at the start and the end."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.utils.safestring import SafeString

from belonging.instruments.audit import Met, Statement
from belonging.web.audit.errors import DayBeforeLast
from belonging.web.audit.models import RATING_CHOICES, Rating
from belonging.web.audit.services.rating import LONGEST_HOW
from belonging.web.audit.services.signing import LONGEST_NOTE, LONGEST_REASON
from belonging.web.base.numbers import LARGEST_KEY, LARGEST_NUMBER
from belonging.web.ui.components import element, joined

UNRATED = "unrated"
"""What the fourth choice sends, which takes a rating back."""


class RateForm(forms.Form):
    """The three descriptors are the labels of the choices. `revision` is the version that the form began from."""

    value = forms.ChoiceField(label="How far do you meet it?", required=False, widget=forms.RadioSelect)
    how_we_know = forms.CharField(
        label="How do you know?",
        help_text="A sentence or two is enough. Please name no pupil.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, widget=forms.HiddenInput)
    settles = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: object, statement: Statement, rating: Rating | None, **kwargs: object) -> None:
        kwargs.setdefault("initial", _as_it_stands(rating))
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        choices = [(value, _choice(name, statement.descriptor(Met(value)))) for value, name in RATING_CHOICES]
        if rating is not None and rating.value:
            choices.append((UNRATED, _choice("Not rated yet", "Take the rating back and leave this for later.")))
        field = cast(forms.ChoiceField, self.fields["value"])
        field.choices = choices
        field.error_messages = {"invalid_choice": "Please choose one of the ratings on the page."}

    def clean_value(self) -> str:
        chosen = str(self.cleaned_data["value"])
        return "" if chosen == UNRATED else chosen

    def clean_how_we_know(self) -> str:
        """As it was typed on any machine: a browser sends line ends of its own. The limit is checked here and not in
        the browser, which would cut a pasted text without a word."""
        said = str(self.cleaned_data["how_we_know"]).replace("\r\n", "\n").strip()
        if len(said) > LONGEST_HOW:
            over = f"Please shorten it: it has {len(said):,} characters, and {LONGEST_HOW:,} are the most."
            raise forms.ValidationError(over)
        return said


class SettleForm(forms.Form):
    """Which of two versions stands. `revision` is the version that stood beside the waiting one on the page."""

    choice = forms.ChoiceField(choices=[("theirs", "theirs"), ("mine", "mine")])
    revision = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER)


class StartForm(forms.Form):
    due_on = forms.DateField(
        label="By which day should it be done?",
        help_text="Those who work on it are reminded a week and a day before. You may leave it empty.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Please choose a day of the calendar."},
    )

    hide_again = forms.BooleanField(required=False)

    def __init__(self, *args: object, today: date, last: date | None = None, hidden: int = 0, **kwargs: object) -> None:
        """`last`: the day on which the audit before this one is due; `hidden`: how many statements it has hidden."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.today, self.last, self.hides = today, last, hidden > 0
        self.fields["hide_again"].label = (
            f"Hide the same {hidden} statements again, for the same reasons"
            if hidden > 1
            else "Hide the same statement again, for the same reason"
        )
        if not hidden:
            del self.fields["hide_again"]
        self.fields["due_on"].widget.attrs["min"] = max(today, last or today).isoformat()

    @property
    def hides_again(self) -> bool:
        return bool(self.cleaned_data.get("hide_again"))

    def clean_due_on(self) -> date | None:
        chosen: date | None = self.cleaned_data["due_on"]
        if chosen is not None and chosen < self.today:
            raise forms.ValidationError("That day has passed. Please choose today or a later day.")
        if chosen is not None and (chosen - self.today).days > 400:
            raise forms.ValidationError("That is more than a year away. Please choose an earlier day.")
        if chosen is not None and self.last is not None and chosen < self.last:
            raise forms.ValidationError(str(DayBeforeLast(self.last)))
        return chosen


class DueForm(StartForm):
    """Another day for an audit that runs."""

    def __init__(self, *args: object, today: date, last: date | None = None, **kwargs: object) -> None:
        super().__init__(*args, today=today, last=last, hidden=0, **kwargs)
        help_text = "Those who work on it are reminded a week and a day before the new day. Empty: nobody is reminded."
        self.fields["due_on"].help_text = help_text


class SignOffForm(forms.Form):
    note = forms.CharField(
        label="A note for whoever reads this audit later",
        help_text="For instance, who took part and how you agreed on ratings. You may leave it empty.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Please say it in {LONGEST_NOTE:,} characters at most."},
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Why is it reopened?",
        help_text="Your colleagues and your programme adviser read this. Please name no pupil.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Please say why the audit is reopened.",
            "max_length": f"Please say it in {LONGEST_REASON} characters at most.",
        },
    )


def _as_it_stands(rating: Rating | None) -> dict[str, object]:
    if rating is None:
        return {"value": "", "how_we_know": "", "revision": 0}
    return {"value": rating.value, "how_we_know": rating.how_we_know, "revision": rating.revision}


def _choice(name: str, words: object) -> SafeString:
    return joined((element("strong", {}, name), element("span", {"class": "bm-rating__words"}, str(words))))
