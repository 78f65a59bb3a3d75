"""The version that the team is writing, as data."""

from __future__ import annotations

import json

from belonging.web.audit.models import Edition
from belonging.web.audit.rules.editions import Content, StatementWords, words_in


def content_of(edition: Edition | None) -> Content:
    """As it is stored now."""
    assert edition is not None
    content: Content = json.loads(Edition.objects.get(pk=edition.pk).content)
    return content


def stands(edition: Edition, key: str) -> StatementWords:
    words = words_in(content_of(edition), key)
    assert words is not None
    return words
