"""A program of its own, for tests that need committed rows, files to read or a process to kill.

`python -m tests.web.surveys.own_database ACT …` on the database that BELONGING_DATABASE_URL names.
"""

from __future__ import annotations

import json
import logging.config
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import django

LARGE, CLASSES, CLASS_SIZE, PARENTS, LINKED = 300, 10, 30, 40, 60


def build(truth: Path, kind: str) -> None:
    """Rounds with answers in a known order, all closed; the truth goes into a file. "one": by the pages.

    No two databases have the same people: a PostgreSQL cluster keeps one write-ahead log for all of its databases, and
    what another test wrote meanwhile would be taken for this one's.
    """
    sizes = [LARGE, *[CLASS_SIZE] * CLASSES] if kind == "many" else [60]
    chance = random.Random(random.SystemRandom().getrandbits(64))
    rounds: list[dict[str, Any]] = []
    secrets: list[str] = []
    codes: list[str] = []
    _let_the_log_grow()
    _write_the_answering_log(truth.with_name("answering.log"))
    for number, size in enumerate(sizes):
        rounds.append(_answered(number, size, chance, secrets, codes, by_pages=kind == "one"))
    _keep_the_log(truth.with_name("open.log"))
    more = [_comments(len(sizes), chance, secrets)]
    if kind == "many":
        more.append(_linked(len(sizes) + 1, chance, secrets, codes, keys=truth.with_name("link-keys")))
    truth.write_text(json.dumps({"rounds": rounds, "more": more, "secrets": secrets, "codes": codes}))


def _write_the_answering_log(file: Path) -> None:
    """As the answering process's own settings have it where a line has the day alone, into a file."""
    from belonging.web.config.answering_settings import LOGGING

    handler = {**LOGGING["handlers"]["console"], "class": "logging.FileHandler", "filename": str(file)}  # type: ignore[index]  # its own shape
    loggers = {**LOGGING["loggers"], "belonging.answering": {"level": "INFO"}}  # type: ignore[dict-item]  # its own shape
    logging.config.dictConfig({**LOGGING, "handlers": {"console": handler}, "loggers": loggers})


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


def _school(number: int, slug: str = "pilot") -> Any:
    from belonging.web.base.scope import school_scope
    from belonging.web.programme.models import Cohort
    from belonging.web.programme.services import create_cohort, enrol_school
    from belonging.web.schools.services import NewSchool, add_school
    from tests.web.conftest import NOW
    from tests.web.enrolment.given import ready

    cohort = Cohort.objects.filter(slug=slug).first() or create_cohort(
        name=slug.title(), slug=slug, starts_on=date(2026, 9, 1), is_demo=True, actor="test", now=NOW
    )
    Cohort.objects.update(comments_on=True)
    cohort.refresh_from_db()
    new = NewSchool(name=f"School {number}", slug=f"school-{number}", setting="primary", is_simulated=True)
    school = add_school(new=new, actor="test", now=NOW)
    enrol_school(cohort=cohort, school=school, actor="test", now=NOW)
    with school_scope(school.pk):
        ready(school, cohort, NOW)
    return school, cohort


def _answered(
    number: int, size: int, chance: random.Random, secrets: list[str], codes: list[str], *, by_pages: bool = False
) -> dict[str, Any]:
    from belonging.web.base.scope import school_scope
    from tests.web.surveys import given

    school, cohort = _school(number)
    with school_scope(school.pk):
        round_ = given.opened(given.a_draft(school, cohort, facts=("year_group",)))
    return _sent(round_, size, chance, secrets, codes, by_pages=by_pages)


