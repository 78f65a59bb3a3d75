"""What the service tells a person: errors, warnings, news, thanks."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from belonging.web.ui.components.markup import classes, element, hidden_words

TAG_COLOURS = ("", "teal", "yellow", "red", "grey")


def error_summary(errors: Iterable[tuple[str, object]], *, title: str = "There is a problem") -> SafeString:
    """`errors`: (id of the control, or empty, and the sentence), in the order of the page."""
    items = [
        element("li", {}, element("a", {"href": f"#{target}"}, words) if target else words) for target, words in errors
    ]
    listed = element("ul", {"class": "govuk-list govuk-error-summary__list"}, *items) if items else ""
    heading = element("h2", {"class": "govuk-error-summary__title"}, title)
    body = element("div", {"class": "govuk-error-summary__body"}, listed)
    return element("div", {"class": "govuk-error-summary"}, element("div", {"role": "alert"}, heading, body))


def inset_text(*content: object) -> SafeString:
    return element("div", {"class": "govuk-inset-text"}, *content)


def warning_text(*content: object, said: str = "Warning") -> SafeString:
    icon = element("span", {"class": "govuk-warning-text__icon", "aria-hidden": "true"}, "!")
    words = element("strong", {"class": "govuk-warning-text__text"}, hidden_words(said), " ", *content)
    return element("div", {"class": "govuk-warning-text"}, icon, words)


def notification_banner(*content: object, title: str = "", success: bool = False, own_id: str = "") -> SafeString:
    """Success is announced at once; other news waits its turn."""
    title_id = f"{own_id or 'govuk-notification-banner'}-title"
    heading = element(
        "h2",
        {"class": "govuk-notification-banner__title", "id": title_id},
        title or ("Success" if success else "Important"),
    )
    return element(
        "div",
        {
            "class": classes("govuk-notification-banner", "govuk-notification-banner--success" if success else ""),
            "role": "alert" if success else "region",
            "aria-labelledby": title_id,
        },
        element("div", {"class": "govuk-notification-banner__header"}, heading),
        element("div", {"class": "govuk-notification-banner__content"}, *content),
    )


def banner_heading(words: object) -> SafeString:
    return element("p", {"class": "govuk-notification-banner__heading"}, words)


def panel(title: object, *content: object) -> SafeString:
    """Says that something is done: the page's h1."""
    heading = element("h1", {"class": "govuk-panel__title"}, title)
    body = element("div", {"class": "govuk-panel__body"}, *content) if content else ""
    return element("div", {"class": "govuk-panel govuk-panel--confirmation"}, heading, body)


def details(summary: object, *content: object, opened: bool = False) -> SafeString:
    words = element("span", {"class": "govuk-details__summary-text"}, summary)
    return element(
        "details",
        {"class": "govuk-details", "open": opened},
        element("summary", {"class": "govuk-details__summary"}, words),
        element("div", {"class": "govuk-details__text"}, *content),
    )


def tag(text: object, *, colour: str = "") -> SafeString:
    """`colour`: teal (done), yellow (now), red (needs care), grey (not yet), or none."""
    if colour not in TAG_COLOURS:
        raise ValueError(f"A tag's colour is {colour!r}. Give teal, yellow, red, grey, or none.")
    return element("strong", {"class": classes("govuk-tag", f"govuk-tag--{colour}" if colour else "")}, text)
