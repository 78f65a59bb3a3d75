"""What anybody may write to us. No account, no puzzle to solve: a machine gives itself away by haste and by
filling in a box that nobody sees."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing

from belonging.web.complaints.models import EnquiryKind
from belonging.web.complaints.rules import FASTEST, LINKS_AT_MOST, LONGEST
from belonging.web.complaints.services import Wording
from belonging.web.ui.addresses import AddressField

_SALT = "complaints.form"
A_DAY = 24 * 60 * 60
BY_MAIL, BY_REFERENCE = "mail", "reference"


class WritingForm(forms.Form):
    """A question. `started` is a signed token with the time at which the page was made."""

    kind_when_not_asked = EnquiryKind.QUESTION

    text = forms.CharField(
        label="What would you like to tell us?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
        error_messages={
            "required": "Please write what it is about.",
            "max_length": f"Please keep it to {LONGEST:,} letters. If there is more, send a second message.",
        },
    )
    about = forms.CharField(
        label="Which school is it about? (optional)",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"maxlength": 120}),
    )
    reply = forms.ChoiceField(
        label="How can we answer you?",
        choices=[
            (BY_MAIL, "By e-mail"),
            (BY_REFERENCE, "With a reference, so that I need not say who I am"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how we can answer you."},
    )
    name = forms.CharField(
        label="Your name (optional)",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": 120}),
    )
    email = AddressField(
        label="Your e-mail address, if we may write to you",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Please write the address like name@example.org."},
    )
    website = forms.CharField(required=False, max_length=200)
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, now: datetime, **kwargs: Any) -> None:
        self.now = now
        self.stale = data is not None and _age(data.get("started", ""), now) is None
        if self.stale:
            data = data.copy()
            data["started"] = _token(now)
        super().__init__(data, **kwargs)
        self.fields["started"].initial = _token(now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        age = _age(cleaned.get("started", ""), self.now)
        if self.stale or age is None:
            self.add_error(None, "This page was open for more than a day. Please look it over and press Send again.")
        elif age < FASTEST.total_seconds() and not self.errors:
            self.add_error(None, "That was very quick. Please look it over and press Send again.")
        if cleaned.get("website"):
            self.add_error(None, "Please press Send again. A box that has to stay empty was filled in.")
        if cleaned.get("reply") == BY_MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Please give the address to which we can write, or choose the reference.")
        return cleaned

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(re.findall(r"https?://", text)) > LINKS_AT_MOST:
            raise forms.ValidationError(f"Please leave at most {LINKS_AT_MOST} web addresses in your message.")
        return text

    @property
    def wording(self) -> Wording:
        chosen = self.cleaned_data
        by_mail = chosen["reply"] == BY_MAIL
        return Wording(
            kind=EnquiryKind(chosen.get("kind") or self.kind_when_not_asked),
            text=chosen["text"],
            about=chosen["about"],
            # Who chose to stay unknown is kept unknown, whatever a browser filled in.
            name=chosen["name"] if by_mail else "",
            email=chosen["email"] if by_mail else "",
        )

    @property
    def token(self) -> str:
        return str(self.cleaned_data["started"])


class ComplaintForm(WritingForm):
    kind = forms.ChoiceField(
        label="What is your complaint about?",
        choices=[
            (EnquiryKind.DATA_PROTECTION.value, "How personal information is used: mine, or my child’s"),
            (EnquiryKind.COMPLAINT.value, "Something else"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what it is about."},
    )
    field_order = ["kind", "text", "about", "reply", "name", "email"]


class RequestForm(WritingForm):
    """What is kept about an adult: a copy, a correction, an end. Only an address can be looked for."""

    kind_when_not_asked = EnquiryKind.REQUEST
    field_order = ["text", "name", "email"]

    def __init__(self, data: Any = None, *, now: datetime, **kwargs: Any) -> None:
        super().__init__(data, now=now, **kwargs)
        del self.fields["about"], self.fields["reply"]
        self.fields["text"].label = "What would you like us to do?"
        self.fields["text"].help_text = "A copy of what is kept about you, something put right, or something erased."
        self.fields["name"].label = "Your name"
        self.fields["email"].label = "The e-mail address that we may know you by"
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = "Please give the address: it is how we find what is kept."

    @property
    def wording(self) -> Wording:
        told = self.cleaned_data
        return Wording(EnquiryKind.REQUEST, told["text"], name=told["name"], email=told["email"])


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label="Your reference",
        help_text="For example KT7X4-MPC2R.",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={
            "required": "Please write the reference that you were given.",
            "max_length": "A reference has 10 letters and numbers. Please look for what is too much.",
        },
    )


class MoreWordsForm(forms.Form):
    """More from somebody who has the reference."""

    text = forms.CharField(
        label="Add something",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
        error_messages={
            "required": "Please write what you want to add.",
            "max_length": f"Please keep it to {LONGEST:,} letters.",
        },
    )


def _token(now: datetime) -> str:
    return signing.dumps([int(now.timestamp()), secrets.token_hex(8)], salt=_SALT)


def _age(token: str, now: datetime) -> float | None:
    """Seconds since the page was made; None where the token is not ours or older than a day."""
    try:
        made, _ = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    age = now.timestamp() - float(made)
    return age if 0 <= age <= A_DAY else None