def _linked(number: int, chance: random.Random, secrets: list[str], codes: list[str], *, keys: Path) -> dict[str, Any]:
    """A baseline whose sealed rows get links."""
    from django.conf import settings

    from belonging.web.base.scope import programme_scope, school_scope
    from belonging.web.programme.models import Cohort
    from tests.web.surveys import given
    from tests.web.surveys.linked import linking

    settings.BELONGING_LINK_KEYS = keys
    school, cohort = _school(number, "linked")
    with programme_scope("test"):
        linking(Cohort.objects.get(pk=cohort.pk))
    with school_scope(school.pk):
        cohort.refresh_from_db()
        round_ = given.opened(given.a_draft(school, cohort, facts=("year_group",)))
    return _sent(round_, LINKED, chance, secrets, codes)


def _sent(
    round_: Any, size: int, chance: random.Random, secrets: list[str], codes: list[str], *, by_pages: bool = False
) -> dict[str, Any]:
    """So many answers, each in its own transaction, as they come; then closed."""
    from belonging.web.base.scope import school_scope
    from belonging.web.surveys.models import Response
    from tests.web.surveys import given

    with school_scope(round_.host_id):
        printed = given.slips(round_, size, year_group="4")
    people = [[chance.randint(1, 4) for _ in given.ITEMS] for _ in printed]
    for code, person in zip(printed, people, strict=True):
        # Written backwards, so that the open row's text is known again.
        answers = dict(reversed(list(zip(given.ITEMS, person, strict=True))))
        if by_pages:
            _send(round_, code, answers)
        else:
            with school_scope(round_.host_id):
                given.answer(round_, code, answers)
        secrets.append(json.dumps(answers))
    with school_scope(round_.host_id):
        rows = list(Response.objects.filter(round=round_).order_by("key"))
        given.closed(round_)
    # Of linked waves the slips wait under their keys, so that these are left.
    secrets += [secret for row in rows for secret in (*([] if row.link else [row.key]), row.receipt, row.digest)]
    codes += printed
    keyed = [[row.answers[item] for item in given.ITEMS] for row in rows]
    return {"id": round_.pk, "people": people, "keyed": keyed}


def _send(round_: Any, code: str, answers: dict[str, int]) -> None:
    from django.test import Client, override_settings

    from belonging.web.config import answering_settings
    from tests.web.conftest import NOW

    names = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CONTENT_SECURITY_POLICY", "SECURE_REFERRER_POLICY")
    own = {name: getattr(answering_settings, name) for name in names}
    sent = {"code": code, **{f"a-{item}": str(answer) for item, answer in answers.items()}}
    clock = mock.patch("django.utils.timezone.now", return_value=NOW)
    with override_settings(ALLOWED_HOSTS=["testserver"], **own), clock:
        reply = Client().post(f"/r/{round_.handle}/send/", sent, content_type="application/json")
    if reply.status_code != 200:
        raise RuntimeError(reply.content)


def _comments(number: int, chance: random.Random, secrets: list[str]) -> dict[str, Any]:
    """Parents' comments, half of them withdrawn, which must not be readable after sealing; the others in order."""
    from belonging.web.base.scope import school_scope
    from belonging.web.surveys.models import Response
    from belonging.web.surveys.services.answering import withdraw_response
    from tests.web.conftest import NOW
    from tests.web.surveys import given

    school, cohort = _school(number)
    with school_scope(school.pk):
        round_ = given.a_link_round(school, cohort)
    parents = chance.sample(range(10**8, 10**9), PARENTS)
    for place, parent in enumerate(parents):
        text = f"comment-of-parent-{parent}: " + "words that nobody else would write. " * (1 + place % 9 * 5)
        with school_scope(school.pk):
            receipt = given.answer(round_, answers={}, comments={"what_helps": text})
            if place % 2:
                withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)
                secrets.append(text[:32])
    with school_scope(school.pk):
        kept = Response.objects.filter(round=round_, withdrawn=False).order_by("key")
        keyed = [[int(row.comments["what_helps"].split(":")[0].split("-")[-1])] for row in kept]
        given.closed(round_)
    return {"id": round_.pk, "people": [[parent] for parent in parents[::2]], "keyed": keyed}


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
