"""`belonging drill NAME`: a rehearsal of what must work on a bad day."""

from __future__ import annotations

import argparse
import pkgutil
from importlib import import_module
from types import ModuleType

from belonging.web.cli import drills


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "drill",
        help="rehearse a bad day",
        description="Rehearsals. Each leaves things as they were, says how it went, and is noted: the team reads when "
        "each was last done under “Mail and background work”, and 'belonging doctor' says when one is due.",
    )
    named = parser.add_subparsers(dest="drill", required=True, metavar="DRILL")
    for module in _drills().values():
        module.add_parser(named)


def run(arguments: argparse.Namespace) -> int:
    code: int = _drills()[arguments.drill].run(arguments)
    return code


def _drills() -> dict[str, ModuleType]:
    """Those that there are, by name."""
    return {
        each.name: import_module(f"{drills.__name__}.{each.name}")
        for each in pkgutil.iter_modules(drills.__path__)
        if not each.name.startswith("_")
    }
