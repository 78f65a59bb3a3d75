"""Where an e-mail address is typed in."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

PLAIN = (
    "Please type the address with the plain letters a to z. Addresses with other letters, such as “é” or “ı”, cannot "
    "be used here: two people’s could look the same."
)


def check_plain(address: str) -> None:
    if not address.isascii():
        raise ValidationError(PLAIN, code="letters")


class AddressField(forms.EmailField):
    """Without look-alikes: “trınity.example” and “trinity.example” are two domains, and a database may say one."""

    default_validators = [check_plain, *forms.EmailField.default_validators]
