"""Evidence and remarks beside a statement: what is kept, what is refused, and what is left when they are removed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit, Evidence, EvidenceFile, Hidden, Remark
from belonging.web.audit.presenters.evidence import evidence_part, file_name, size_words
from belonging.web.audit.presenters.remarks import remarks_part
from belonging.web.audit.queries.evidence import bytes_kept, evidence_counts, evidence_of, remarks_of
from belonging.web.audit.rules.evidence import EvidenceRefused, checked_link, cleaned_line, cleaned_text, host_of
from belonging.web.audit.services import evidence as services
from belonging.web.audit.services.evidence import Upload, add_file, add_link, add_text, remove_evidence
from belonging.web.audit.services.remarks import remark, remove_remark
from belonging.web.audit.services.work import sign_off
from belonging.web.files.rules.kinds import FileRefused
from belonging.web.journal.models import Entry
from tests.web.conftest import NOW
from tests.web.files import hostile, hostile_pdf

SAFE = "safe_places"
LATER = NOW + timedelta(hours=1)


def say(audit: Audit, by: User, text: str = "Seen on 12 November.", statement: str = SAFE) -> Evidence:
    return add_text(audit=audit, statement=statement, title="", text=text, actor=str(by.pk), now=NOW)


def send(audit: Audit, by: User, content: bytes, name: str = "a.pdf", title: str = "Minutes") -> Evidence:
    upload = Upload(title, name, content, no_names=True)
    return add_file(audit=audit, statement=SAFE, upload=upload, actor=str(by.pk), now=NOW)


def acts(audit: Audit) -> list[str]:
    found = Entry.objects.filter(school_id=audit.school_id, act__regex="^(evidence|remark)-").order_by("number")
    return list(found.values_list("act", flat=True))


class TestEvidence:
    def test_words_a_link_and_a_file_stand_in_the_order_they_came(self, audit: Audit, robin: User, sam: User) -> None:
        say(audit, robin)
        add_link(
            audit=audit, statement=SAFE, title=" Our  policy ", link="school.example/p", actor=str(sam.pk), now=NOW
        )
        send(audit, sam, hostile_pdf.plain())
        kept = evidence_of(audit, SAFE)
        assert [(each.kind, each.title, each.text, each.link) for each in kept] == [
            ("text", "", "Seen on 12 November.", ""),
            ("link", "Our policy", "", "https://school.example/p"),
            ("file", "Minutes", "", ""),
        ]
        assert (kept[2].file.kind, kept[2].file.size) == ("pdf", bytes_kept(audit.school_id))
        assert evidence_counts(audit) == {SAFE: 3}
        assert acts(audit) == ["evidence-added"] * 3
        last = Entry.objects.filter(school_id=audit.school_id, act="evidence-added").latest("number")
        assert last.details["no_names"] is True

    def test_what_is_kept_is_the_file_drawn_anew(self, audit: Audit, robin: User) -> None:
        added = send(audit, robin, hostile.with_place_and_time(), "Robin.jpg", "The new bench")
        assert b"Robin" not in bytes(EvidenceFile.objects.get(evidence=added).content)

    def test_a_file_that_is_refused_leaves_nothing(self, audit: Audit, robin: User) -> None:
        with pytest.raises(FileRefused, match="password"):
            send(audit, robin, hostile_pdf.locked())
        assert not Evidence.objects.exists()

    def test_removed_means_gone_but_who_and_when_stay(self, audit: Audit, robin: User, sam: User) -> None:
        added = send(audit, robin, hostile_pdf.plain())
        remove_evidence(evidence=added, actor=str(sam.pk), now=LATER)
        row = Evidence.objects.get(pk=added.pk)
        assert (row.title, row.text, row.link, row.removed_by, row.removed_at) == ("", "", "", str(sam.pk), LATER)
        assert not EvidenceFile.objects.exists()
        assert evidence_of(audit) == []
        assert acts(audit) == ["evidence-added", "evidence-removed"]
        with pytest.raises(EvidenceRefused, match="removed this already"):
            remove_evidence(evidence=added, actor=str(robin.pk), now=LATER)

    def test_a_statement_has_ten_at_most(self, audit: Audit, robin: User) -> None:
        pieces = [say(audit, robin, f"Number {number}") for number in range(10)]
        with pytest.raises(EvidenceRefused, match="Please remove one"):
            say(audit, robin)
        assert "as many as a statement can have" in evidence_part(audit=audit, statement=SAFE, may_work=True).why_not
        remove_evidence(evidence=pieces[0], actor=str(robin.pk), now=NOW)
        say(audit, robin)
        say(audit, robin, statement="transitions")

    def test_a_school_has_60_mb_at_most(self, audit: Audit, robin: User, monkeypatch: pytest.MonkeyPatch) -> None:
        first = send(audit, robin, hostile_pdf.plain())
        monkeypatch.setattr(services, "MOST_BYTES", first.file.size * 2 - 1)
        with pytest.raises(EvidenceRefused, match="Please remove one that is not needed"):
            send(audit, robin, hostile_pdf.plain(), title="Minutes, November")

    def test_only_what_is_asked_takes_evidence(self, audit: Audit, robin: User) -> None:
        Hidden.objects.create(school=audit.school, audit=audit, statement=SAFE, reason="No yard.", by="a", at=NOW)
        for statement in (SAFE, "unknown"):
            with pytest.raises(EvidenceRefused, match="no longer asks"):
                say(audit, robin, statement=statement)
            with pytest.raises(EvidenceRefused, match="no longer asks"):
                remark(audit=audit, statement=statement, text="Why?", actor=str(robin.pk), now=NOW)

    @pytest.mark.parametrize(
        ("title", "text", "words"),
        [("", " \u200b ", "Please write"), ("", "a" * 1001, "1,000 letters"), ("a" * 121, "a", "120 letters")],
    )
    def test_words_that_are_not_taken(self, audit: Audit, robin: User, title: str, text: str, words: str) -> None:
        with pytest.raises(EvidenceRefused, match=words):
            add_text(audit=audit, statement=SAFE, title=title, text=text, actor=str(robin.pk), now=NOW)

    def test_a_file_needs_a_title_and_the_word_of_who_sends_it(self, audit: Audit, robin: User) -> None:
        with pytest.raises(EvidenceRefused, match="what the file shows"):
            send(audit, robin, hostile_pdf.plain(), title=" ")
        unlooked = Upload("Minutes", "a.pdf", hostile_pdf.plain(), no_names=False)
        with pytest.raises(EvidenceRefused, match="no pupil is named"):
            add_file(audit=audit, statement=SAFE, upload=unlooked, actor=str(robin.pk), now=NOW)

    def test_a_signed_off_audit_keeps_what_it_has(self, audit: Audit, robin: User) -> None:
        held = say(audit, robin)
        said = remark(audit=audit, statement=SAFE, text="Agreed.", actor=str(robin.pk), now=NOW)
        signed = sign_off(audit=audit, note="", actor=str(robin.pk), now=LATER)
        for act in (
            lambda: say(audit, robin),
            lambda: send(audit, robin, hostile_pdf.plain()),
            lambda: remove_evidence(evidence=held, actor=str(robin.pk), now=LATER),
            lambda: remark(audit=audit, statement=SAFE, text="And?", actor=str(robin.pk), now=LATER),
            lambda: remove_remark(remark=said, actor=str(robin.pk), now=LATER),
        ):
            with pytest.raises(EvidenceRefused, match="signed off"):
                act()
        part = evidence_part(audit=signed, statement=SAFE, may_work=True)
        assert (len(part.rows), part.adding, part.rows[0].remove) == (1, (), "")

    @pytest.mark.parametrize(
        "wrong", [{"kind": "text", "text": ""}, {"kind": "link", "link": ""}, {"kind": "file", "title": ""}]
    )
    def test_a_row_that_shows_nothing_is_refused(self, audit: Audit, wrong: dict[str, str]) -> None:
        with pytest.raises(IntegrityError, match="audit_evidence_shows_something"), transaction.atomic():
            Evidence.objects.create(
                school=audit.school, audit=audit, statement=SAFE, added_by="a", added_at=NOW, **wrong
            )


class TestRemarks:
    def test_people_say_things_and_take_back_their_own(self, audit: Audit, robin: User, sam: User) -> None:
        first = remark(audit=audit, statement=SAFE, text="What about\nthe gate?", actor=str(robin.pk), now=NOW)
        remark(audit=audit, statement=SAFE, text="Better now.", actor=str(sam.pk), now=LATER)
        part = remarks_part(audit=audit, statement=SAFE, may_discuss=True, reader=str(robin.pk))
        assert [(row.head, row.text, bool(row.remove)) for row in part.rows] == [
            ("Robin, 23 November 2026", "What about\nthe gate?", True),
            ("Sam, 23 November 2026", "Better now.", False),
        ]
        with pytest.raises(EvidenceRefused, match="Only the person who wrote this"):
            remove_remark(remark=first, actor=str(sam.pk), now=LATER)
        remove_remark(remark=first, actor=str(robin.pk), now=LATER)
        assert Remark.objects.get(pk=first.pk).text == ""
        assert [each.text for each in remarks_of(audit)] == ["Better now."]
        assert acts(audit) == ["remark-added", "remark-added", "remark-removed"]
        with pytest.raises(EvidenceRefused, match="removed already"):
            remove_remark(remark=first, actor=str(robin.pk), now=LATER)

    def test_nothing_and_too_much_are_refused(self, audit: Audit, robin: User) -> None:
        for text, words in ((" \n ", "Please write"), ("a" * 1001, "1,000 letters")):
            with pytest.raises(EvidenceRefused, match=words):
                remark(audit=audit, statement=SAFE, text=text, actor=str(robin.pk), now=NOW)


class TestRules:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("https://school.example/policy?a=1#b", "https://school.example/policy?a=1#b"),
            ("  school.example/policy ", "https://school.example/policy"),
            ("http://school.example:8080/", "http://school.example:8080/"),
        ],
    )
    def test_links_of_the_web_are_taken(self, typed: str, kept: str) -> None:
        assert checked_link(typed) == kept

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("", "Please give the link"),
            ("javascript:alert(1)", "no address"),
            ("JaVaScRiPt://school.example/%0aalert(1)", "no address"),
            ("data:text/html,a", "no address"),
            ("file:///etc/passwd", "no address"),
            ("ftp://school.example", "no address"),
            ("https://", "no address"),
            ("https://localhost/a", "no address"),
            ("https://school.example:99999/", "no address"),
            ("https://[school.example", "no address"),
            ("https://robin:secret@school.example/", "password"),
            ("https://school.example@evil.example/", "password"),
            ("https://school.example\\@evil.example", "copy it again"),
            ("https://school.example/a b", "copy it again"),
            ("https://school.example/\u202egpj", "copy it again"),
            ("https://school.example/" + "a" * 500, "shorter"),
        ],
    )
    def test_links_that_lead_elsewhere_are_refused(self, typed: str, words: str) -> None:
        with pytest.raises(EvidenceRefused, match=words):
            checked_link(typed)

    def test_a_host_is_shown_as_machines_write_it(self) -> None:
        assert host_of("https://sch\u043eol.example/") == "xn--schol-lye.example"

    @given(st.text(max_size=60))
    def test_whatever_is_typed_as_a_link_is_refused_or_leads_to_the_web(self, typed: str) -> None:
        try:
            kept = checked_link(typed)
        except EvidenceRefused:
            return
        assert kept.startswith(("https://", "http://")) or kept[:8].lower().startswith(("https://", "http://"))
        assert host_of(kept)

    @given(st.text(max_size=80))
    def test_cleaned_words_have_no_hidden_signs_and_stay_as_they_are_when_cleaned_again(self, typed: str) -> None:
        for clean in (cleaned_line, cleaned_text):
            once = clean(typed)
            assert clean(once) == once
            assert not set(once) & set("\x00\x07\u202e\u2066\u200b\ufeff")
        assert "\n" not in cleaned_line(typed)

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Minutes, October", "minutes-october.pdf"),
            ("../../etc/passwd", "etcpasswd.pdf"),
            ("«»", "evidence.pdf"),
            ('a"; filename="b.exe', "a-filenamebexe.pdf"),
            ("a" * 120, "a" * 60 + ".pdf"),
        ],
    )
    def test_a_file_is_saved_under_a_plain_name(self, title: str, name: str) -> None:
        assert file_name(title, "pdf") == name

    def test_sizes_in_words(self) -> None:
        assert [size_words(size) for size in (20, 84 * 1024, 1_300_000)] == ["1 kB", "84 kB", "1.2 MB"]
