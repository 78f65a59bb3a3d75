"""docs/running.md names every setting that the code reads and every command there is, and no other."""

from __future__ import annotations

import argparse
import re
from importlib import import_module

from belonging.web.base.database_roles import STEPPED_INTO
from belonging.web.cli.main import COMMANDS
from belonging.web.config.grants import MATRIX
from tests.guards.test_sizes import ROOT, tracked

PAGE = (ROOT / "docs/running.md").read_text()
ROW = re.compile(r"^\| `(BELONGING_\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAME = re.compile(r"BELONGING_[A-Z]+(?:_[A-Z]+)*")


def settings_read() -> set[str]:
    """Every such name that stands in the code, and those that `belonging migrate` puts together."""
    written = {name for path in tracked("src/*.py") for name in NAME.findall(path.read_text())}
    return written | {f"{role.upper()}_PASSWORD" for role in set(MATRIX) - set(STEPPED_INTO)}


def test_every_setting_that_is_read_is_documented_and_no_other() -> None:
    documented = [name for name, *_ in ROW.findall(PAGE)]
    assert len(documented) == len(set(documented))
    assert set(documented) == settings_read()


def test_the_page_speaks_of_no_setting_beside_its_table() -> None:
    assert set(NAME.findall(PAGE)) <= settings_read()


def test_the_page_names_commands_that_are_there() -> None:
    named = set(re.findall(r"\bbelonging ([a-z]+(?:-[a-z]+)*)", PAGE))
    assert named - set(COMMANDS) == set()
    assert set(COMMANDS) - named == set()


def test_the_table_of_upkeep_has_commands_as_they_are_typed() -> None:
    table = PAGE.split("\n## Upkeep\n")[1].split("\n#")[0]
    typed = re.findall(r"^\| `belonging ([^`]+)`", table, re.MULTILINE)
    assert len(typed) > 20
    for words in typed:
        whole = re.sub(r"[\[\]]", "", words).replace(" KEY", " pepper").split()
        parser = argparse.ArgumentParser()
        import_module(f"belonging.web.cli.{COMMANDS[whole[0]].module}").add_parser(parser.add_subparsers())
        parser.parse_args(whole)
