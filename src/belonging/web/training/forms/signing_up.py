"""Signing oneself up, and a school signing up its staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from belonging.web.accounts.models import User
from belonging.web.actions.forms.plan import choose
from belonging.web.schools.models import School
from belonging.web.training.forms.faults import say_faults
from belonging.web.training.rules.people import MOST_LINES, Attendee, read_list
from belonging.web.ui.whole_text import WholeText

LEADER = "I am a senior leader"


class OwnForm(forms.Form):
    """One's own sign-up. The school is asked for only where the person works in several."""

    school = forms.ChoiceField(
        label="For which school?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose a school.", "invalid_choice": "Please choose a school."},
    )
    is_leader = forms.BooleanField(label=LEADER, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, schools: Sequence[School], leads: bool) -> None:
        super().__init__(data, initial={"is_leader": leads})
        self._schools = {school.slug: school for school in schools}
        choose(self.fields["school"], "", [(slug, school.name) for slug, school in self._schools.items()])
        if len(schools) == 1:
            del self.fields["school"]

    @property
    def chosen_school(self) -> School:
        slug = self.cleaned_data.get("school") or next(iter(self._schools))
        return self._schools[slug]


class StaffForm(forms.Form):
    """Several at once: people with accounts by ticks, others by a list."""

    accounts = forms.MultipleChoiceField(
        label="People with an account",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "One of these people has left your school or is signed up by now. Please choose again."
        },
    )
    leaders = forms.MultipleChoiceField(
        label="Who of them is a senior leader?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "One of these people has left your school or is signed up by now. Please choose again."
        },
    )
    others = WholeText(
        label="Anybody else",
        help_text="One person a line: name, e-mail, and “leader” for a senior leader. You can paste from a "
        f"spreadsheet; at most {MOST_LINES} at once. They get a certificate once they have an account under this "
        "address. Example: Jo Bright, j.bright@school.example, leader",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        max_length=40_000,
        error_messages={"max_length": f"Please sign up at most {MOST_LINES} people at once."},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, staff: Sequence[tuple[User, bool]]) -> None:
        leading = [str(user.pk) for user, leads in staff if leads]
        super().__init__(data, initial={"leaders": leading})
        self._staff = {str(user.pk): user for user, _ in staff}
        for name in ("accounts", "leaders"):
            choose(self.fields[name], "", [(key, user.name) for key, user in self._staff.items()])
        if not staff:
            del self.fields["accounts"], self.fields["leaders"]

    def clean_others(self) -> str:
        text = str(self.cleaned_data["others"])
        found = read_list(text)
        say_faults(self, found.faults)
        self._named = found.people
        return text

    @property
    def people(self) -> list[Attendee]:
        chosen, leading = self.cleaned_data.get("accounts", ()), set(self.cleaned_data.get("leaders", ()))
        known = [Attendee(self._staff[key].name, self._staff[key].email, key in leading) for key in chosen]
        addresses = {each.email.lower() for each in known}
        return [*known, *(each for each in self._named if each.email not in addresses)]


class DoorForm(forms.Form):
    """At the door or in the session: the code where one is shown, the address where nobody is signed in."""

    code = forms.CharField(
        label="Code",
        help_text="Six letters, as the trainer shows them.",
        max_length=12,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Please type the code that the trainer shows.",
            "max_length": "The code has six letters. Please type it as it is shown.",
        },
    )
    email = forms.CharField(
        label="Your e-mail address",
        help_text="The one to which the details of the session were sent.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": "Please type the e-mail address to which the details were sent.",
            "max_length": "That is too long for an e-mail address. Please look at it again.",
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, by_code: bool, signed_in: bool) -> None:
        super().__init__(data)
        if not by_code:
            del self.fields["code"]
        if signed_in:
            del self.fields["email"]

    @property
    def typed(self) -> str:
        return str(self.cleaned_data.get("code", ""))

    @property
    def address(self) -> str:
        return str(self.cleaned_data.get("email", "")).strip().lower()
