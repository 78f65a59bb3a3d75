"""Naming people, and the days on which they are away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from belonging.web.enrolment.models import Contact, ContactKind
from belonging.web.enrolment.services.contacts import PAIR, Person
from belonging.web.ui.addresses import AddressField

WHY: dict[ContactKind, str] = {
    ContactKind.LEAD: "Signs the letter to families. Most often you.",
    ContactKind.HEAD: "May accept the agreement, and reads the report.",
    ContactKind.CHAIR: "Asked only if a child’s message is about the head.",
    ContactKind.SENCO: "Optional. Prints slips and plans help.",
    ContactKind.SAFEGUARDING: "Hears when a child asks to talk to somebody. Whoever is replaced is shut out at once.",
    ContactKind.DEPUTY: "Another person, for when the safeguarding lead is away.",
}


@dataclass(frozen=True, slots=True)
class Named:
    """The two fields of one person, with the words above them."""

    legend: str
    why: str
    name: BoundField
    email: BoundField


class PeopleForm(forms.Form):
    """A person left empty is not named yet; one who was named can be replaced, not emptied."""

    invite = forms.BooleanField(
        label="Invite the head, the SENCO, the safeguarding lead and the deputy by e-mail, if they are new here",
        required=False,
        initial=True,
    )

    def __init__(
        self,
        *args: Any,
        named: Mapping[ContactKind, Contact],
        me: Person,
        out: Collection[ContactKind] = (),
        **kwargs: Any,
    ) -> None:
        """`out`: who is named and has not signed in yet; the form offers to invite them again."""
        super().__init__(*args, **kwargs)
        self.named = named
        if out:
            names = ", ".join(dict.fromkeys(named[kind].name for kind in out))
            self.fields["again"] = forms.BooleanField(label=f"Send a new invitation to {names}", required=False)
        for kind in ContactKind:
            self.fields[f"{kind}_name"] = forms.CharField(
                label="Name", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
            )
            self.fields[f"{kind}_email"] = AddressField(
                label="Work e-mail address",
                required=False,
                widget=forms.EmailInput(attrs={"autocomplete": "off"}),
                error_messages={"invalid": "Please give an e-mail address, like name@school.org.uk."},
            )
            known = named.get(kind) or (me if kind == ContactKind.LEAD else None)
            if known:
                self.initial[f"{kind}_name"], self.initial[f"{kind}_email"] = known.name, known.email

    def clean(self) -> dict[str, Any]:
        for kind in ContactKind:
            name, email = self._given(kind)
            if name and not email and f"{kind}_email" not in self.errors:
                self.add_error(f"{kind}_email", f"Please add the e-mail address of {name}.")
            if email and not name:
                self.add_error(f"{kind}_name", f"Please add the name of whoever has the address {email}.")
            if kind in self.named and not name and not email and f"{kind}_email" not in self.errors:
                self.add_error(f"{kind}_name", f"{kind.label}: please name somebody else; this cannot be left empty.")
        addresses = [self._given(kind)[1].casefold() for kind in PAIR]
        if addresses[0] and addresses[0] == addresses[1]:
            self.add_error(
                f"{ContactKind.DEPUTY}_email", "The deputy has to be another person than the safeguarding lead."
            )
        return self.cleaned_data

    def people(self) -> dict[ContactKind, Person]:
        given = {kind: Person(*self._given(kind)) for kind in ContactKind}
        return {kind: person for kind, person in given.items() if person.name and person.email}

    def invitations(self) -> dict[str, bool]:
        return {"inviting": self.cleaned_data["invite"], "again": bool(self.cleaned_data.get("again"))}

    def again_field(self) -> BoundField | None:
        return self["again"] if "again" in self.fields else None

    def groups(self) -> Iterator[Named]:
        for kind in ContactKind:
            yield Named(kind.label, WHY[kind], self[f"{kind}_name"], self[f"{kind}_email"])

    def _given(self, kind: ContactKind) -> tuple[str, str]:
        return self.cleaned_data.get(f"{kind}_name") or "", self.cleaned_data.get(f"{kind}_email") or ""


def day_field(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"{label}: please choose a day.",
            "invalid": "Please choose a day of the calendar, for instance 4/12/2026.",
        },
    )


class AwayForm(forms.Form):
    first = day_field("First day away", "Leave both empty if nobody is away.", required=False)
    last = day_field("Last day away", required=False)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if not self.errors and (first is None) != (last is None):
            self.add_error("first" if first is None else "last", "Please give both days, or leave both empty.")
        elif first and last and last < first:
            self.add_error("last", "The last day away has to come after the first.")
        return self.cleaned_data
