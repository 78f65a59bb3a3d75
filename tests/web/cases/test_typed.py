"""What an adviser or a school typed is never lost to a refusal."""

from __future__ import annotations

import pytest

from belonging.web.accounts.models import User
from belonging.web.cases.models import CaseRemark, CaseStudy
from belonging.web.cases.services.reviewing import ask_review, recommend
from tests.web.actions.plans import browser_of, text_of
from tests.web.conftest import NOW

PLACE = "/schools/maple-tree/case-study/1/"
LONG = "Please tell more of the families. " * 40


@pytest.fixture
def in_review(study: CaseStudy, lead: User) -> CaseStudy:
    return ask_review(study=study, actor=str(lead.pk), now=NOW)


@pytest.mark.parametrize("address", ["comments/aims/", "comments/whole/", "ask-changes/"])
def test_a_comment_that_is_too_long_stands_in_its_field(in_review: CaseStudy, adviser: User, address: str) -> None:
    reply = browser_of(adviser).post(PLACE + address, {"text": LONG})

    assert reply.status_code == 200
    page = reply.content.decode()
    assert page.count(LONG.strip()) == 1
    assert "There is a problem" in page
    assert "1,000 characters at most" in text_of(reply.content)
    ids = {"comments/aims/": "text-aims", "comments/whole/": "text-whole", "ask-changes/": "id_text"}
    assert f'href="#{ids[address]}"' in page
    assert page.count(f'id="{ids[address]}"') == 1
    assert not CaseRemark.objects.exists()


def test_an_empty_comment_says_what_to_do(in_review: CaseStudy, adviser: User) -> None:
    reply = browser_of(adviser).post(f"{PLACE}comments/aims/", {"text": " "})
    assert "Please write what you think of this part." in text_of(reply.content)


def test_changes_asked_for_too_late_can_be_copied(in_review: CaseStudy, lead: User, adviser: User) -> None:
    recommend(study=in_review, actor=str(lead.pk), now=NOW)

    reply = browser_of(adviser).post(f"{PLACE}ask-changes/", {"text": "More of families, please."})

    said = text_of(reply.content)
    assert "not with the adviser now" in said
    assert "was not kept" in said
    assert "More of families, please." in said
