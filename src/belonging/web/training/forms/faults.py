"""What is wrong with a pasted list."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms


def say_faults(form: forms.Form, faults: Sequence[str]) -> None:
    """One stands at the list. Of several each has its line at the top, and at the list only how many there are.

    Raises ValidationError, for the list, if there is any.
    """
    if not faults:
        return
    if len(faults) == 1:
        raise forms.ValidationError(faults[0])
    for fault in faults:
        form.add_error(None, fault)
    raise forms.ValidationError(f"{len(faults)} lines need another look. Each is named at the top of this page.")
