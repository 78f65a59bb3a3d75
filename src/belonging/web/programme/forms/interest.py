"""What the public form asks of a school that is interested."""

from __future__ import annotations

from typing import Final

from django import forms
from django.core import signing
from django.core.validators import RegexValidator

from belonging.web.programme.rules.consent import CONSENTS, CURRENT
from belonging.web.schools.models import Setting
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.ui.addresses import AddressField

SALT: Final = "programme.interest"
QUICKEST: Final = 3
"""Seconds. Nobody fills in the form in less."""
LONGEST: Final = 60 * 60 * 24
MOST_PUPILS: Final = 5000


class InterestForm(forms.Form):
    """The contact, and why. Two quiet guards keep machines out: an empty field, and the time that it takes."""

    contact_name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Please give your name."},
    )
    contact_role = forms.CharField(
        label="Your role in the school",
        help_text="For instance “deputy head” or “SENCO”.",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Please give your role in the school."},
    )
    contact_email = AddressField(
        label="Your e-mail address at the school",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Please give your e-mail address.",
            "invalid": "Please give an e-mail address such as name@school.example.",
        },
    )
    contact_phone = forms.CharField(
        label="Telephone (if you like)",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        validators=[RegexValidator(r"^[0-9 +()\-.extEXT]+$", "Please give a telephone number, or leave this empty.")],
    )
    pupils = forms.IntegerField(
        label="About how many pupils are on your roll? (if you know)",
        required=False,
        min_value=1,
        max_value=MOST_PUPILS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Please give a whole number, for instance 240.",
            "min_value": "Please give a whole number, for instance 240.",
            "max_value": f"Please give at most {MOST_PUPILS}.",
        },
    )
    why = forms.CharField(
        label="Why are you interested?",
        help_text="Two or three sentences are enough. Please name no pupils.",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Please say in a sentence or two why you are interested.",
            "max_length": "Please shorten this to 1,500 characters.",
        },
    )
    head_knows = forms.BooleanField(label="Our headteacher knows that I am asking", required=False)
    consent = forms.BooleanField(
        label=CONSENTS[CURRENT],
        error_messages={
            "required": "We can only write to you if you allow us to. Please tick the box, or do not send."
        },
    )
    website = forms.CharField(label="Leave this field empty", required=False, max_length=200)
    started = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.fields["website"].widget.attrs |= {"autocomplete": "off"}
        self.initial.setdefault("started", start())

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                "The field that has to stay empty was filled in. Please empty it and send again."
            )
        return ""

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        fault = _too_quick(str(cleaned.get("started", "")))
        if fault:
            self._start_again()
            raise forms.ValidationError(fault)
        return cleaned

    def _start_again(self) -> None:
        """A fresh stamp for the next try, in place of one that is no longer good."""
        if _stamp_is_good(str(self.data.get(self.add_prefix("started"), ""))):
            return
        self.data = {**dict(self.data.items()), self.add_prefix("started"): start()}


class OutsideForm(InterestForm):
    """For a school outside the register: which one it is, too."""

    school_name = forms.CharField(
        label="Name of the school",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Please give the name of the school."},
    )
    town = forms.CharField(
        label="Town",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": "Please give the town, so that we take no other school of this name for yours."},
    )
    nation = forms.ChoiceField(
        label="Where is the school?",
        choices=list(NATIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose where the school is."},
    )
    setting = forms.ChoiceField(
        label="What kind of school is it?",
        choices=Setting.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose the kind of school."},
    )
    school_fields = ("school_name", "town", "nation", "setting")


def start() -> str:
    """A signed stamp of the moment at which the form was shown."""
    return signing.TimestampSigner(salt=SALT).sign("shown")


def _stamp_is_good(stamp: str) -> bool:
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=LONGEST)
    except signing.BadSignature:
        return False
    return True


def _too_quick(stamp: str) -> str:
    if not _stamp_is_good(stamp):
        return "This page was open for a long time. Nothing is lost: please press the button again in a moment."
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=QUICKEST - 1)
    except signing.SignatureExpired:
        return ""
    return "That was very quick. Please look over what you wrote, and press the button again."
