"""The pages of amendments: an evaluator asks, the programme decides in writing, everybody reads what came of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from belonging.evaluation.plan import Plan
from belonging.instruments.load import load
from belonging.web.accounts.models import User
from belonging.web.findings.engine.amending import make_amendments
from belonging.web.packs.services.amendments import breakdowns_open
from belonging.web.programme.models import Cohort
from tests.web.packs.given import signed_in_as
from tests.web.packs.programme import out_programme

WANTED = {"items": ["safe"], "by": ["sen"], "waves": ["baseline", "endline"], "reason": "Do plans matter?"}


def test_tables_are_asked_for_allowed_and_shown_apart(cohort: Cohort, sam: User, tom: User) -> None:
    out_programme(cohort)
    asks, decides = signed_in_as(sam), signed_in_as(tom)
    start = f"/programme/{cohort.slug}/plan/"

    assert f'href="{start}pupil_v1/"' in asks.get(start).content.decode()
    form = asks.get(f"{start}pupil_v1/").content.decode()
    assert "SEN support and EHC plans" in form
    assert 'value="send"' not in form  # the plan has it already
    empty = asks.post(f"{start}pupil_v1/", {}).content.decode()
    assert "Please choose a breakdown." in empty
    sent = asks.post(f"{start}pupil_v1/", WANTED)
    assert sent["Location"] == f"{start}pupil_v1/1/"
    assert "asked for already" in asks.post(f"{start}pupil_v1/", WANTED).content.decode()

    page = f"{start}pupil_v1/1/"
    assert "Allow or refuse it" not in asks.get(page).content.decode()
    assert "Allow or refuse it" in decides.get(page).content.decode()
    assert asks.get(f"{page}decide/").status_code in (403, 404)
    assert f'href="{page}"' in decides.get("/programme/").content.decode()  # among what is to be done
    assert f'href="{page}"' not in asks.get("/programme/").content.decode()
    assert "Please read it" in decides.post(f"{page}decide/", {"act": "allow"}).content.decode()
    assert decides.post(f"{page}decide/", {"act": "allow", "read": "on"})["Location"] == page
    assert (
        "decided this a moment ago" in decides.post(f"{page}decide/", {"act": "allow", "read": "on"}).content.decode()
    )
    assert f'href="{page}"' not in decides.get("/programme/").content.decode()
    assert "Being made" in asks.get(page).content.decode()

    make_amendments(now=timezone.now() + timedelta(minutes=1))
    shown = asks.get(page).content.decode()
    assert "Released, exploratory" in shown
    assert "after the plan was fixed." in shown
    assert 'data-finding="safe-by-sen:' in shown
    assert "1 statement by SEN support and EHC plans" in asks.get(start).content.decode()


def test_a_refusal_is_read_by_who_asked(cohort: Cohort, sam: User, tom: User) -> None:
    out_programme(cohort)
    start = f"/programme/{cohort.slug}/plan/"
    signed_in_as(sam).post(f"{start}pupil_v1/", WANTED)
    decides = signed_in_as(tom)
    page = f"{start}pupil_v1/1/"

    assert "what could be learned" in decides.post(f"{page}decide/", {"act": "refuse"}).content.decode()
    refusal = {"act": "refuse", "ground": "one_school", "because": "Nearly all plans are at one school."}
    assert decides.post(f"{page}decide/", refusal)["Location"] == page
    assert "Nearly all plans are at one school." in signed_in_as(sam).get(page).content.decode()


def test_what_is_not_there_is_not_found(cohort: Cohort, sam: User) -> None:
    asks = signed_in_as(sam)
    start = f"/programme/{cohort.slug}/plan/"

    assert "Nothing has been asked for." in asks.get(start).content.decode()
    assert asks.get(f"{start}pupil_v1/").status_code == 404
    assert asks.get(f"{start}pupil_v1/7/").status_code == 404


def test_adults_are_not_asked_about_what_only_pupils_have() -> None:
    pupils, staff = (Plan.default(load(name), "programme") for name in ("pupil_v1", "staff_v1"))

    assert breakdowns_open(pupils) == ("edition", "joined")
    assert breakdowns_open(staff) == ()
