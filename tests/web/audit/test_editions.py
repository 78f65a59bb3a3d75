"""Versions of the audit: one draft at a time, and a published one that nobody changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belonging.instruments.audit_file import digest_of_data
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.framework import Reference
from belonging.instruments.load import load_audit
from belonging.web.audit.errors import CannotDraft, CannotPublish, DraftChanged
from belonging.web.audit.models import Edition
from belonging.web.audit.queries.editions import current_edition, draft_now, edition_named, published_editions, reads
from belonging.web.audit.rules.editions import FrameWords, differences, frame_of
from belonging.web.audit.services.editions import (
    add_reference,
    begin_draft_again,
    change_draft,
    change_frame,
    draft_edition,
    publish_edition,
    remove_from_draft,
)
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from tests.web.audit.drafting import content_of, stands
from tests.web.conftest import NOW

SOURCE = Reference("carter_2024", "Carter, A.", 2024, "Quiet rooms", "Journal of Rooms, 1(1), 1–9")


@pytest.fixture(autouse=True)
def programme(db: None) -> Iterator[None]:
    with programme_scope("a test"):
        yield


@pytest.fixture
def draft() -> Edition:
    return draft_edition(actor="team", now=NOW)


def reworded(draft: Edition, key: str = "welcome", **said: Any) -> Edition:
    words = stands(draft, key)
    return change_draft(
        edition=draft,
        words=replace(words, **said),
        began=words.mark,
        actor="team",
        now=NOW,
    )


def published(draft: Edition, notes: str = "Clearer words") -> Edition:
    return publish_edition(edition=draft, notes=notes, actor="team", now=NOW + timedelta(days=1))


class TestTheCurrentVersion:
    def test_it_is_the_shipped_one_until_another_is_published(self, draft: Edition) -> None:
        reworded(draft, wording="We greet everyone")
        assert current_edition() == load_audit()
        published(draft)
        assert current_edition().name == "audit_360_v2"
        assert str(current_edition().statement("welcome").wording) == "We greet everyone"  # type: ignore[union-attr]  # it is there
        assert edition_named("audit_360_v1") == load_audit()

    @pytest.mark.parametrize("name", ["audit_360_v2", "audit_360_v9", "audit_360", "other_v2", ""])
    def test_a_draft_or_unknown_version_has_no_name_yet(self, draft: Edition, name: str) -> None:
        with pytest.raises(UnknownInstrument):
            edition_named(name)


class TestDrafting:
    def test_it_begins_as_a_copy(self, draft: Edition) -> None:
        assert (draft.version, differences(load_audit(), reads(draft))) == (2, [])

    def test_one_at_a_time(self, draft: Edition) -> None:
        with pytest.raises(CannotDraft, match="being written already"):
            draft_edition(actor="team", now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(version=3, content="{}", drafted_by="other", drafted_at=NOW)

    def test_numbers_follow_from_the_order(self, draft: Edition) -> None:
        reworded(draft, "welcome", place=1)
        reworded(draft, "safe_places", area="school_activities", place=2)
        audit = reads(Edition.objects.get())
        numbers = {statement.key: statement.number for statement in audit.statements}
        assert (numbers["welcome"], numbers["safe_places"], numbers["high_expectations"]) == ("1.1", "4.2", "1.2")
        assert len(numbers) == 40

    def test_two_people_at_different_statements_are_in_nobodys_way(self, draft: Edition) -> None:
        one, other = stands(draft, "welcome"), stands(draft, "trips")
        for words in (one, other):
            change_draft(
                edition=draft, words=replace(words, wording="Changed"), began=words.mark, actor="team", now=NOW
            )
        assert Edition.objects.get().revision == 3

    def test_a_stale_save_loses_nothing_and_shows_what_stands(self, draft: Edition) -> None:
        began = stands(draft, "welcome").mark
        reworded(draft, wording="Theirs")
        mine = replace(stands(draft, "welcome"), wording="Mine")
        with pytest.raises(DraftChanged) as refused:
            change_draft(edition=draft, words=mine, began=began, actor="team", now=NOW)
        assert refused.value.theirs is not None
        assert refused.value.theirs.wording == "Theirs"
        assert stands(draft, "welcome").wording == "Theirs"

    def test_a_statement_that_was_taken_out_meanwhile_is_said_to_be(self, draft: Edition) -> None:
        words = stands(draft, "welcome")
        remove_from_draft(edition=draft, key="welcome", actor="team", now=NOW)
        with pytest.raises(DraftChanged) as refused:
            change_draft(edition=draft, words=words, began=words.mark, actor="team", now=NOW)
        assert refused.value.theirs is None
        with pytest.raises(CannotDraft, match="taken out already"):
            remove_from_draft(edition=draft, key="welcome", actor="team", now=NOW)

    def test_a_key_that_was_ever_used_is_not_given_again(self, draft: Edition) -> None:
        words = stands(draft, "welcome")
        with pytest.raises(CannotDraft, match="has a statement of that short name"):
            change_draft(edition=draft, words=words, began="", actor="team", now=NOW)
        remove_from_draft(edition=draft, key="welcome", actor="team", now=NOW)
        with pytest.raises(CannotDraft, match="Version 1 had a statement"):
            change_draft(edition=draft, words=words, began="", actor="team", now=NOW)

    def test_what_could_not_be_read_again_is_not_saved(self, draft: Edition) -> None:
        with pytest.raises(CannotDraft, match="descriptors are the same"):
            reworded(draft, fully="Same", partially="Same")
        with pytest.raises(CannotDraft, match="not a safe link"):
            reworded(draft, links=(("Here", "http://x.example"),))
        with pytest.raises(CannotDraft, match="is unknown"):
            reworded(draft, constructs=("luck",))
        assert Edition.objects.get().revision == 1

    def test_no_area_can_be_emptied(self, draft: Edition) -> None:
        keys = [statement.key for statement in reads(draft).areas[0].statements]
        for key in keys[1:]:
            remove_from_draft(edition=draft, key=key, actor="team", now=NOW)
        with pytest.raises(CannotDraft, match="last statement of its area"):
            remove_from_draft(edition=draft, key=keys[0], actor="team", now=NOW)
        with pytest.raises(CannotDraft, match="last statement of its area"):
            reworded(draft, keys[0], area="school_activities")

    def test_the_frame_and_sources_change_too_and_all_can_be_undone(self, draft: Edition) -> None:
        areas = {area.key: (f"New {area.title}", str(area.description)) for area in reads(draft).areas}
        began = frame_of(reads(draft)).mark
        change_frame(edition=draft, frame=FrameWords("Welcome", 70, areas), began=began, actor="team", now=NOW)
        add_reference(edition=draft, reference=SOURCE, actor="team", now=NOW)
        with pytest.raises(CannotDraft, match="another short name"):
            add_reference(edition=draft, reference=SOURCE, actor="team", now=NOW)
        audit = reads(Edition.objects.get())
        assert (str(audit.introduction), audit.minutes, audit.references[-1]) == ("Welcome", 70, SOURCE)
        assert all(str(area.title).startswith("New ") for area in audit.areas)
        begin_draft_again(edition=draft, actor="team", now=NOW)
        assert content_of(draft)["areas"] == content_of(draft_now())["areas"]
        assert str(reads(Edition.objects.get()).introduction) == str(load_audit().introduction)


class TestPublishing:
    def test_digest_notes_and_journal_are_kept(self, draft: Edition) -> None:
        reworded(draft, wording="We greet everyone")
        edition = published(draft)
        assert edition.digest == digest_of_data(content_of(edition))
        assert [each.notes for each in published_editions()] == ["Clearer words"]
        assert [entry.act for entry in Entry.objects.order_by("number")] == [
            "edition-drafted",
            "edition-statement-saved",
            "edition-published",
        ]

    def test_a_draft_that_is_not_whole_is_refused(self, draft: Edition) -> None:
        with pytest.raises(CannotPublish, match="Nothing differs"):
            published(draft)
        reworded(draft, why="")
        with pytest.raises(CannotPublish, match="why it matters"):
            published(draft)
        with pytest.raises(CannotPublish, match="tell schools"):
            published(draft, notes=" ")
        assert Edition.objects.get().published_at is None

    def test_what_is_published_stays_as_it_is(self, draft: Edition) -> None:
        reworded(draft, wording="We greet everyone")
        edition = published(draft)
        with pytest.raises(CannotDraft, match="is published"):
            reworded(edition, wording="Changed after all")
        for change in (
            lambda: Edition.objects.update(content="{}"),
            lambda: Edition.objects.update(notes="Other notes"),
            lambda: Edition.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="audit_edition_published_stays"), transaction.atomic():
                change()
        assert Edition.objects.get().digest == edition.digest

    def test_the_next_draft_begins_from_it(self, draft: Edition) -> None:
        reworded(draft, wording="We greet everyone")
        published(draft)
        following = draft_edition(actor="team", now=NOW)
        assert (following.version, stands(following, "welcome").wording) == (3, "We greet everyone")
