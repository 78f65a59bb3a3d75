"""Inviting somebody, and finding people."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from belonging.web.accounts.roles import BODY_ROLES, GIVEN_BY_A_SCHOOL, ROLE_NAMES, SCHOOL_ROLES, Role
from belonging.web.schools.models import Body, School
from belonging.web.ui.addresses import AddressField

IN_A_SCHOOL: Final = [(role.value, ROLE_NAMES[role]) for role in Role if role in GIVEN_BY_A_SCHOOL]
EVERYWHERE: Final = [("", "Choose a role"), *((role.value, ROLE_NAMES[role]) for role in Role)]


class PersonForm(forms.Form):
    """Who: their name and address."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Please enter the person’s name.", "max_length": "Please shorten the name."},
    )
    email = AddressField(
        label="E-mail address at work",
        help_text="The invitation goes there. Check it letter by letter: whoever reads it can take up the role.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Please enter an e-mail address.",
            "invalid": "An e-mail address looks like name@school.example.",
        },
    )


class InviteToSchoolForm(PersonForm):
    role = forms.ChoiceField(
        label="Role",
        choices=IN_A_SCHOOL,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose a role.", "invalid_choice": "Please choose one of these roles."},
    )


class InviteAnywhereForm(PersonForm):
    """`schools`: one or more addresses of schools' pages or URNs, one a line; an adviser may have several."""

    role = forms.ChoiceField(
        label="Role",
        choices=EVERYWHERE,
        error_messages={"required": "Please choose a role.", "invalid_choice": "Please choose one of these roles."},
    )
    places = forms.CharField(
        label="Where",
        required=False,
        help_text=(
            "For a role in a school, a trust or a local authority: its name, or a school’s URN. An adviser may have "
            "several: one on each line. Leave it empty for a role in the whole programme."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        self.schools: list[School] = []
        self.bodies: list[Body] = []

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("role")
        if not chosen:
            return self.cleaned_data
        role = Role(chosen)
        named = [line.strip() for line in self.cleaned_data.get("places", "").splitlines() if line.strip()]
        if role in SCHOOL_ROLES:
            self.schools = [school for line in named if (school := self._school(line)) is not None]
        elif role in BODY_ROLES:
            self.bodies = [body for line in named if (body := self._body(line, role)) is not None]
        elif named:
            self.add_error("places", f"The role “{ROLE_NAMES[role]}” is held in the whole programme. Leave this empty.")
        if role in SCHOOL_ROLES | BODY_ROLES and not named:
            self.add_error("places", f"Please say where: the role “{ROLE_NAMES[role]}” is held in one place.")
        return self.cleaned_data

    def _school(self, line: str) -> School | None:
        found = list(School.objects.filter(name__iexact=line)[:2]) or list(School.objects.filter(urn=line)[:1])
        if len(found) == 1:
            return found[0]
        several = f"More than one school is called “{line}”. Give the school’s URN instead."
        none = f"No school on our books is called “{line}”. Copy the name from the list of schools, or give its URN."
        self.add_error("places", several if found else none)
        return None

    def _body(self, line: str, role: Role) -> Body | None:
        kind = role.value
        found = (
            Body.objects.filter(kind=kind, name__iexact=line).first()
            or Body.objects.filter(kind=kind, code=line).first()
        )
        if found is None:
            self.add_error("places", f"No {ROLE_NAMES[role].lower()} on our books is called “{line}”.")
        return found
