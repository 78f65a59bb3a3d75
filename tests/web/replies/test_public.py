"""What anybody reads at a page's address."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from belonging.web.base.scope import school_scope
from belonging.web.files.models import Picture
from belonging.web.replies.models import Line, Page
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.services.pages import publish_due
from tests.web.replies.conftest import AN_ACTOR, NOW

EIGHT = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)


def _address(page: Page) -> str:
    return f"/said-and-done/{page.token}/"


@pytest.fixture
def out(pages: dict[str, Page]) -> dict[str, Page]:
    publish_due(now=EIGHT)
    return pages


def test_anybody_reads_it_without_signing_in_and_without_a_cookie(out: dict[str, Page]) -> None:
    answer = Client().get(_address(out["pupils"]))

    html = answer.content.decode()
    assert "About 9 in 10 of you hardly ever feel lonely here." in html
    assert "We open a quiet room at lunch." in html
    assert "Maple Tree School, December 2026" in html
    assert not answer.cookies
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "<script" not in html


@pytest.mark.parametrize(("edition", "rounded"), [("pupils", False), ("younger", False), ("families", True)])
def test_the_foot_is_plain_for_children(out: dict[str, Page], edition: str, rounded: bool) -> None:
    html = Client().get(_address(out[edition])).content.decode()

    assert ("numbers are rounded" in html) is rounded
    assert ("Nobody can see who said what." in html) is not rounded


def test_the_ten_marks_say_no_more_than_the_sentence_and_are_not_read_aloud(out: dict[str, Page]) -> None:
    html = Client().get(_address(out["pupils"])).content.decode()

    first = html.split('class="bm-ten"')[1].split("</p>")[0]
    assert 'aria-hidden="true"' in first
    assert (first.count("--full"), first.count("--empty")) == (9, 1)


def test_it_says_nothing_of_what_was_changed_since(out: dict[str, Page]) -> None:
    Line.objects.all().update(said="Changed", did="Changed")

    assert "Changed" not in Client().get(_address(out["pupils"])).content.decode()


@pytest.mark.parametrize("token", ["nothing-here", "0", "a" * 24])
def test_what_is_not_there_is_not_there(db: None, token: str) -> None:
    assert Client().get(f"/said-and-done/{token}/").status_code == 404


def test_it_is_read_and_nothing_else(out: dict[str, Page]) -> None:
    assert Client().post(_address(out["pupils"])).status_code == 405


def test_younger_pupils_see_a_picture_beside_each_line(out: dict[str, Page]) -> None:
    html = Client().get(_address(out["younger"])).content.decode()

    assert html.count('class="bm-said__picture"') == len(lines_of(out["younger"]))
    assert "replies/shapes/friends.svg" in html


def test_and_the_schools_own_where_it_has_one(pages: dict[str, Page]) -> None:
    page = pages["younger"]
    item = lines_of(page)[0].item
    with school_scope(page.school_id):
        Picture.objects.create(
            school=page.school,
            slot=item,
            alt="The bench",
            content=b"\x89PNG picture",
            content_type="image/png",
            width=10,
            height=10,
            digest="0" * 64,
            nobody_in_it=True,
            uploaded_by=AN_ACTOR,
            uploaded_at=NOW,
            confirmed_by="somebody",
            confirmed_at=NOW,
        )
    publish_due(now=EIGHT)

    here = f"{_address(page)}picture/{item}/"
    assert here in Client().get(_address(page)).content.decode()
    assert Client().get(here)["Content-Type"] == "image/png"
    assert Client().get(f"{_address(pages['pupils'])}picture/{item}/").status_code == 404
    assert Client().get(f"{_address(page)}picture/nothing/").status_code == 404
