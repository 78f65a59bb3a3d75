"""The facts on the public pages: credits, and what is stored on a visitor's device."""

from __future__ import annotations

from belonging.web.ui.components import SummaryRow


def credits_rows() -> list[SummaryRow]:
    return [
        SummaryRow("Letters", "Atkinson Hyperlegible Next, by the Braille Institute: SIL Open Font License 1.1"),
        SummaryRow("Page components", "patterns and styles of GOV.UK Frontend, Crown copyright: MIT License"),
        SummaryRow("Pictures", "drawn for this project: Apache License 2.0"),
    ]


def stored_rows() -> list[SummaryRow]:
    """What is stored on a visitor's device: its name, and what for, where and how long."""
    staff = "Cookie on the pages of staff."
    return [
        SummaryRow(
            "csrftoken",
            "Cookie on every page with a form. Tells your own clicks from somebody else’s. Kept for a year.",
        ),
        SummaryRow(
            "sessionid",
            f"{staff} Keeps you signed in. Gone after 30 minutes without use, after 12 hours, when you close the "
            "browser, or when you sign out.",
        ),
        SummaryRow("messages", f"{staff} Carries one sentence to the next page. Gone when it was shown."),
        SummaryRow(
            "wrong_codes",
            "Cookie on questionnaires. Counts codes that were not right, never whose. Gone after 10 minutes.",
        ),
        *_on_questionnaires(),
    ]


def _on_questionnaires() -> list[SummaryRow]:
    return [
        SummaryRow(
            "class_session",
            "Cookie on questionnaires, where an adult has opened a class. Says whose pictures the device takes. Gone "
            "after 90 minutes.",
        ),
        SummaryRow(
            "Your answers",
            "In this tab’s own store, on questionnaires. Keeps what you chose, also when the network fails. "
            "Gone when your answers have arrived, or the tab is closed.",
        ),
        SummaryRow(
            "Your receipt",
            "The same. Gone when you press Finish, three minutes after you last touched the page, or when the tab is "
            "closed.",
        ),
        SummaryRow(
            "Answers on their way",
            "In this device’s own store, on questionnaires, locked so that nobody at the device can read them. Each "
            "goes when it has arrived. Nobody can read what comes after the sealing; an adult clears it.",
        ),
        SummaryRow(
            "Pages for when the internet fails",
            "On questionnaires: pages, pictures and sound that are the same for everybody. Without anybody’s answers.",
        ),
        SummaryRow(
            "Whether a class is open here",
            "On questionnaires, a word that says so, until the adult ends the class on that device.",
        ),
    ]
