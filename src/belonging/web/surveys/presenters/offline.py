"""The addresses that a device keeps for a class, so that it goes on when the network is gone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from django.templatetags.static import static

from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.round_asked import address_of
from belonging.web.surveys.queries.offered import offered
from belonging.web.surveys.rules.letters import files_of

STAFFS = frozenset({"own-pictures.css", "watch.css", "slips.js", "worker.js"})
"""Files that no page of the answering process asks for, or that are no part of a page."""
OF_THE_LOOK = (
    "ui/icon.svg",
    "ui/fonts/atkinson-hyperlegible-next-core-400.woff2",
    "ui/fonts/atkinson-hyperlegible-next-core-700.woff2",
)


@cache
def lasting_files() -> list[str]:
    """Scripts, styles and pictures under the names that say what is in them."""
    room = files("belonging.web.surveys").joinpath("static/surveys")
    return [static(name) for name in (*OF_THE_LOOK, *(f"surveys/{name}" for name in sorted(_names(room, ""))))]


def _names(room: Traversable, before: str) -> list[str]:
    names: list[str] = []
    for each in room.iterdir():
        if each.is_dir():
            names += _names(each, f"{before}{each.name}/")
        elif each.name.endswith((".js", ".css", ".svg")) and each.name not in STAFFS:
            names.append(f"{before}{each.name}")
    return names


def pages_of(round_: Round) -> dict[str, list[str]]:
    """By language, its letters and every edition of the round's page in it."""
    choice = offered(round_)
    return {
        tongue.code: [
            *(static(name) for name in files_of(tongue.code)),
            *(address_of(round_.handle, edition, tongue.code) for edition in choice.editions),
        ]
        for tongue in choice.languages
    }
