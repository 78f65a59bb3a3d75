"""From a Django form's field to a component: label, hint, error and value, without Django's own markup."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from belonging.web.ui import components
from belonging.web.ui.components import Choice, Field

_PASSED_ON = (
    "autocomplete",
    "inputmode",
    "min",
    "max",
    "step",
    "maxlength",
    "accept",
    "spellcheck",
    "autocapitalize",
    "required",
)


def render_field(bound: BoundField, *, size: str = "", heading: bool = False, width: str = "") -> SafeString:
    """`width`: see `components.text_input`; widget attributes of use to a person are kept."""
    widget = bound.field.widget
    if isinstance(widget, forms.HiddenInput):
        return components.element("input", {"type": "hidden", "name": bound.html_name, "value": _text(bound.value())})
    field = Field(
        name=bound.html_name,
        label=bound.label or bound.name,
        hint=bound.help_text,
        error=" ".join(str(error) for error in bound.errors),
        id=bound.auto_id,
        size=size,
        heading=heading,
    )
    if isinstance(widget, forms.CheckboxInput):
        return components.single_checkbox(field, checked=bool(bound.value()))
    if isinstance(widget, forms.widgets.ChoiceWidget):
        return _choosing(field, bound, widget)
    kept = {key: value for key, value in widget.attrs.items() if key in _PASSED_ON}
    if isinstance(widget, forms.Textarea):
        return components.textarea(field, value=bound.value(), rows=int(widget.attrs.get("rows", 5)), attributes=kept)
    kind = str(getattr(widget, "input_type", "text"))
    value = None if kind in ("password", "file") else _text(_shown(bound))
    return components.text_input(field, value=value, kind=kind, width=width, attributes=kept)


def render_errors(form: BaseForm) -> SafeString:
    """The summary at the top of the page; nothing when there is nothing to mend."""
    errors = list(_errors(form))
    return components.error_summary(errors) if errors else components.joined(())


def _choosing(field: Field, bound: BoundField, widget: forms.widgets.ChoiceWidget) -> SafeString:
    value = bound.value()
    choices = [Choice(str(key), text) for key, text in _flat(widget)]
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return components.checkboxes(field, choices, values=[str(each) for each in value or ()])
    if isinstance(widget, forms.RadioSelect):
        return components.radios(field, [each for each in choices if each.value], value=_text(value))
    return components.select(field, choices, value=_text(value) or "")


def _flat(widget: forms.widgets.ChoiceWidget) -> Iterator[tuple[object, object]]:
    for key, text in widget.choices:
        if isinstance(text, list | tuple):
            raise TypeError(f"The choices under {key!r} are grouped. Give a flat list of value and text.")
        yield ("" if key is None else key), text


def _errors(form: BaseForm) -> Iterator[tuple[str, object]]:
    for error in form.non_field_errors():
        yield "", error
    for bound in form:
        for error in bound.errors:
            yield bound.auto_id, error


def _shown(bound: BoundField) -> object:
    """As the widget would write it: dates and numbers keep their localised or ISO form."""
    return bound.field.widget.format_value(bound.value())


def _text(value: object) -> str | None:
    return None if value is None else str(value)
