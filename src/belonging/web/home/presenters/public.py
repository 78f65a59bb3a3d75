"""The facts on the public pages: credits, and what is stored on a visitor's device."""

from __future__ import annotations

from belonging.web.ui.components import SummaryRow, Table


def credits_rows() -> list[SummaryRow]:
    return [
        SummaryRow("Letters", "Atkinson Hyperlegible Next, by the Braille Institute: SIL Open Font License 1.1"),
        SummaryRow("Page components", "patterns and styles of GOV.UK Frontend, Crown copyright: MIT License"),
        SummaryRow("Pictures", "drawn for this project: Apache License 2.0"),
    ]


def cookies_table() -> Table:
    return Table(
        caption="What is stored on your device",
        head=("Name", "Where", "What for", "How long"),
        rows=[
            ("csrftoken", "Cookie, pages of staff", "Tells your own clicks from somebody else’s", "A year"),
            ("sessionid", "Cookie, pages of staff", "Keeps you signed in", "12 hours, or until you sign out"),
            ("messages", "Cookie, pages of staff", "Carries one sentence to the next page", "Until it was shown"),
            ("wrong_codes", "Cookie, questionnaires", "Counts codes that were not right, never whose", "10 minutes"),
            (
                "Answers on their way",
                "Your browser’s own store, questionnaires",
                "Keeps answers until they have arrived, if the network fails",
                "Until they have arrived",
            ),
        ],
    )
