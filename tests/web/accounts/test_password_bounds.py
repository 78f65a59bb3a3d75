"""A password is taken as it was typed, however long it is and whatever letters it has."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password

from belonging.web.accounts.forms.signing import ChoosePasswordForm, SignInForm

LONG = "sieben braune Otter, 7 Lampen & ein ruhiger Fluß – dahinter steht, was niemand errät: 42 stille Züge"
SPACED = "  three quiet lanterns, Mind the GAP  "


@pytest.mark.parametrize("chosen", [LONG, SPACED, "четыре тихие лампы у реки", "only small letters here"])
def test_length_letters_and_spaces_are_the_persons_own(chosen: str) -> None:
    form = ChoosePasswordForm({"password1": chosen, "password2": chosen}, email="jo@maple.example", name="Jo Field")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["password1"] == chosen


def test_nothing_is_cut_off_or_changed_when_it_is_typed_again() -> None:
    field = SignInForm().fields["password"]
    assert field.clean(SPACED) == SPACED
    assert field.clean(LONG) == LONG
    assert field.widget.input_type == "password"
    choosing = ChoosePasswordForm(email="jo@maple.example", name="Jo Field")
    assert {each.widget.input_type for each in choosing.fields.values()} == {"password"}


def test_more_than_64_signs_are_fine() -> None:
    assert len(LONG) > 64
    validate_password(LONG)
