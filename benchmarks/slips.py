"""A whole school's slips from its list of pupils: from the file to the last byte of the PDF.

    python -m benchmarks.slips [--pupils 2000] [--rounds 3]      (SQLite, in a folder of its own)
    python -m tests.postgres python -m benchmarks.slips          (PostgreSQL)

What is timed is what the school waits for, through the pages that it uses: the list read and shown, and the slips
printed with names, picture codes, covers and class lists, with word of how far it is. Beside it: how long the last
transaction takes, in which nobody's answer can be written on SQLite.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measured import machine, spread

if TYPE_CHECKING:
    from django.test import Client

A_CLASS = 30


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slips", description=__doc__)
    parser.add_argument("--pupils", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3, help="how often the whole school is printed")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        times: dict[str, list[float]] = {}
        for number in range(asked.rounds):
            for name, seconds in _print_a_school(number, roster(asked.pupils)):
                times.setdefault(name, []).append(seconds)
        for name, seconds_of_each in times.items():
            print(f"{name}: {spread(seconds_of_each)}")


def roster(pupils: int) -> bytes:
    """A made-up list in the shape of a management system's export, by class."""
    rows = ["UPN,Legal Surname,Legal Forename,Date of Birth,Gender,Year taught in,Reg Group,SEN Status"]
    for at in range(pupils):
        group = at // A_CLASS
        year, letter = group % 5 + 7, group // 5 + 1
        sen = "EKNNNNNNNN"[at % 10]
        rows.append(f"A{at:012},Family{at},Given{at},01/02/2014,{'MF'[at % 2]},Year {year},{year} Form {letter},{sen}")
    return "\r\n".join(rows).encode("cp1252")


def _start(folder: Path) -> None:
    os.environ.setdefault("BELONGING_MODE", "test")
    os.environ.setdefault("BELONGING_HOME", str(folder))
    os.environ.setdefault("BELONGING_DATABASE_URL", f"sqlite:///{folder}/slips.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    # Second factors are asked for elsewhere.
    settings.GUARD_SESSIONS = False
    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}; {machine()}")


def _print_a_school(number: int, content: bytes) -> Iterator[tuple[str, float]]:
    """(what, seconds) of one school that nobody has printed for."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, here = _lead_of_a_school(number)
    started = time.perf_counter()
    page = client.post(f"{here}roster/", {"file": SimpleUploadedFile("pupils.csv", content)}).content.decode()
    yield "list read and shown, seconds", time.perf_counter() - started
    text = re.search(r'name="roster" value="([^"]+)"', page)
    groups = re.findall(r'name="groups"[^>]*value="(\d+)"', page) or re.findall(
        r'value="(\d+)"[^>]*name="groups"', page
    )
    if text is None or not groups:
        raise RuntimeError("The list was not shown as one that can be printed")
    sent = {"roster": text[1], "groups": groups, "named": "on", "roll": "on"}
    started, worked = time.perf_counter(), _processor_seconds()
    reply = client.post(f"{here}roster/print/", sent, headers={"accept": "application/x-ndjson"})
    size, last = 0, started
    for line in reply:
        now = time.perf_counter()
        said = json.loads(line)
        if said.get("done"):
            drawn = now - started
        if said.get("pdf"):
            size, last = size + len(said["pdf"]) * 3 // 4, now
        if said.get("refused"):
            raise RuntimeError(said["refused"])
    ended = time.perf_counter()
    yield "squares drawn, seconds", drawn
    yield "kept in one transaction, seconds", ended - last
    yield "printed, from the press of the button to the last byte, seconds", ended - started
    yield "of this, processor time of all processes, seconds", _processor_seconds() - worked
    yield "size of the PDF, MB", size / 1e6


def _processor_seconds() -> float:
    """Of this process and those that it waited for: on a busy machine the figure that compares."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _lead_of_a_school(number: int) -> tuple[Client, str]:
    from django.test import Client
    from django.utils import timezone
    from tests.web.enrolment.given import ready

    from belonging.web.accounts.models import Membership, User
    from belonging.web.accounts.roles import Role
    from belonging.web.base.scope import school_scope
    from belonging.web.programme.models import Cohort, Enrolment
    from belonging.web.schools.models import School, Setting
    from belonging.web.surveys.services.rounds import open_round, plan_round

    now = timezone.now()
    day = date(2026, 9, 1)
    cohort, _ = Cohort.objects.get_or_create(
        slug="pilot", defaults={"name": "Pilot", "starts_on": day, "is_demo": True}
    )
    school = School.objects.create(name=f"School {number}", slug=f"school-{number}", setting=Setting.SECONDARY)
    lead = User.objects.create(email=f"lead{number}@example.org", name="Jo")
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=f"{number:02}")
        ready(school, cohort, now)
        round_ = plan_round(
            school=school, cohort=cohort, wave="baseline", instrument="pupil_v1", entrance="slips",
            slip_facts=("year_group", "sex", "sen"), actor="benchmark", now=now,
        )  # fmt: skip
        open_round(round_=round_, closes_at=now + timedelta(days=14), actor="benchmark", now=now)
        Membership.objects.create(user=lead, role=Role.LEAD, school=school)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(lead)
    return client, f"/schools/{school.slug}/rounds/{round_.handle}/"


if __name__ == "__main__":
    main()
