"""The team's way with keys: made, shown once, ended."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from belonging.web.api.models import ApiKey
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from tests.web.api.conftest import read

KEYS = "/programme/keys/"


def form(**changes: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=60)
    return {"name": "A dashboard", "scopes": ["findings:read"], "expires_on": day.isoformat(), **changes}


def test_a_key_is_made_shown_once_used_and_ended(manager: Client, programme_released: Cohort) -> None:
    assert KEYS in manager.get("/programme/").content.decode()
    assert "No keys yet" in manager.get(KEYS).content.decode()
    shown = manager.post(f"{KEYS}make/", form())
    assert "no-store" in shown["Cache-Control"]
    (key,) = re.findall(r"bm_[0-9a-f]{12}_[\w-]{43}", shown.content.decode())
    assert read("cohorts/pilot-2026/findings/pupil", key).status_code == 200
    listed = manager.get(KEYS).content.decode()
    assert "A dashboard" in listed
    assert key[16:] not in listed
    assert manager.post(f"{KEYS}{key[3:15]}/end/").status_code == 302
    assert read("cohorts/pilot-2026/findings/pupil", key).status_code == 401
    assert "Ended" in manager.get(KEYS).content.decode()
    with programme_scope("test"):
        acts = list(Entry.objects.filter(subject=f"api-key:{key[3:15]}").order_by("number"))
    assert [entry.act for entry in acts] == ["api-key-made", "api-key-ended"]
    assert key[16:] not in repr([vars(entry) for entry in acts])


def test_a_key_lasts_a_year_at_most_and_names_need_the_list(manager: Client, cohort: Cohort) -> None:
    far = (timezone.localdate() + timedelta(days=500)).isoformat()
    assert "A key lasts a year at most" in manager.post(f"{KEYS}make/", form(expires_on=far)).content.decode()
    alone = manager.post(f"{KEYS}make/", form(scopes=["schools:names"]))
    assert "Tick the list too" in alone.content.decode()
    assert "Please tick what the key may read" in manager.post(f"{KEYS}make/", form(scopes=[])).content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_that_has_ended_is_not_ended_again(manager: Client, cohort: Cohort) -> None:
    manager.post(f"{KEYS}make/", form(cohorts=["pilot-2026"]))
    key = ApiKey.objects.get()
    assert key.cohorts == ["pilot-2026"]
    for _ in range(2):
        answer = manager.post(f"{KEYS}{key.public_id}/end/", follow=True)
    assert "This key has ended already" in answer.content.decode()
    assert manager.post(f"{KEYS}000000000000/end/").status_code == 404
