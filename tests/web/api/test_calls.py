"""What programs read: the stored findings, value by value, by keys that may."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from belonging.evaluation.released import Findings
from belonging.web.api.models import ApiKey
from belonging.web.api.presenters.answers import Part, findings_answer
from belonging.web.api.rules import keys as rules
from belonging.web.api.rules.keys import Scope
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.reports.presenters.examples import example_findings
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Round
from tests.web.api.conftest import a_key, read, released

PILOT = "cohorts/pilot-2026"
CELL = ("id", "group", "group_label", "wave", "n", "schools", "rung")


def pages_of(address: str, key: str, **chosen: str) -> list[Any]:
    """Every page, by its own links."""
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    pages, further = [], f"/api/v1/{address}?limit=25&{query}"
    while further:
        answer = read(further.removeprefix("/api/v1/"), key)
        assert answer.status_code == 200, answer.content
        pages.append(answer.json())
        further = pages[-1]["next"]
    return pages


def assert_same(pages: list[Any], stored: Findings) -> None:
    """Each field of each finding as `to_json` writes it."""
    wanted = json.loads(stored.to_json())
    if pages[0]["school"]:
        wanted["responses"] = [{**each, "roll": None} for each in wanted["responses"]]
    for name in ("audience", "instrument", "waves", "policy", "plan_digest", "responses", "headlines", "notes"):
        assert pages[0][name] == wanted[name]
    tables = [table for page in pages for table in page["tables"]]
    assert [table["id"] for table in tables] == [table["id"] for table in wanted["tables"]]
    for got, kept in zip(tables, wanted["tables"], strict=True):
        for given, cell in zip(got["cells"], kept["cells"], strict=True):
            assert given == {name: cell[name] for name in (*CELL, "parts", "interval", "refusal")}
        assert (got["changes"], got["gaps"], got["withheld"]) == (kept["changes"], kept["gaps"], kept["withheld"])


def test_every_figure_of_the_programme_is_the_stored_one(programme_released: Cohort) -> None:
    pages = pages_of(f"{PILOT}/findings/pupil", a_key(Scope.FINDINGS))
    assert len(pages) > 1
    assert_same(pages, released("pupil"))
    (chosen,) = pages_of(f"{PILOT}/findings/pupil", a_key(Scope.FINDINGS), item="safe", by="send")
    assert [table["id"] for table in chosen["tables"]] == ["safe-by-send"]


def test_the_digest_of_the_answers_is_the_releases_own(programme_released: Cohort) -> None:
    """The engine writes it beside the findings, which hold an empty one."""
    with programme_scope("test"):
        release = Release.objects.get()
    release.input_digest = "ab" * 32
    part = Part("/", 1, 0, {})
    assert findings_answer(release, programme_released, None, part)["input_digest"] == "ab" * 32


def test_a_schools_figures_are_read_under_its_letter_by_a_key_that_may(maple_released: School) -> None:
    address = f"{PILOT}/schools/A/findings/pupil"
    pages = pages_of(address, a_key(Scope.SCHOOL_FINDINGS))
    assert_same(pages, example_findings("forty-five"))
    assert (pages[0]["school"], pages[0]["released_at"]) == ("A", None), "a day would say which school it is"
    assert "Maple" not in json.dumps(pages)
    refused = read(address, a_key(*(set(Scope) - {Scope.SCHOOL_FINDINGS})))
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert "findings:schools" in refused.json()["detail"]


def test_schools_stand_under_letters_unless_the_key_has_names(maple: School, river: School) -> None:
    plain = read(f"{PILOT}/schools", a_key(Scope.SCHOOLS)).json()
    assert [(each["school"], each["phase"], each["name"]) for each in plain["schools"]] == [
        ("A", None, None),
        ("B", None, None),
    ], "two schools of a phase would be told by it"
    named = read(f"{PILOT}/schools", a_key(Scope.SCHOOLS, Scope.SCHOOL_NAMES)).json()
    assert [each["name"] for each in named["schools"]] == ["Maple Tree School", "River Lane School"]


def a_school(cohort: Cohort, letter: str, setting: str = "primary") -> School:
    """With a pupils' round."""
    name = f"School {letter}"
    school = School.objects.create(name=name, slug=name.lower().replace(" ", "-"), setting=setting, nation="england")
    with programme_scope("test"):
        Enrolment.objects.create(school=school, cohort=cohort, mask=letter)
        a_round(school, cohort, f"x{letter}")
    return school


def a_round(school: School, cohort: Cohort, handle: str, **changed: Any) -> Round:
    made: dict[str, Any] = {"wave": "baseline", "audience": "pupil", "roll": 123, "answered": 60, **changed}
    made["instrument"] = f"{made['audience']}_v1"
    return Round.objects.create(school=school, cohort=cohort, entrance=Entrance.SLIPS, handle=handle, **made)


def test_a_phase_is_told_where_three_schools_share_it(cohort: Cohort) -> None:
    for letter, setting in (("C", "primary"), ("D", "primary"), ("E", "primary"), ("F", "special")):
        a_school(cohort, letter, setting)
    told = read(f"{PILOT}/schools", a_key()).json()["schools"]
    assert [each["phase"] for each in told] == ["primary", "primary", "primary", None]


