"""Hundreds of questionnaires in one database, each answered in a known order; then sealed by the service.

    python -m benchmarks.soak.many_rounds build FOLDER SEED SIZE ROUNDS …
    python -m benchmarks.soak.many_rounds seal FOLDER

On the database that BELONGING_DATABASE_URL names. Rows are put there as the answering process puts them, one
transaction each, in fewer steps than it takes.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from belonging.web.surveys.models import Response, Round


def build(folder: Path, seed: str, sizes: list[int]) -> None:
    from django.db import connection, transaction
    from tests.web.surveys import given

    from belonging.web.base.scope import programme_scope
    from belonging.web.surveys.models import Response

    with connection.cursor() as cursor:
        on_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA synchronous=OFF" if on_sqlite else "SET synchronous_commit TO off")
    chance = random.Random(seed)
    truth, everybody = [], _everybody(chance, len(given.ITEMS))
    for round_, size in zip(_rounds(len(sizes)), sizes, strict=True):
        keys = _slips(round_, size)
        people = [next(everybody) for _ in keys]
        for key, person in zip(keys, people, strict=True):
            answers = dict(zip(given.ITEMS, person, strict=True))
            with transaction.atomic(), programme_scope("soak"):
                Response.objects.bulk_create([_response(round_, key, answers)])
        truth.append({"id": round_.pk, "people": people})
    (folder / "truth.json").write_text(json.dumps({"rounds": truth}))


def _everybody(chance: random.Random, items: int) -> Iterator[list[int]]:
    """No two answer alike: whoever searches files takes the second for the first, and finds fewer."""
    before = set[tuple[int, ...]]()
    while True:
        person = tuple(chance.randint(1, 4) for _ in range(items))
        if person not in before:
            before.add(person)
            yield list(person)


def _rounds(count: int) -> Iterator[Round]:
    """Closed ones, of one school each; they still take rows."""
    from tests.web.conftest import NOW
    from tests.web.surveys.given import CLOSES

    from belonging.web.base.pepper import new_salt
    from belonging.web.base.scope import programme_scope
    from belonging.web.programme.services import create_cohort
    from belonging.web.schools.models import School
    from belonging.web.surveys.models import Round, State

    cohort = create_cohort(name="Soak", slug="soak", starts_on=date(2026, 9, 1), is_demo=True, actor="soak", now=NOW)
    School.objects.bulk_create(
        School(name=f"School {number}", slug=f"school-{number}", setting="primary", is_simulated=True)
        for number in range(count)
    )
    for school in School.objects.order_by("pk"):
        with programme_scope("soak"):
            made = Round.objects.create(
                school=school, cohort=cohort, wave="baseline", instrument="pupil_v1", instrument_digest="0" * 64,
                audience="pupil", entrance="slips", slip_facts=["year_group"], handle=secrets.token_hex(4),
                state=State.CLOSED, opens_at=NOW, closes_at=CLOSES, closed_at=CLOSES, salt=new_salt(),
            )  # fmt: skip
        yield made


def _slips(round_: Round, size: int) -> list[str]:
    """In no order; the keys, as people come."""
    from belonging.web.base.scope import programme_scope
    from belonging.web.surveys.models import Pack, Slip

    keys = [secrets.token_hex(32) for _ in range(size)]
    owner = {"school_id": round_.school_id, "round": round_}
    with programme_scope("soak"):
        pack = Pack.objects.create(label="Class", slips=size, **owner)
        Slip.objects.bulk_create(Slip(key=key, pack=pack, year_group="4", sen="N", **owner) for key in sorted(keys))
    return keys


def _response(round_: Round, key: str, answers: dict[str, int]) -> Response:
    from belonging.web.surveys.models import Response

    return Response(
        school_id=round_.school_id, round=round_, key=key, answers=answers, edition="standard", language="en",
        digest=secrets.token_hex(32), receipt=secrets.token_hex(32),
    )  # fmt: skip


def seal(folder: Path) -> None:
    """Then, still running, copy SQLite's files as an attacker would."""
    from tests.web.surveys.given import AFTER
    from tests.web.surveys.own_database import seize

    from belonging.web.base.scope import programme_scope, school_scope
    from belonging.web.surveys.models import Round
    from belonging.web.surveys.services.sealing import seal_round

    with programme_scope("soak"):
        rounds = list(Round.objects.select_related("cohort", "school").order_by("pk"))
    for round_ in rounds:
        with school_scope(round_.host_id):
            seal_round(round_=round_, actor="soak", now=AFTER)
    seize(folder / "seized.sqlite3")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    act, place, *given_words = sys.argv[1:]
    if act == "build":
        seed_word, *pairs = given_words
        wanted = [int(size) for size, rounds in zip(pairs[::2], pairs[1::2], strict=True) for _ in range(int(rounds))]
        build(Path(place), seed_word, wanted)
    else:
        seal(Path(place))
