"""Buttons: to send a form, to go somewhere, and to do one thing at once."""

from __future__ import annotations

from django.utils.safestring import SafeString

from belonging.web.ui.components.markup import Attributes, classes, element

KINDS = ("", "secondary", "warning")
_ARROW = "M0 0h13l20 20-20 20H0l20-20z"


def button(
    text: object, *, kind: str = "", name: str | None = None, value: str | None = None, disabled: bool = False
) -> SafeString:
    """Sends the form it stands in. `kind`: secondary, warning, or none for the main action."""
    return element(
        "button",
        {
            "type": "submit",
            "class": _look(kind),
            "name": name,
            "value": value,
            "disabled": disabled,
            "aria-disabled": "true" if disabled else None,
        },
        text,
    )


def link_button(text: object, href: str, *, kind: str = "", start: bool = False) -> SafeString:
    """Looks like a button and goes somewhere; `start` is the large one with an arrow, once on a page."""
    attributes: Attributes = {
        "href": href,
        "role": "button",
        "draggable": "false",
        "class": classes(_look(kind), "govuk-button--start" if start else ""),
    }
    return element("a", attributes, text, _start_icon() if start else "")


def post_button(
    text: object,
    action: str,
    *,
    token: str,
    kind: str = "",
    name: str | None = None,
    value: str | None = None,
) -> SafeString:
    """A form of its own around one button, with the request's forgery token."""
    hidden = element("input", {"type": "hidden", "name": "csrfmiddlewaretoken", "value": token})
    pressed = button(text, kind=kind, name=name, value=value)
    return element("form", {"class": "bm-post", "method": "post", "action": action}, hidden, pressed)


def _look(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"A button's kind is {kind!r}. Give secondary, warning, or none for the main action.")
    return classes("govuk-button", f"govuk-button--{kind}" if kind else "")


def _start_icon() -> SafeString:
    icon: Attributes = {
        "class": "govuk-button__start-icon",
        "xmlns": "http://www.w3.org/2000/svg",
        "width": "17.5",
        "height": "19",
        "viewBox": "0 0 33 40",
        "aria-hidden": "true",
        "focusable": "false",
    }
    return element("svg", icon, element("path", {"fill": "currentColor", "d": _ARROW}))