@pytest.mark.parametrize("name", ["schools", "rounds", "response-rates"])
def test_a_page_asks_the_database_as_much_of_one_school_as_of_three(name: str, cohort: Cohort) -> None:
    key, counted = a_key(), []
    a_school(cohort, "C")
    read(f"{PILOT}/{name}", key)
    for more in ((), ("AA", "D")):
        for letter in more:
            a_school(cohort, letter)
        with CaptureQueriesContext(connection) as asked:
            answer = read(f"{PILOT}/{name}?limit=2&offset=0", key).json()
        counted.append(len(asked))
        limited = [each["sql"] for each in asked if "LIMIT 2" in each["sql"]]
        assert len(limited) == 1, "the page is cut by the database"
    assert counted[0] == counted[1]
    assert (answer["count"], [each["school"] for each in answer[name.replace("-", "_")]]) == (3, ["C", "D"])
    further = read(answer["next"].removeprefix("/api/v1/"), key).json()
    assert ([each["school"] for each in further[name.replace("-", "_")]], further["next"]) == (["AA"], None)


def test_rounds_say_the_month_and_never_the_day(maple: School, cohort: Cohort) -> None:
    opens = datetime(2026, 9, 30, 12, tzinfo=UTC)
    with programme_scope("test"):
        a_round(maple, cohort, "aaaaaa", opens_at=opens, closes_at=opens + timedelta(days=9))
    (told,) = read(f"{PILOT}/rounds", a_key(Scope.ROUNDS)).json()["rounds"]
    assert (told["opens_in"], told["closes_in"], told["sealed_in"]) == ("2026-09", "2026-10", None)


def test_response_rates_are_rounded_and_say_nothing_of_fewer_than_ten(maple: School, cohort: Cohort) -> None:
    with programme_scope("test"):
        for handle, audience, answered in (("aaaaaa", "pupil", 60), ("bbbbbb", "staff", 5)):
            a_round(maple, cohort, handle, audience=audience, answered=answered)
    rates = read(f"{PILOT}/response-rates", a_key(Scope.RESPONSE_RATES)).json()["response_rates"]
    assert [(each["audience"], each["answered"], each["percent"]) for each in rates] == [
        ("pupil", 60, 48),
        ("staff", None, None),
    ]
    rounds = read(f"{PILOT}/rounds", a_key(Scope.ROUNDS)).json()["rounds"]
    assert [(each["school"], each["instrument"], each["state"]) for each in rounds] == [
        ("A", "pupil_v1", "draft"),
        ("A", "staff_v1", "draft"),
    ]


@pytest.mark.parametrize("sent", ["", "bm_000000000000_" + "a" * 43, "nonsense", "bm_\x00"])
def test_without_a_key_that_counts_nothing_is_said(sent: str, programme_released: Cohort) -> None:
    answer = read(f"{PILOT}/findings/pupil", sent)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_key_that_is_wrong_over_or_ended_opens_nothing(programme_released: Cohort) -> None:
    key = a_key()
    assert read(f"{PILOT}/schools", key[:-1] + ("a" if key[-1] != "a" else "b")).status_code == 401
    assert read(f"{PILOT}/schools", key).status_code == 200
    ApiKey.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert read(f"{PILOT}/schools", key).status_code == 401
    ended = a_key()
    ApiKey.objects.filter(public_id=ended[3:15]).update(ended_at=timezone.now(), ended_by="test")
    assert read(f"{PILOT}/schools", ended).status_code == 401


def test_a_session_opens_no_call_and_a_call_sets_no_cookie(manager: Client, programme_released: Cohort) -> None:
    assert manager.get("/api/v1/cohorts").status_code == 401
    assert not read("cohorts", a_key()).cookies


def test_another_cohort_reads_like_one_that_is_not_there(programme_released: Cohort) -> None:
    Cohort.objects.create(name="Second", slug="second", starts_on=programme_released.starts_on)
    key = a_key(cohorts=("second",))
    hidden, missing = (read(f"cohorts/{slug}/findings/pupil", key) for slug in ("pilot-2026", "nowhere"))
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
    assert hidden.status_code == 404
    assert [each["cohort"] for each in read("cohorts", key).json()["cohorts"]] == ["second"]


def test_what_has_not_changed_is_not_sent_again(programme_released: Cohort) -> None:
    key = a_key()
    first = read(f"{PILOT}/findings/pupil", key)
    assert (first["Cache-Control"], first["Vary"]) == ("private, no-cache", "Authorization")
    again = read(f"{PILOT}/findings/pupil", key, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_not_understood_is_said_in_words(programme_released: Cohort) -> None:
    answer = read(f"{PILOT}/schools?limit=9999", a_key())
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert "limit" in answer.json()["detail"]


def test_a_key_has_a_budget_of_calls_of_its_own(monkeypatch: pytest.MonkeyPatch, programme_released: Cohort) -> None:
    monkeypatch.setattr("belonging.web.api.services.keys.CALLS_A_MINUTE", 3)
    key, other = a_key(), a_key()
    statuses = [read("cohorts", key).status_code for _ in range(6)]
    assert statuses.count(200) in (3, 4, 5, 6)  # a minute may turn meanwhile
    assert statuses[:3] == [200, 200, 200]
    refused = read("cohorts", key)
    assert refused.status_code == 200 or int(refused["Retry-After"]) <= 60
    assert read("cohorts", other).status_code == 200


def test_the_day_of_the_last_call_is_noted_once(programme_released: Cohort) -> None:
    key = a_key()
    read("cohorts", key)
    assert ApiKey.objects.get().last_used_on == timezone.localdate()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read("cohorts", key)
    assert not [each for each in asked if each["sql"].startswith("UPDATE") and "api_apikey" in each["sql"]]


def test_a_secret_is_kept_as_its_hash_alone(db: None) -> None:
    key = a_key()
    (row,) = ApiKey.objects.values()
    secret = key[16:]
    assert secret not in repr(row)
    assert rules.is_secret(secret, row["secret_hash"])
    assert rules.parts_of(key) == (row["public_id"], secret)
