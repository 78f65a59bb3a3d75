"""Resources and their versions: written, published, changed, withdrawn; a wrong one cannot be stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belonging.web.accounts.models import User
from belonging.web.audit.queries.editions import current_edition
from belonging.web.base.scope import programme_scope
from belonging.web.files.services import check_evidence
from belonging.web.hub.errors import ChangedMeanwhile, NotAResource
from belonging.web.hub.models import Resource, State, Version
from belonging.web.hub.queries.resources import (
    areas_of,
    collection_named,
    file_of,
    resource_named,
    versions_of,
    words_in,
    words_of,
)
from belonging.web.hub.rules.content import read_content
from belonging.web.hub.rules.words import ResourceWords
from belonging.web.hub.services.collections import CollectionWords, keep_collection
from belonging.web.hub.services.resources import change_resource, draft_resource, publish, publish_resource, withdraw
from belonging.web.journal.models import Entry
from tests.web.conftest import NOW
from tests.web.hub.shelf import ACTOR, BENCH, COFFEE, put

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    with programme_scope("test"):
        told = Entry.objects.filter(chain="programme", subject__startswith="resource:")
        return list(told.order_by("number").values_list("act", flat=True))


class TestPublishing:
    def test_it_is_published_once_and_again_in_its_next_version(self) -> None:
        first = put()
        assert put() == first
        assert put(summary="A bench, better.").version == 2

        found = resource_named(BENCH.slug)
        assert found is not None
        assert found.summary == "A bench, better."
        assert [words_in(each).summary for each in versions_of(found)] == ["A bench, better.", BENCH.summary]
        assert acts() == ["resource-published", "resource-changed"]

    def test_what_it_says_comes_back_as_it_was_given(self) -> None:
        assert words_of(put()) == replace(BENCH, version=1)

    def test_a_draft_is_seen_when_it_is_published_and_no_more_when_withdrawn(self, teacher: User) -> None:
        draft = draft_resource(
            words=replace(BENCH, slug=""), file=None, proposed_by=teacher, actor=str(teacher.pk), now=NOW
        )
        assert draft.slug == "a-friendship-bench-that-works"
        assert resource_named(draft.slug) is None

        publish(resource=draft, actor=ACTOR, now=NOW)
        assert resource_named(draft.slug) == draft

        withdraw(resource=draft, actor=ACTOR, now=NOW)
        withdraw(resource=draft, actor=ACTOR, now=NOW)
        assert resource_named(draft.slug) is None
        assert acts() == ["resource-proposed", "resource-published", "resource-withdrawn"]

    def test_the_same_title_twice_has_two_addresses(self) -> None:
        made = [draft_resource(words=replace(BENCH, slug=""), file=None, actor=ACTOR, now=NOW) for _ in range(2)]

        assert [each.slug[-5:] for each in made] == ["works", "rks-2"]

    def test_a_file_is_kept_as_it_was_checked_and_stays_in_later_versions(self) -> None:
        checked = check_evidence(name="plan.txt", content=b"Monday: breakfast")
        words = replace(BENCH, kind="file", body="")
        made = publish_resource(words=words, file=checked, actor=ACTOR, now=NOW)
        publish_resource(words=replace(words, summary="Another."), actor=ACTOR, now=NOW)

        made.refresh_from_db()
        kept = file_of(made)
        assert kept is not None
        assert bytes(kept.content) == b"Monday: breakfast"
        assert {each.file_id for each in versions_of(made)} == {kept.pk}

    def test_areas_follow_from_statements(self) -> None:
        assert areas_of(("breaks", "friendships", "no_more_asked")) == ("positive_relationships", "school_activities")


class TestRefused:
    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("title", {"title": " \u200b "}),
            ("title", {"slug": "search"}),
            ("summary", {"summary": ""}),
            ("summary", {"summary": "x" * 301}),
            ("kind", {"kind": "song"}),
            ("type", {"type": "song"}),
            ("cost", {"cost": "dear"}),
            ("licence", {"licence": ""}),
            ("body", {"body": " "}),
            ("file", {"kind": "file"}),
            ("url", {"kind": "link", "url": ""}),
            ("url", {"kind": "video", "url": "javascript:alert(1)"}),
            ("phases", {"phases": ()}),
            ("phases", {"phases": ("nursery",)}),
            ("items", {"items": ("belong",)}),
            ("minutes", {"minutes": -1}),
        ],
    )
    def test_what_makes_no_resource_says_which_part_to_mend(self, field: str, wrong: dict[str, object]) -> None:
        with pytest.raises(NotAResource, match=r"\.$") as refusal:
            put(BENCH, **wrong)

        assert refusal.value.field == field
        assert not Resource.objects.exists()

    def test_two_at_once_lose_nothing(self) -> None:
        made = put()
        told = {"resource": made, "file": None, "since": 1, "actor": ACTOR, "now": NOW}
        change_resource(words=replace(BENCH, title="Theirs"), **told)  # type: ignore[arg-type]  # as they come
        with pytest.raises(ChangedMeanwhile, match="Yours is kept below"):
            change_resource(words=replace(BENCH, title="Mine"), **told)  # type: ignore[arg-type]  # as they come

    @pytest.mark.parametrize(
        "wrong", [{"kind": "song"}, {"title": ""}, {"version": 0}, {"body": ""}, {"url": "https://x.org"}]
    )
    def test_the_database_refuses_it_too(self, wrong: dict[str, object]) -> None:
        put()
        with pytest.raises(IntegrityError), transaction.atomic():
            Resource.objects.update(**wrong)

    def test_a_version_is_never_rewritten(self) -> None:
        put()
        with pytest.raises(DatabaseError, match="append"), transaction.atomic():
            Version.objects.update(words={})


class TestCollections:
    def test_it_keeps_its_order_and_what_is_withdrawn_falls_out(self) -> None:
        for words in (BENCH, COFFEE):
            put(words)
        kept = CollectionWords("First weeks", "For a good start.", (COFFEE.slug, BENCH.slug, COFFEE.slug))
        made = keep_collection(words=kept, actor=ACTOR, now=NOW)

        found = collection_named(made.slug)
        assert found is not None
        assert [entry.resource.slug for entry in found.entries.all()] == [COFFEE.slug, BENCH.slug]


class TestContent:
    def test_what_comes_with_the_service_can_be_published(self) -> None:
        audit = current_edition()
        for each in read_content():
            file = check_evidence(name=each.file.name, content=each.file.read_bytes()) if each.file else None
            made = publish_resource(words=each.words, file=file, actor=ACTOR, now=NOW)
            assert made.state == State.PUBLISHED
            unknown = [key for key in each.words.statements if audit.statement(key) is None]
            assert not unknown, f"{each.words.slug}: the audit has no statement {unknown}"

    @pytest.mark.parametrize("wrong", ['colour = "red"', 'title = "', 'kind = "file"'])
    def test_a_mistake_is_an_error_with_the_files_name(self, tmp_path: Path, wrong: str) -> None:
        lines = ['summary = "S"', 'type = "guide"', wrong]
        lines += [] if wrong.startswith("title") else ['title = "T"']
        lines += [] if wrong.startswith("kind") else ['kind = "page"']
        (tmp_path / "amiss.toml").write_text("\n".join(lines))

        with pytest.raises(ValueError, match=r"amiss\.toml"):
            list(read_content(tmp_path))

    def test_the_words_are_the_same_type_for_everybody(self) -> None:
        assert ResourceWords.of({"slug": "a", "title": "T", "summary": "S", "kind": "page", "type": "guide", "pk": 1})
