"""The one entry point, `belonging`. A command's module is imported only when that command is chosen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from django.core.exceptions import ImproperlyConfigured

from belonging.web.base.errors import Refused
from belonging.web.base.sqlite_file import make_no_file
from belonging.web.cli.saying import reason_of, refuse
from belonging.web.cli.start import ENGINE_SETTINGS, STAFF_SETTINGS, start_django


class CommandModule(Protocol):
    """What the module of a command offers. It imports models in `run` alone, so that help needs no settings."""

    def add_parser(self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Hang the command, with its options, under `belonging`."""

    def run(self, arguments: argparse.Namespace, /) -> int:
        """Do it; the exit code. Raises Refused, ImproperlyConfigured with a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Command:
    """`django`: set Django up before the command runs. `engine`: with the database role that reads sealed answers."""

    name: str
    module: str
    says: str
    django: bool = False
    engine: bool = False


GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "See it work",
        (Command("demo", "demo", "load the simulated pilot and serve it on this machine"),),
    ),
    (
        "From files alone (no web app, no database)",
        (
            Command("evaluate", "evaluate", "shares, changes and intervals from a CSV, Parquet or SPSS file"),
            Command("count", "count", "count big Parquet files, or a table in a database, into whole numbers"),
            Command("verify", "verify", "work findings out again from the answers: does everything agree?"),
            Command("reproduce", "reproduce", "work every figure of a report out again from an evaluator's pack"),
            Command("pilot", "pilot", "make a simulated pilot as CSV files, to try things on"),
        ),
    ),
    (
        "Run the service",
        (
            Command("migrate", "migrate", "set up the database or bring it up to date; again is safe", django=True),
            Command("serve", "serve", "staff's pages, answering pages and the worker, kept running"),
            Command("restart", "restart", "new processes in place of the old ones, with nobody refused"),
            Command("maintenance", "maintenance", "a page in front of everything while you work on the service"),
            Command("worker", "worker", "the worker alone: seals rounds, then makes their findings", django=True),
            Command(
                "render-audio", "render_audio", "read the words of the questionnaires aloud into files", django=True
            ),
            Command("register", "register", "bring the national register of schools up to date", django=True),
            Command("outcomes", "outcomes", "published attendance and suspensions of our schools", django=True),
            Command("mail", "mail", "send a test message: does mail arrive?", django=True),
            Command("check-database", "check_database", "is it up to date, and does it keep what it takes?"),
        ),
    ),
    (
        "Look after it",
        (
            Command("backup", "backup", "a whole copy of the database, encrypted, while the service runs"),
            Command("restore", "restore", "bring a backup back, into an empty database", django=True),
            Command("drill", "drill", "rehearse a bad day: a restore, an urgent message", django=True),
            Command("upgrade", "upgrade", "to a new version: backup, maintenance page, migrations", django=True),
            Command("keys", "keys", "the keys of cohorts that link their waves: make, destroy", django=True),
            Command("doctor", "doctor", "one page of checks: is everything as it should be?"),
            Command(
                "rotate-keys", "rotate_keys", "new secrets in place of old ones, with nobody shut out", django=True
            ),
        ),
    ),
    (
        "Do one thing now",
        (
            Command("invite", "invite", "invite somebody to a role; how the first manager gets in", django=True),
            Command("tick", "tick", "what the worker does to rounds, once: close, seal, count slips", django=True),
            Command("release", "release", "make the findings of every sealed round that has none yet", django=True),
            Command("twin", "twin", "made-up rows in the shape of a cohort's research pack", django=True),
            Command("report", "report", "the programme's report of a cohort as a PDF", django=True),
            Command(
                "export-answers",
                "export_answers",
                "a cohort's sealed answers as a Parquet file",
                django=True,
                engine=True,
            ),
            Command("retire", "retire", "what is past its time: how much of what, and its end", django=True),
            Command("archive", "archive", "a finished cohort's answers made coarse for good", django=True),
            Command("tidy", "tidy", "the nightly rebuild of the tables that held answers", django=True),
            Command(
                "record-permission",
                "record_permission",
                "record that a wording's owner allows its use in live cohorts",
                django=True,
            ),
            Command(
                "verify-releases",
                "verify_releases",
                "can every stored release be had again from the sealed rows?",
                django=True,
                engine=True,
            ),
            Command(
                "journal-verify", "journal_verify", "has any entry of the journal been altered or removed?", django=True
            ),
        ),
    ),
)
MAKE_FILES = {"demo", "migrate", "restore", "drill", "upgrade"}
"""The commands that may make an SQLite file."""
COMMANDS = {command.name: command for _, commands in GROUPS for command in commands}

EXAMPLES = """Examples
  belonging demo
  belonging evaluate answers.csv --json findings.json
  belonging pilot simulate --seed 7 --out pretend-pilot
  belonging migrate && belonging serve --host 127.0.0.1 --port 8000

'belonging COMMAND --help' says what a command needs. Settings come from the environment:
docs/running.md lists them.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 done with failures, 2 refused or asked wrongly (a sentence says why)."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except (Refused, ImproperlyConfigured) as refusal:
        refuse(words[0] if words else "", str(refusal))
        return 2
    except BrokenPipeError:
        # The reader (`head`, a pager) has gone: what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(overview())
        return 0
    if words[0] == "--version":
        sys.stdout.write(f"belonging {_version()}\n")
        return 0
    if words[0] not in COMMANDS:
        raise Refused(_unknown(words[0]))
    command = COMMANDS[words[0]]
    module = cast(CommandModule, import_module(f"belonging.web.cli.{command.module}"))
    parser = argparse.ArgumentParser(prog="belonging")
    module.add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words)
    if command.name not in MAKE_FILES:
        make_no_file()
    if not command.django:
        return module.run(arguments)
    start_django(ENGINE_SETTINGS if command.engine else STAFF_SETTINGS)
    return _with_database(module, arguments)


def _with_database(module: CommandModule, arguments: argparse.Namespace) -> int:
    from django.db import OperationalError, ProgrammingError

    try:
        return module.run(arguments)
    except (OperationalError, ProgrammingError) as error:
        raise Refused(
            f"The database said: {reason_of(error)}. "
            "Check BELONGING_DATABASE_URL, and that 'belonging migrate' has been run."
        ) from error


def overview() -> str:
    """What `belonging --help` prints."""
    width = max(len(name) for name in COMMANDS)
    lines = ["Belonging Matters: does every child here feel they belong?", "", "belonging COMMAND [OPTIONS]", ""]
    for heading, commands in GROUPS:
        lines.append(heading)
        lines.extend(f"  {command.name:<{width}}  {command.says}" for command in commands)
        lines.append("")
    return "\n".join([*lines, EXAMPLES])


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1)
    meant = f" Did you mean 'belonging {near[0]}'?" if near else " 'belonging --help' lists the commands."
    return f"There is no command {word!r}.{meant}"


def _version() -> str:
    from importlib.metadata import version

    return version("belonging")


if __name__ == "__main__":
    sys.exit(main())
