"""The demo's conversations hold to what the pages ask for."""

from __future__ import annotations

from belonging.web.base.names_guard import personal_in
from belonging.web.cli.loading.community_words import REPORTED, TALKS
from belonging.web.community.rules.limits import LONGEST_TITLE
from belonging.web.community.rules.tags import MOST, tags_offered


def test_nobody_is_named_in_them() -> None:
    texts = [text for talk in TALKS for text in (talk.title, talk.text, *(each.text for each in talk.answers))]
    assert [found for text in texts if (found := personal_in(text))] == []


def test_they_have_known_tags_and_answers_in_their_order() -> None:
    for talk in TALKS:
        assert set(talk.tags) <= set(tags_offered()), talk.title
        assert len(talk.tags) <= MOST, talk.title
        assert len(talk.title) <= LONGEST_TITLE
        days = [talk.ago, *(each.ago for each in talk.answers)]
        assert days == sorted(days, reverse=True), talk.title
        assert talk.solved <= len(talk.answers)
    place, number, _ = REPORTED
    assert number <= len(TALKS[place].answers)
