"""Each field of a table that outlives sealing says why it can't put people in an order, or tell one from the others."""

from __future__ import annotations

from django.apps import apps

from belonging.web.base.privacy import PrivacyClass

OF_ALL = "the same for all rows of the questionnaire"
RANDOM = "random, drawn when the questionnaire is sealed"
SAID = "what the person answered or wished"
FACT = "a fact that the slip or the person gave, of a few values; empty where fewer than ten answered"
WAY = "how the page was answered, of a few values"
READER = "what a reader made of the words, read in random order"
WHY = {
    "SealedAnswers": {
        "key": RANDOM, "school": OF_ALL, "round": OF_ALL, "answers": SAID,
        "year_group": FACT, "sex": FACT, "sen": FACT, "gender": FACT,
        "edition": WAY, "language": WAY, "help": WAY, "way": WAY,
    },
    "SealedComment": {
        "key": RANDOM, "school": OF_ALL, "round": OF_ALL, "box": "one of two or three", "text": SAID,
        "sharing": SAID, "may_print": SAID, "state": READER, "released_text": READER,
    },
    "SealedLink": {
        "key": RANDOM, "school": OF_ALL, "round": OF_ALL,
        "link": "a keyed hash of the slip's fingerprint: looks random without the key; leads to the other wave with it",
    },
    "ArchivedAnswers": {
        "key": "random, drawn when the rows are archived", "school": OF_ALL, "round": OF_ALL, "answers": SAID,
        "facts": "those that nine others share",
    },
}  # fmt: skip
"""A new field needs its line: one that grows with time, or counts, belongs in none of these tables."""


def test_every_field_of_a_sealed_table_says_why_it_orders_nobody() -> None:
    lasting = (PrivacyClass.SEALED_ANSWERS, PrivacyClass.ARCHIVED_ANSWERS)
    found = {
        model.__name__: {field.name for field in model._meta.get_fields()}
        for model in apps.get_app_config("surveys").get_models()
        if model.privacy in lasting  # type: ignore[attr-defined]  # test_house asks for it
    }
    assert found == {table: set(fields) for table, fields in WHY.items()}
