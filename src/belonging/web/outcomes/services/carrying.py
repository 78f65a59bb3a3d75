"""A checked file on its way from the page that shows it to the button that keeps it: signed, for an hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from datetime import timedelta

from django.core import signing

from belonging.web.outcomes.errors import UnreadableFile
from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.terms import Term, term_of_key
from belonging.web.schools.models import School

CARRIED_FOR = timedelta(hours=1)


def carried(*, school: School, terms: Mapping[Term, Mapping[Group, Counts]]) -> str:
    plain = {
        term.key: {group.value: astuple(found) for group, found in counts.items()} for term, counts in terms.items()
    }
    return signing.dumps(plain, salt=_salt(school), compress=True)


def carried_back(*, school: School, text: str) -> dict[Term, dict[Group, Counts]]:
    """Raises UnreadableFile where it is not ours, another school's, or too old."""
    try:
        plain = signing.loads(text, salt=_salt(school), max_age=CARRIED_FOR)
    except signing.BadSignature as fault:
        raise UnreadableFile("This page was open for more than an hour. Please choose the file again.") from fault
    return {
        term: {Group(group): Counts(*numbers) for group, numbers in counts.items()}
        for key, counts in plain.items()
        if (term := term_of_key(key)) is not None
    }


def _salt(school: School) -> str:
    return f"outcomes.file:{school.pk}"
