"""A program of its own, for tests that need committed rows, files to read or a process to kill.

`python -m tests.web.surveys.own_database ACT …` on the database that BELONGING_DATABASE_URL names.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django

LARGE, CLASSES, CLASS_SIZE, PARENTS = 300, 10, 30, 40


def build(truth: Path, kind: str) -> None:
    """Rounds with answers in a known order, all closed; the truth goes into a file."""
    sizes = [LARGE, *[CLASS_SIZE] * CLASSES] if kind == "many" else [60]
    chance = random.Random(20261123)
    rounds, secrets, codes = [], [], []
    _let_the_log_grow()
    for number, size in enumerate(sizes):
        round_, people, kept, printed = _answered(number, size, chance)
        rounds.append({"id": round_, "people": people})
        secrets += kept
        codes += printed
    _keep_the_log(truth.with_name("open.log"))
    secrets += _comments(len(sizes))
    truth.write_text(json.dumps({"rounds": rounds, "secrets": secrets, "codes": codes}))


def _let_the_log_grow() -> None:
    """So that it holds all rounds: in service it is written back every thousand pages."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_autocheckpoint=0")


def _keep_the_log(copy: Path) -> None:
    """SQLite's write-ahead log as it lies while the round is open; it is written back when nobody is connected."""
    from django.db import connection

    if connection.vendor == "sqlite":
        shutil.copy(f"{connection.settings_dict['NAME']}-wal", copy)


def _school(number: int) -> Any:
    from belonging.web.base.scope import school_scope
    from belonging.web.programme.models import Cohort
    from belonging.web.programme.services import create_cohort, enrol_school
    from belonging.web.schools.services import NewSchool, add_school
    from tests.web.conftest import NOW
    from tests.web.enrolment.given import ready

    cohort = Cohort.objects.first() or create_cohort(
        name="Pilot", slug="pilot", starts_on=date(2026, 9, 1), is_demo=True, actor="test", now=NOW
    )
    Cohort.objects.update(comments_on=True)
    cohort.refresh_from_db()
    new = NewSchool(name=f"School {number}", slug=f"school-{number}", setting="primary", is_simulated=True)
    school = add_school(new=new, actor="test", now=NOW)
    enrol_school(cohort=cohort, school=school, actor="test", now=NOW)
    with school_scope(school.pk):
        ready(school, cohort, NOW)
    return school, cohort


def _answered(number: int, size: int, chance: random.Random) -> tuple[int, list[list[int]], list[str], list[str]]:
    from belonging.web.base.scope import school_scope
    from belonging.web.surveys.models import Response
    from tests.web.surveys import given

    school, cohort = _school(number)
    with school_scope(school.pk):
        round_ = given.opened(given.a_draft(school, cohort, facts=("year_group",)))
        codes = given.slips(round_, size, year_group="4")
    people = [[chance.randint(1, 4) for _ in given.ITEMS] for _ in codes]
    kept: list[str] = []
    for code, person in zip(codes, people, strict=True):
        # Each in its own transaction, as they come; written backwards, so that the open row's text is known again.
        answers = dict(reversed(list(zip(given.ITEMS, person, strict=True))))
        with school_scope(school.pk):
            given.answer(round_, code, answers)
        kept.append(json.dumps(answers))
    with school_scope(school.pk):
        for row in Response.objects.filter(round=round_):
            kept += [row.key, row.receipt, row.digest]
        given.closed(round_)
    return round_.pk, people, kept, codes


def _comments(number: int) -> list[str]:
    """Parents' comments, half of them withdrawn; gives what must not be readable after sealing."""
    from belonging.web.base.scope import school_scope
    from belonging.web.surveys.services.answering import withdraw_response
    from tests.web.conftest import NOW
    from tests.web.surveys import given

    school, cohort = _school(number)
    with school_scope(school.pk):
        round_ = given.a_link_round(school, cohort)
    taken_back = []
    for parent in range(PARENTS):
        text = f"comment-of-parent-{parent}: " + "words that nobody else would write. " * (1 + parent % 9 * 5)
        with school_scope(school.pk):
            receipt = given.answer(round_, answers={}, comments={"what_helps": text})
            if parent % 2:
                withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)
                taken_back.append(text[:24])
    with school_scope(school.pk):
        given.closed(round_)
    return taken_back


def seal(seized: Path, how: str = "") -> None:
    """Seal every round; then, still running, copy the database's files as an attacker would.

    `how`: a number kills the process after so many writes; "unerased" before the log is emptied;
    "insecure" switches the overwriting of deleted rows off (a control).
    """
    from django.db import connection

    from belonging.web.base.scope import programme_scope, school_scope
    from belonging.web.surveys.models import Round
    from belonging.web.surveys.services import sealing
    from tests.web.surveys import given

    if how == "insecure":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=OFF")
    if how == "unerased":
        vars(sealing)["erase_traces"] = _die  # the next thing after the commit
    with programme_scope("test"):
        rounds = list(Round.objects.order_by("pk"))
    with connection.execute_wrapper(_killer(int(how) if how.isdigit() else 0)):
        for round_ in rounds:
            with school_scope(round_.host_id):
                sealing.seal_round(round_=round_, actor="test", now=given.AFTER)
    seize(seized)


def seal_killed(seized: Path) -> None:
    """For each number that is asked for, seal in a child that is killed after so many writes; say how it ended.

    Nobody is connected here, so that the child is alone with the database.
    """
    for asked in sys.stdin:
        child = os.fork()
        if not child:
            seal(seized, asked.strip())
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def look(seized: Path) -> None:
    """What the worker does every few seconds, in a process that goes on."""
    from belonging.web.surveys.services.upkeep import tick
    from tests.web.surveys import given

    tick(now=given.CLOSES)
    seize(seized)


def seize(seized: Path) -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        shutil.copy(name, seized)
        # Not under SQLite's own name for it: looking into the main file would delete it.
        shutil.copy(f"{name}-wal", seized.with_suffix(".log"))


def rebuild() -> None:
    from belonging.web.surveys.services.upkeep import rebuild_open_tables

    rebuild_open_tables()


def _killer(after: int) -> Callable[..., Any]:
    """An execute wrapper that ends the process, without any clean-up, after so many writes; 0 is never."""
    writes = 0

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal writes
        result = execute(sql, params, many, context)
        if sql.split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            writes += 1
            if writes == after:
                _die()
        return result

    return wrapper


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    act, *given_arguments = sys.argv[1:]
    if act == "build":
        build(Path(given_arguments[0]), given_arguments[1])
    elif act == "seal":
        seal(Path(given_arguments[0]), *given_arguments[1:])
    elif act == "seal-killed":
        seal_killed(Path(given_arguments[0]))
    elif act == "look":
        look(Path(given_arguments[0]))
    else:
        rebuild()
