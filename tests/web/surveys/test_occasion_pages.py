"""What somebody after a training session, and a school's lead, meet when they answer."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from django.test import Client

from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Round
from belonging.web.surveys.rules.promise import PromiseFacts, Reader, promise
from belonging.web.surveys.services.occasions import plan_occasion
from tests.web.conftest import NOW
from tests.web.surveys.occasions import ACTOR, CLOSES, a_survey, an_occasion, code_of, sealed

pytestmark = [pytest.mark.usefixtures("answering_process")]
DOCUMENT = Path(__file__).parents[3] / "docs" / "privacy.md"


@pytest.fixture(autouse=True)
def now(time_machine_at: None) -> None:
    """The rounds are open."""


@pytest.fixture
def time_machine_at(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("answering", "sending"):
        monkeypatch.setattr(f"belonging.web.surveys.views.{module}.timezone.now", lambda: NOW)


def page_of(round_: Round) -> str:
    answer = Client().get(f"/r/{round_.handle}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_after_training_the_form_speaks_to_a_colleague(cohort: Cohort) -> None:
    page = page_of(an_occasion(cohort))

    assert "asks everybody who came to the session" in page
    assert "What happens with your answers" in page
    assert "never for one" in page
    assert "I want to talk to someone" not in page
    assert "More help" not in page
    assert "Who may read it?" not in page
    assert "Senior leader, such as a head" in page


def test_a_form_without_a_script_is_kept(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)

    answer = Client().post(f"/r/{round_.handle}/", {"a-equipped": "5", "a-role": "4", "c-better": "Shorter, please."})

    assert answer.status_code == 200
    assert "They help to make the programme better" in answer.content.decode()
    with programme_scope("test"):
        row = Response.objects.get()
    assert (row.answers, row.comments, row.sharing) == (
        {"equipped": 5, "role": 4},
        {"better": "Shorter, please."},
        "programme",
    )


def test_bad_input_keeps_what_was_chosen(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)

    answer = Client().post(f"/r/{round_.handle}/", {"a-equipped": "5", "a-confident": "77"})

    assert answer.status_code == 400
    assert re.search(r'name="a-equipped" value="5" checked', answer.content.decode())


def test_the_hub_is_asked_about_only_where_it_was_used(cohort: Cohort, maple: School) -> None:
    page = page_of(a_survey(cohort, maple))

    assert 'data-asked-if="a-hub_used" data-asked-for="2"' in page
    assert "Only if you chose “Yes” above: Have you used resources from the hub?" in page
    assert page.index("How was" if "How was" in page else "The hub: ") < page.index("c-about_hub")
    assert page.index('id="a-hub_useful"') < page.index('id="c-about_hub"') < page.index('id="a-send_belong_more"')


def test_a_lead_sends_with_the_code_of_the_mail(cohort: Cohort, maple: School) -> None:
    round_ = a_survey(cohort, maple)
    assert "at the end of the link in your mail" in page_of(round_)

    sent = {"code": code_of(maple), "a-hub_used": "1", "a-hub_useful": "5", "submission_id": "a" * 32}
    answer = Client().post(f"/r/{round_.handle}/send/", sent, content_type="application/json")

    assert answer.json()["outcome"] == "kept"
    with programme_scope("test"):
        assert Response.objects.get().answers == {"hub_used": 1}


def test_before_and_after_it_says_so(cohort: Cohort) -> None:
    draft = plan_occasion(cohort=cohort, instrument="training_v1", occasion="training:5", actor=ACTOR, now=NOW)
    early = Client().get(f"/r/{draft.handle}/")
    over = Client().get(f"/r/{sealed(an_occasion(cohort)).handle}/")

    assert (early.status_code, over.status_code) == (403, 410)
    assert "when you get a mail" in early.content.decode()
    assert "Belonging Matters has stopped asking." in over.content.decode()


def test_nobody_is_offered_a_talk_that_no_school_would_hear(cohort: Cohort) -> None:
    assert Client().get(f"/r/{an_occasion(cohort).handle}/talk/").status_code == 404


def test_the_document_has_every_sentence_of_occasions() -> None:
    document = DOCUMENT.read_text()
    for audience, slips, comments in product(("training", "lead"), (True, False), Reader):
        facts = PromiseFacts(audience=audience, slips=slips, comments=comments, backup_days=35)
        found = {sentence.key: sentence.text for sentence in promise(facts)}
        assert ("mailed" in found) == slips
        assert ("comments_professional" in found) == (comments is Reader.SCREENED)
        assert all(text in document for text in found.values())
        assert "talk" not in found


def test_it_closes_by_the_day_it_said(cohort: Cohort) -> None:
    assert an_occasion(cohort).closes_at == CLOSES
