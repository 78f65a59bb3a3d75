"""The published modules, read once. `catalogue/modules/published.toml` holds the SHA-256 of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import digest_of, load_framework, refuse_changed
from belonging.instruments.modules import Module, Review
from belonging.instruments.modules_file import read_module, read_reviews
from belonging.instruments.tables import meant, parse


@cache
def load_module(name: str) -> Module:
    """The published module of that name ("daily_strategies_v1"). Raises UnknownInstrument, InvalidInstrument."""
    digests = _digests()
    if name not in digests:
        raise UnknownInstrument(f"No module is called '{name}'; {meant(name, digests)}")
    file = f"{name}.toml"
    source = _text(file)
    refuse_changed(source, file, digests[name])
    constructs = frozenset(construct.key for construct in load_framework().constructs)
    return read_module(parse(source, file), digest_of(source), constructs=constructs)


@cache
def modules() -> tuple[Module, ...]:
    """The newest version of each, in the order in which they are listed."""
    newest: dict[str, Module] = {}
    for name in _digests():
        module = load_module(name)
        held = newest.get(module.key)
        newest[module.key] = module if held is None or held.version < module.version else held
    return tuple(newest.values())


def module_by_slug(slug: str) -> Module | None:
    return next((module for module in modules() if module.slug == slug), None)


def review_of(module: Module) -> Review | None:
    """Who outside the team read this version through; None where nobody has."""
    return _reviews().get(module.name)


@cache
def _reviews() -> Mapping[str, Review]:
    file = "reviews.toml"
    return MappingProxyType(read_reviews(parse(_text(file), file), modules=frozenset(_digests())))


@cache
def _digests() -> Mapping[str, str]:
    file = "published.toml"
    table = parse(_text(file), file).table("modules")
    return MappingProxyType({name: table.text(name) for name in table.values})


def _text(file: str) -> str:
    source = files("belonging.instruments").joinpath("catalogue", "modules", file).read_bytes().decode("utf-8")
    return source.replace("\r\n", "\n")
