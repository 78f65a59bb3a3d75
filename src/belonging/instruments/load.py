"""From a TOML file to an Instrument or the Framework, validated once.

A published version never changes: rounds that used it are compared across years. `catalogue/published.toml`
holds the SHA-256 of every published file, and a file that differs from it is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.audit_file import read_audit
from belonging.instruments.benchmarks import Benchmarks
from belonging.instruments.benchmarks_file import read_benchmarks
from belonging.instruments.editions_file import read_editions
from belonging.instruments.errors import InvalidInstrument, UnknownInstrument
from belonging.instruments.framework import Framework
from belonging.instruments.framework_file import read_framework
from belonging.instruments.instrument_file import read_instrument
from belonging.instruments.lists import Known
from belonging.instruments.model import SCHOOL_AUDIENCES, Audience, Instrument
from belonging.instruments.practices import Library
from belonging.instruments.practices_file import read_practices
from belonging.instruments.tables import Table, meant, parse

FRAMEWORK = "framework_v1"
AUDIT = "audit_360_v1"
PRACTICES = "practices_v1"
BENCHMARKS = "benchmarks_v1"


@cache
def load(name: str) -> Instrument:
    """The published questionnaire of that name ("pupil_v1"), with its editions.

    Raises UnknownInstrument, InvalidInstrument.
    """
    digests = _digests("instruments")
    if name not in digests:
        raise UnknownInstrument(f"No questionnaire is called '{name}'; {meant(name, digests)}")
    instrument = _instrument(*_published_source(name, digests))
    editions = _digests("editions")
    if name not in editions:
        return instrument
    source, file = _published_source(f"{name}.editions", {f"{name}.editions": editions[name]})
    return read_editions(parse(_with_unix_lines(source), file), instrument)


def load_file(path: str | Path) -> Instrument:
    """A questionnaire from any file, published or not. Raises InvalidInstrument, OSError."""
    path = Path(path)
    try:
        source = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        remedy = "save the file as UTF-8"
        raise InvalidInstrument(file=path.name, line=line, problem="this is not UTF-8 text", remedy=remedy) from error
    return _instrument(source, path.name)


@cache
def load_framework(name: str = FRAMEWORK) -> Framework:
    """The published framework. Raises UnknownInstrument, InvalidInstrument."""
    digests = _digests("frameworks")
    if name not in digests:
        raise UnknownInstrument(f"No framework is called '{name}'; {meant(name, digests)}")
    source, file = _published_source(name, digests)
    return read_framework(parse(_with_unix_lines(source), file), digest_of(source))


@cache
def load_audit(name: str = AUDIT) -> AuditInstrument:
    """The published audit of that name. Raises UnknownInstrument, InvalidInstrument."""
    digests = _digests("audits")
    if name not in digests:
        raise UnknownInstrument(f"No audit is called '{name}'; {meant(name, digests)}")
    source, file = _published_source(name, digests)
    return read_audit(parse(_with_unix_lines(source), file), digest_of(source), known_to_audits())


@cache
def load_practices(name: str = PRACTICES) -> Library:
    """The published library of practices. Raises UnknownInstrument, InvalidInstrument."""
    digests = _digests("practices")
    if name not in digests:
        raise UnknownInstrument(f"No library of practices is called '{name}'; {meant(name, digests)}")
    source, file = _published_source(name, digests)
    statements = frozenset(statement.key for statement in load_audit().statements)
    root = parse(_with_unix_lines(source), file)
    return read_practices(root, digest_of(source), known=known_to_audits(), statements=statements)


@cache
def load_benchmarks(name: str = BENCHMARKS) -> Benchmarks:
    """The published figures that ours may be read beside. Raises UnknownInstrument, InvalidInstrument."""
    digests = _digests("benchmarks")
    if name not in digests:
        raise UnknownInstrument(f"No list of benchmarks is called '{name}'; {meant(name, digests)}")
    source, file = _published_source(name, digests)
    return read_benchmarks(parse(_with_unix_lines(source), file), digest_of(source), items=known_to_audits().items)


@cache
def known_to_audits() -> Known:
    """What a statement or a practice may name: constructs of the framework, items of the published questionnaires."""
    questionnaires = [load(name) for name in published()]
    items = {
        audience.value: frozenset(
            item.key for asked in questionnaires if asked.audience is audience for item in asked.items
        )
        for audience in SCHOOL_AUDIENCES
    }
    return Known(frozenset(construct.key for construct in load_framework().constructs), MappingProxyType(items))


@cache
def published(audiences: tuple[Audience, ...] = SCHOOL_AUDIENCES) -> tuple[str, ...]:
    """The names of the published questionnaires of these audiences, in alphabetical order.

    Of those asked about a school, unless said otherwise: the others belong to no school's waves.
    """
    return tuple(name for name in sorted(_digests("instruments")) if load(name).audience in audiences)


def digest_of(source: str) -> str:
    """SHA-256 of the text in UTF-8, whatever line ends a checkout gave it."""
    return hashlib.sha256(_with_unix_lines(source).encode()).hexdigest()


def refuse_changed(source: str, file: str, digest: str) -> None:
    """Raise InvalidInstrument when a published file is not what it was when it was published."""
    if digest_of(source) != digest:
        name, _, rest = file.removesuffix(".toml").rpartition("_v")
        version, _, editions = rest.partition(".")
        new = f"{name}_v{int(version) + 1}{editions and f'.{editions}'}.toml"
        raise InvalidInstrument(
            file=file,
            line=1,
            problem="this version is published, and the file is not as it was published",
            remedy=f"put it back as it was, and make your change in {new}",
        )


def _instrument(source: str, file: str) -> Instrument:
    root = parse(_with_unix_lines(source), file)
    return read_instrument(root, _constructs_of(root), digest_of(source))


def _constructs_of(root: Table) -> frozenset[str]:
    name = root.one_of("framework", sorted(_digests("frameworks")))
    return frozenset(construct.key for construct in load_framework(name).constructs)


def _published_source(name: str, digests: Mapping[str, str]) -> tuple[str, str]:
    file = f"{name}.toml"
    source = catalogue_text(file)
    refuse_changed(source, file, digests[name])
    return source, file


@cache
def _digests(kind: str) -> Mapping[str, str]:
    file = "published.toml"
    table = parse(catalogue_text(file), file).table(kind)
    return MappingProxyType({name: table.text(name) for name in table.values})


def catalogue_text(file: str) -> str:
    """A file of the catalogue, as it stands there."""
    return files("belonging.instruments").joinpath("catalogue", file).read_bytes().decode("utf-8")


def is_in_catalogue(file: str) -> bool:
    return files("belonging.instruments").joinpath("catalogue", file).is_file()


def _with_unix_lines(source: str) -> str:
    return source.replace("\r\n", "\n")
