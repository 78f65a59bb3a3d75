"""docs/asvs.md has every requirement of ASVS 5.0.0, levels 1 and 2, once; tests that a document names are there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.guards.test_sizes import ROOT, tracked

PAGE = (ROOT / "docs/asvs.md").read_text()
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| [^|]+ \| (met|partly|operator|n\.a\.|not met) \| ([^|]+) \|$", re.M)
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
SOURCE = re.compile(r"`((?:src|tests|benchmarks|scripts)/[\w/.-]+\.\w+)`")
LINK = re.compile(r"\]\(([\w./-]*)(?:#([\w-]+))?\)")
COUNT = re.compile(r"^\| (met|partly|operator|n\.a\.|not met) \| (\d+) \| (\d+) \|$", re.M)
ASSURING = [
    ROOT / name
    for name in (
        "SECURITY.md", "docs/asvs.md", "docs/assurance.md", "docs/threat-model.md", "docs/childrens-code.md",
        "docs/dfe-cyber.md", "docs/dpia.md", "docs/accessibility-statement.md",
    )
]  # fmt: skip
PROTOTYPES = re.compile(r"__proto__|\.prototype\b|setPrototypeOf|\bfor \((?:const|let|var) \w+ in ")
SIGNED = re.compile(r"\bsigning\.(?:dumps|loads|Signer|TimestampSigner)\((?![^\n]*\bsalt=)")
SALT = re.compile(r"^\w*SALT(?:: Final|, _BETWEEN)? = \"([^\"]+)\"", re.M)
UNSAID = re.compile(r"content_type=[\"']text/(?![^\"']*charset)")


def wanted() -> dict[str, str]:
    """Each requirement and its level."""
    listed = tomllib.loads((ROOT / "tests/guards/asvs.toml").read_text())
    return {
        f"{section}.{number}": level[1]
        for level, sections in listed.items()
        for section, numbers in sections.items()
        for number in numbers
    }


def test_each_requirement_stands_there_once_under_its_level() -> None:
    levels = wanted()
    assert Counter(levels.values()) == {"1": 70, "2": 183}
    said = [(name, level) for name, level, *_ in ROW.findall(PAGE)]
    assert sorted(said) == sorted(levels.items())


def test_what_is_met_has_something_to_look_at() -> None:
    # "the same test" stands below a row that names it.
    pointless = [
        name
        for name, _, verdict, why in ROW.findall(PAGE)
        if verdict == "met" and not (SOURCE.search(why) or TEST.search(why) or LINK.search(why) or "same test" in why)
    ]
    assert pointless == []


def test_the_counts_are_those_of_the_rows() -> None:
    counted = Counter((verdict, level) for _, level, verdict, _ in ROW.findall(PAGE))
    said = {verdict: (int(one), int(two)) for verdict, one, two in COUNT.findall(PAGE)}
    assert said == {verdict: (counted[verdict, "1"], counted[verdict, "2"]) for verdict in said}
    assert len(said) == 5


@pytest.mark.parametrize("path", ASSURING, ids=lambda path: path.name)
def test_what_a_document_names_is_there(path: Path) -> None:
    text = path.read_text()
    missing = [name for name in SOURCE.findall(text) if not (ROOT / name).exists()]
    for name, function in TEST.findall(text):
        file = ROOT / name
        if not file.exists() or (function and f"def {function}(" not in file.read_text()):
            missing.append(f"{name}::{function}")
    assert missing == []


@pytest.mark.parametrize("path", ASSURING, ids=lambda path: path.name)
def test_what_it_points_at_is_a_heading_that_is_there(path: Path) -> None:
    broken = []
    for file, anchor in LINK.findall(path.read_text()):
        target = (path.parent / file) if file else path
        if anchor and (not target.exists() or anchor not in headings(target.read_text())):
            broken.append(f"{file}#{anchor}")
    assert broken == []


def headings(text: str) -> set[str]:
    """As the pages of the repository name them."""
    found = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


def test_every_text_that_is_sent_says_its_letters() -> None:
    """A browser that has to guess a charset may read words as markup."""
    unsaid = [str(path.relative_to(ROOT)) for path in tracked("src/*.py") if UNSAID.search(path.read_text())]
    assert unsaid == []
    assert UNSAID.search('content_type="text/csv"')


def test_no_script_reaches_a_prototype() -> None:
    scripts = [path for path in tracked("src/*.js") if "/static/" in str(path)]
    assert [str(path.relative_to(ROOT)) for path in scripts if PROTOTYPES.search(path.read_text())] == []
    assert PROTOTYPES.search("for (const key in given) to[key] = given[key];")
    assert len(scripts) > 30


def test_each_kind_of_signed_text_has_a_salt_of_its_own() -> None:
    """So that one kind is never taken for another."""
    texts = {str(path.relative_to(ROOT)): path.read_text() for path in tracked("src/*.py")}
    assert [name for name, text in texts.items() if SIGNED.search(text)] == []
    salts = [salt for text in texts.values() for salt in SALT.findall(text)]
    assert len(salts) == len(set(salts)) > 10
    assert SIGNED.search("signing.loads(text)")
