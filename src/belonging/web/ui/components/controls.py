"""What a person fills in or presses. The markup is govuk-frontend's, and its fixtures are our oracle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from belonging.web.ui.components.markup import Attributes, classes, element, hidden_words, joined

SIZES = ("", "s", "m", "l", "xl")


@dataclass(frozen=True, slots=True)
class Field:
    """What stands around every control.

    `id` is the name unless given. `size` makes the label or legend larger: s, m, l or xl;
    with `heading` it is also the page's h1.
    """

    name: str
    label: object
    hint: object = ""
    error: object = ""
    id: str = ""
    size: str = ""
    heading: bool = False

    def __post_init__(self) -> None:
        if self.size not in SIZES:
            raise ValueError(f"size is {self.size!r}. Give one of: {', '.join(filter(None, SIZES))}, or none.")

    @property
    def control_id(self) -> str:
        return self.id or self.name

    @property
    def described_by(self) -> str | None:
        named = [f"{self.control_id}-{part}" for part in ("hint", "error") if getattr(self, part)]
        return " ".join(named) or None


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: object
    hint: object = ""
    disabled: bool = False


def text_input(
    field: Field,
    *,
    value: object = "",
    kind: str = "text",
    width: str = "",
    attributes: Attributes | None = None,
) -> SafeString:
    """`width`: "2", "3", "4", "5", "10", "20" or "30" characters; the whole measure by default."""
    control = element(
        "input",
        {
            "class": classes(
                "govuk-input", f"govuk-input--width-{width}" if width else "", _erring(field, "govuk-input")
            ),
            "id": field.control_id,
            "name": field.name,
            "type": kind,
            "value": _given(value),
            "aria-describedby": field.described_by,
            **(attributes or {}),
        },
    )
    return _labelled(field, control)


def textarea(field: Field, *, value: object = "", rows: int = 5, attributes: Attributes | None = None) -> SafeString:
    control = element(
        "textarea",
        {
            "class": classes("govuk-textarea", _erring(field, "govuk-textarea")),
            "id": field.control_id,
            "name": field.name,
            "rows": rows,
            "aria-describedby": field.described_by,
            **(attributes or {}),
        },
        "" if value is None else value,
    )
    return _labelled(field, control)


def select(
    field: Field, choices: Iterable[Choice], *, value: str | None = None, attributes: Attributes | None = None
) -> SafeString:
    options = [
        element(
            "option",
            {"value": choice.value, "selected": choice.value == value, "disabled": choice.disabled},
            choice.text,
        )
        for choice in choices
    ]
    control = element(
        "select",
        {
            "class": classes("govuk-select", _erring(field, "govuk-select")),
            "id": field.control_id,
            "name": field.name,
            "aria-describedby": field.described_by,
            **(attributes or {}),
        },
        *options,
    )
    return _labelled(field, control)


def radios(
    field: Field,
    choices: Sequence[Choice],
    *,
    value: str | None = None,
    inline: bool = False,
    small: bool = False,
) -> SafeString:
    look = classes("govuk-radios", "govuk-radios--inline" if inline else "", "govuk-radios--small" if small else "")
    items = [_item("radio", field, index, choice, choice.value == value) for index, choice in enumerate(choices)]
    return _grouped(field, element("div", {"class": look}, *items))


def checkboxes(
    field: Field, choices: Sequence[Choice], *, values: Iterable[str] = (), small: bool = False
) -> SafeString:
    chosen = frozenset(values)
    look = classes("govuk-checkboxes", "govuk-checkboxes--small" if small else "")
    items = [_item("checkbox", field, index, choice, choice.value in chosen) for index, choice in enumerate(choices)]
    return _grouped(field, element("div", {"class": look}, *items))


def single_checkbox(field: Field, *, checked: bool = False, value: str = "on") -> SafeString:
    """One box with the label beside it, for "I understand"."""
    item = _item("checkbox", field, 0, Choice(value, field.label), checked, described_by=field.described_by)
    return form_group(field, hint(field), error_message(field), element("div", {"class": "govuk-checkboxes"}, item))


def fieldset(
    legend: object, *children: object, size: str = "m", heading: bool = False, described_by: str | None = None
) -> SafeString:
    title = element("h1", {"class": "govuk-fieldset__heading"}, legend) if heading else legend
    sized = f"govuk-fieldset__legend--{size}" if size else ""
    return element(
        "fieldset",
        {"class": "govuk-fieldset", "aria-describedby": described_by},
        element("legend", {"class": classes("govuk-fieldset__legend", sized)}, title),
        *children,
    )


def label(field: Field) -> SafeString:
    sized = f"govuk-label--{field.size}" if field.size else ""
    words = element("label", {"class": classes("govuk-label", sized), "for": field.control_id}, field.label)
    return element("h1", {"class": "govuk-label-wrapper"}, words) if field.heading else words


def hint(field: Field) -> SafeString:
    if not field.hint:
        return joined(())
    return element("div", {"id": f"{field.control_id}-hint", "class": "govuk-hint"}, field.hint)


def error_message(field: Field) -> SafeString:
    if not field.error:
        return joined(())
    return element(
        "p",
        {"id": f"{field.control_id}-error", "class": "govuk-error-message"},
        hidden_words("Error:"),
        " ",
        field.error,
    )


def form_group(field: Field, *children: object) -> SafeString:
    erring = "govuk-form-group--error" if field.error else ""
    return element("div", {"class": classes("govuk-form-group", erring)}, *children)


def _labelled(field: Field, control: SafeString) -> SafeString:
    return form_group(field, label(field), hint(field), error_message(field), control)


def _grouped(field: Field, items: SafeString) -> SafeString:
    inner = (hint(field), error_message(field), items)
    group = fieldset(field.label, *inner, size=field.size, heading=field.heading, described_by=field.described_by)
    return form_group(field, group)


def _item(
    kind: str, field: Field, index: int, choice: Choice, checked: bool, described_by: str | None = None
) -> SafeString:
    # The first item carries the field's own id, so that an error summary's link lands on it.
    own = f"{field.control_id}-{index + 1}" if index else field.control_id
    block = "govuk-radios" if kind == "radio" else "govuk-checkboxes"
    hint_id = f"{own}-item-hint" if choice.hint else None
    control = element(
        "input",
        {
            "class": f"{block}__input",
            "id": own,
            "name": field.name,
            "type": kind,
            "value": choice.value,
            "checked": checked,
            "disabled": choice.disabled,
            "aria-describedby": hint_id or described_by,
        },
    )
    words = element("label", {"class": f"govuk-label {block}__label", "for": own}, choice.text)
    extra = element("div", {"id": hint_id, "class": f"govuk-hint {block}__hint"}, choice.hint) if choice.hint else ""
    return element("div", {"class": f"{block}__item"}, control, words, extra)


def _erring(field: Field, block: str) -> str:
    return f"{block}--error" if field.error else ""


def _given(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
