"""Accepting, and recording who stands on the programme's side."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.web.enrolment.models import Controller, Parties
from belonging.web.enrolment.rules.agreements import JOINS, SIGNED_IN_FULL
from belonging.web.enrolment.rules.documents import latest, load_document, version_of
from belonging.web.enrolment.services.agreements import ProgrammeSide, Signing
from belonging.web.ui.addresses import AddressField


class SignForm(forms.Form):
    """`seen` and `controller` belong to the text that the page shows."""

    name = forms.CharField(
        label="Your full name", max_length=120, error_messages={"required": "Please type your full name."}
    )
    role = forms.CharField(
        label="Your role",
        help_text="For instance: headteacher, or chief executive of the trust",
        max_length=120,
        error_messages={"required": "Please type your role, for instance: headteacher."},
    )
    authority = forms.BooleanField(
        error_messages={"required": "Please tick the box. If you may not accept it, ask somebody who may."}
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    controller = forms.ChoiceField(choices=Controller.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, whose: str, seen: str, controller: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].label = f"I have read this, and I may accept it for {whose}"
        self.initial = {"seen": seen, "controller": controller, "name": name}

    def signing(self) -> Signing:
        given = self.cleaned_data
        return Signing(
            name=given["name"],
            role=given["role"],
            seen=given["seen"],
            controller=given["controller"],
        )


class PartiesForm(forms.Form):
    programme = forms.CharField(
        label="Who runs the programme", help_text="The organisation’s legal name", max_length=120
    )
    programme_contact = AddressField(
        label="Its e-mail address for questions and complaints",
        error_messages={"invalid": "Please give an e-mail address, like team@programme.org."},
    )
    evaluator = forms.CharField(label="Who evaluates it, independently", max_length=120)
    host = forms.CharField(
        label="Who hosts this service", help_text="It is the processor for the others", max_length=120
    )

    def __init__(self, *args: Any, parties: Parties | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"{field.label}: please fill this in."
        for key in (*SIGNED_IN_FULL, JOINS):
            newest = version_of(latest(key))
            self.fields[key] = forms.TypedChoiceField(
                label=f"“{load_document(latest(key)).title}”: oldest version that counts",
                choices=[(number, f"Version {number}") for number in range(1, newest + 1)],
                coerce=int,
                initial=1,
            )
        if parties:
            self.initial = {
                "programme": parties.programme,
                "programme_contact": parties.programme_contact,
                "evaluator": parties.evaluator,
                "host": parties.host,
                **parties.least_versions,
            }

    def side(self) -> ProgrammeSide:
        given = self.cleaned_data
        return ProgrammeSide(given["programme"], given["programme_contact"], given["evaluator"], given["host"])

    def least_versions(self) -> dict[str, int]:
        """Only what is asked beyond the first version."""
        wanted = {key: int(self.cleaned_data[key]) for key in (*SIGNED_IN_FULL, JOINS)}
        return {key: version for key, version in wanted.items() if version > 1}
