"""A field for long text that no browser cuts."""

from __future__ import annotations

from typing import Any

from django import forms


class WholeText(forms.CharField):
    """Its limit is checked here and not in the browser, which would cut a pasted text without a word.

    Line ends count as one character, whatever machine they were typed on.
    """

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs
