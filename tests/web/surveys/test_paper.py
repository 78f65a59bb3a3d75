"""Forms on paper: two sides in every edition, true sentences, and nothing that the slip says already."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client

from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters import paper
from belonging.web.surveys.presenters.paper import paper_pdf
from belonging.web.surveys.presenters.papers import asking_on_paper, sheets_of
from belonging.web.surveys.presenters.previews import asking_without_round
from belonging.web.surveys.rules.editions import EDITIONS
from tests.web.conftest import NOW


def pages(pdf: bytes) -> int:
    found = re.search(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)", pdf, re.DOTALL)
    assert found
    return int(found[1])


@pytest.mark.parametrize(
    ("name", "edition"),
    [*(("pupil_v1", each) for each in EDITIONS), ("parent_v1", "standard"), ("staff_v1", "standard")],
)
def test_every_edition_is_two_sides_that_anybody_can_read(db: None, name: str, edition: str) -> None:
    asking = asking_without_round(name, edition, "en")
    assert asking is not None
    made = paper_pdf(asking, now=NOW)
    assert made.accessible, made.reason
    assert pages(made.pdf) == 2


def test_there_is_no_form_of_what_is_not_asked(db: None) -> None:
    assert asking_without_round("pupil_v1", "gold", "en") is None
    assert asking_without_round("pupil_v1", "standard", "xx") is None
    assert asking_without_round("training_v1", "standard", "en") is None


def test_a_rounds_form_does_not_ask_what_the_slip_says(open_round_: Round) -> None:
    asking = asking_on_paper(open_round_, "standard", "en")
    assert asking is not None
    assert {"year_group", "sen"} <= asking.known_facts
    assert asking.school_name == open_round_.host.name
    assert [each.edition for each in sheets_of(open_round_)][:2] == ["Standard", "Younger"]


def test_whoever_has_the_address_prints_until_the_round_is_sealed(open_round_: Round, client: Client) -> None:
    page = client.get(f"/paper/{open_round_.handle}/").content.decode()
    assert f"/paper/{open_round_.handle}/pictures/en.pdf" in page
    assert 'href="/questionnaires/pupil_v1/"' in page
    assert page.count("Draft, not yet tried with children") == 4
    reply = client.get(f"/paper/{open_round_.handle}/pictures/en.pdf")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert io.BytesIO(reply.content).read(5) == b"%PDF-"
    assert client.get(f"/paper/{open_round_.handle}/gold/en.pdf").status_code == 404
    assert client.get("/paper/zzzz9999/").status_code == 404
    assert open_round_.state == State.OPEN


@pytest.mark.parametrize(("edition", "read_by"), [("pictures", "More for grown-ups to read to you"), ("standard", "")])
def test_the_promise_to_the_youngest_is_for_the_adult_to_read_out(
    db: None, monkeypatch: pytest.MonkeyPatch, edition: str, read_by: str
) -> None:
    made: list[dict[str, object]] = []
    monkeypatch.setattr(paper, "typeset", lambda _template, data, **_rest: made.append(data))
    asking = asking_without_round("pupil_v1", edition, "en")
    assert asking is not None
    paper_pdf(asking, now=NOW)
    assert made[0]["promise_for"] == read_by
    assert made[0]["promise"]
