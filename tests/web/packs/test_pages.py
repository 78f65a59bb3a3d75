"""The evaluator's way by links and buttons: sign, ask, wait, download, and a week later nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.packs.engine import making
from belonging.web.packs.models import Pack, PackFile
from belonging.web.packs.rules.agreement import TERMS
from belonging.web.packs.rules.kinds import Built, PackKind
from belonging.web.packs.services.building import destroy_bytes, destroy_due
from belonging.web.packs.services.downloading import token_of
from belonging.web.programme.models import Cohort
from tests.web.packs.given import a_pack, a_person, an_agreement, released_by, signed_in_as

PACKS = "/programme/pilot-2026/packs/"


@pytest.fixture
def short_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def built(_pack: Pack, out: Path, _now: object) -> Built:
        out.write_bytes(b"rows")
        return Built(("README.txt",), "d" * 64, ("Everyone: all 36 figures.",))

    monkeypatch.setattr(making, "_built", built)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_evaluator_signs_asks_waits_and_downloads(
    out: Cohort, sam: User, tom: User, anita: User, short_building: None
) -> None:
    evaluator, manager, director = (signed_in_as(each) for each in (sam, tom, anita))
    assert PACKS in text_of(evaluator, "/programme/")
    assert f"{PACKS}agreement/" in text_of(evaluator, PACKS)
    until = timezone.localdate() + timedelta(days=60)
    said = {"organisation": "A university", "purpose": "To see.", "detail": "full", "until": until.isoformat()}
    refused = evaluator.post(f"{PACKS}agreement/", {**said, "terms": ["purpose"]})
    assert "Tick every term" in refused.content.decode()
    assert evaluator.post(f"{PACKS}agreement/", {**said, "terms": [term.key for term in TERMS]}).status_code == 302
    assert evaluator.post(f"{PACKS}ask/", {"kind": "research", "why": "For section 4."}).status_code == 302
    with programme_scope("test"):
        pack = Pack.objects.get()
    address = f"{PACKS}{pack.handle}/"
    assert "Needs two releases" in text_of(evaluator, address)
    again = evaluator.post(f"{PACKS}ask/", {"kind": "research", "why": "For section 5."})
    assert again.headers["Location"] == address  # where the one asked for stands
    for client, says in ((manager, "as the first of two"), (director, "It is being built now")):
        assert "An evaluator asks for a pack" in text_of(client, "/programme/")
        assert f"{address}decide/" in text_of(client, address)
        assert "For section 4." in text_of(client, f"{address}decide/")
        assert "tick that you have" in client.post(f"{address}decide/", {"act": "release"}).content.decode()
        done = client.post(f"{address}decide/", {"act": "release", "read": "on"}, follow=True)
        assert says in done.content.decode()
        assert "An evaluator asks for a pack" not in text_of(client, "/programme/")

    assert making.make(pack.handle, now=timezone.now())
    with programme_scope("test"):
        pack.refresh_from_db()
    link = f"{address}link/{token_of(pack)}/"
    assert link in text_of(evaluator, address)
    assert "d" * 64 in text_of(evaluator, link)
    got = evaluator.post(link)
    assert got.content == b"rows"
    assert got["Content-Type"] == "application/zip"
    with programme_scope("test"):
        assert Entry.objects.filter(act="pack-downloaded", actor=str(sam.pk)).count() == 1
    assert "Once" in text_of(manager, address)
    assert link not in text_of(manager, address)


@pytest.fixture
def ready(out: Cohort, sam: User, tom: User, anita: User, short_building: None) -> Pack:
    an_agreement(out, sam, now=timezone.now(), until=timezone.localdate() + timedelta(days=60))
    pack = released_by(a_pack(out, sam, now=timezone.now()), tom, anita, now=timezone.now())
    making.make(pack.handle, now=timezone.now())
    with programme_scope("test"):
        pack.refresh_from_db()
    return pack


def test_a_link_is_for_whoever_asked_alone(ready: Pack, sam: User, tom: User) -> None:
    link = f"{PACKS}{ready.handle}/link/{token_of(ready)}/"
    other = a_person("Alex", Role.EVALUATOR)
    for person in (other, tom):
        client = signed_in_as(person)
        assert client.get(link).status_code == 404
        assert client.post(link).status_code == 404
    assert signed_in_as(other).get(f"{PACKS}{ready.handle}/").status_code == 404
    assert "Research pack" not in text_of(signed_in_as(other), PACKS)
    assert signed_in_as(sam).get(f"{PACKS}{ready.handle}/link/{'0' * 40}/").status_code == 404
    assert signed_in_as(a_person("Kim", Role.SCREENER)).get(PACKS).status_code == 404


def test_whoever_asks_reads_that_there_is_one_kind_of_rows_and_that_a_matched_file_is_handed_out_once(
    ready: Pack, sam: User, eve: User
) -> None:
    an_agreement(ready.cohort, eve, now=timezone.now(), until=timezone.localdate() + timedelta(days=60))
    other, client = signed_in_as(eve), signed_in_as(sam)
    assert "research packs or one matched file, never both" in text_of(other, f"{PACKS}ask/")
    with programme_scope("test"):
        Pack.objects.filter(pk=ready.pk).update(kind=PackKind.MATCHED, detail="")
    refused = other.post(f"{PACKS}ask/", {"kind": "research", "why": "For section 4."}).content.decode()
    assert "joined by equal answers" in refused

    link = f"{PACKS}{ready.handle}/link/{token_of(ready)}/"
    assert "For a day after the first download you can repeat it." in text_of(client, link)
    page = f"{PACKS}{ready.handle}/"
    assert "Once it is asked for, no research pack of the cohort is made." in text_of(client, page)
    assert client.post(link).status_code == 200
    with programme_scope("test"):
        destroy_bytes(pack=ready, now=timezone.now())
    assert "no other is made" in text_of(client, page)
    with programme_scope("test"):
        Pack.objects.filter(pk=ready.pk).update(downloads=0)
    assert "Ask again while the links are kept: without them no other can be made." in text_of(client, page)


def test_after_a_week_the_bytes_are_gone(ready: Pack, sam: User) -> None:
    client, link = signed_in_as(sam), f"{PACKS}{ready.handle}/link/{token_of(ready)}/"
    with programme_scope("test"):
        assert PackFile.objects.count() == 1
    assert destroy_due(now=timezone.now() + timedelta(days=6)) == 0
    assert destroy_due(now=timezone.now() + timedelta(days=8)) == 1
    assert destroy_due(now=timezone.now() + timedelta(days=8)) == 0

    assert "has been destroyed" in client.post(link, follow=True).content.decode()
    assert "Over: destroyed" in text_of(client, f"{PACKS}{ready.handle}/")
    with programme_scope("test"):
        assert PackFile.objects.count() == 0


def test_a_link_that_has_expired_gives_nothing_even_before_the_bytes_are_gone(ready: Pack, sam: User) -> None:
    with programme_scope("test"):
        Pack.objects.filter(pk=ready.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = signed_in_as(sam).post(f"{PACKS}{ready.handle}/link/{token_of(ready)}/", follow=True)

    assert "has expired" in answer.content.decode()


def test_who_has_ended_the_agreement_opens_nothing_more(ready: Pack, sam: User) -> None:
    client = signed_in_as(sam)
    assert client.post(f"{PACKS}agreement/end/", follow=True).status_code == 200

    answer = client.post(f"{PACKS}{ready.handle}/link/{token_of(ready)}/", follow=True)

    assert "Sign the agreement" in answer.content.decode()


def test_a_refusal_says_why(out: Cohort, sam: User, tom: User) -> None:
    an_agreement(out, sam)
    pack = a_pack(out, sam)
    client = signed_in_as(tom)

    assert "in writing" in client.post(f"{PACKS}{pack.handle}/decide/", {"act": "refuse"}).content.decode()
    client.post(f"{PACKS}{pack.handle}/decide/", {"act": "refuse", "because": "It names one school."})

    assert "It names one school." in text_of(signed_in_as(sam), f"{PACKS}{pack.handle}/")


def test_the_team_takes_a_twin_without_a_release(out: Cohort, sam: User, tom: User, short_building: None) -> None:
    page = signed_in_as(tom).post(f"{PACKS}twin/", follow=True).content.decode()
    assert "Being built" in page
    with programme_scope("test"):
        handle = Pack.objects.get().handle
    making.make(handle, now=timezone.now())
    with programme_scope("test"):
        pack = Pack.objects.get()
    assert signed_in_as(sam).post(f"{PACKS}{handle}/link/{token_of(pack)}/").content == b"rows"
