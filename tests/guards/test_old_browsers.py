"""What answers questions runs in browsers of 2018: Chrome 66, Firefox 60, Safari 11.1, and Edge 18 as far as it goes.

Syntax is judged by acorn where Node and `npm ci` are there, and by a list of forbidden words everywhere: many calls
that the browsers lack are good syntax. docs/accessibility.md says what happens in older browsers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.guards.test_sizes import ROOT, tracked

STAFF_ONLY = {"slips.js"}
SCRIPTS = [
    path
    for pattern in ("src/belonging/web/surveys/static/*.js", "src/belonging/web/safeguarding/static/*.js")
    for path in tracked(pattern)
    if path.name not in STAFF_ONLY
]
STYLES = [
    path
    for pattern in ("src/belonging/web/surveys/static/*.css", "src/belonging/web/safeguarding/static/*.css")
    for path in tracked(pattern)
    if path.name not in {"watch.css", "own-pictures.css"}
]
ACORN = ROOT / "node_modules" / "acorn" / "dist" / "acorn.js"

COMMENT_OR_TEXT = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
LACKED = {
    r"\?\.(?!\d)": "?.",
    r"\?\?": "??",
    r"(?:\|\||&&)=": "||= and &&=",
    r"\b\d[\d_]*n\b": "BigInt",
    r"\b\d+_\d": "1_000",
    r"\bBigInt": "BigInt",
    r"\bcatch\s*\{": "catch without a name (Edge 18)",
    r"\bimport\s*\(": "import()",
    r"\bglobalThis\b": "globalThis",
    r"\bstructuredClone\b": "structuredClone",
    r"\.(?:at|flat|flatMap|findLast|findLastIndex|replaceAll|matchAll|toSorted|trimStart|trimEnd)\(": "later calls",
    r"\.(?:replaceChildren|toggleAttribute|requestSubmit|showModal|checkVisibility|getSetCookie)\b": "later elements",
    r"\bPromise\.(?:allSettled|any|withResolvers)\b": "Promise.allSettled, any",
    r"\bObject\.(?:fromEntries|hasOwn|groupBy)\b": "Object.fromEntries, hasOwn",
    r"\brandomUUID\b": "crypto.randomUUID",
    r"\bqueueMicrotask\b": "queueMicrotask",
    r"\b(?:ResizeObserver|WeakRef|AggregateError|BroadcastChannel)\b": "later classes",
    r"\.submitter\b": "event.submitter",
    r"\bAbortSignal\.(?:timeout|any)\b": "AbortSignal.timeout",
    r"^\s*#\w+|^\s*static\s+\w+\s*=": "class fields",
    r"\(\?<[=!]": "looking behind in patterns (Safari)",
}
PLAIN_BEFORE = re.compile(r"(?<![\w-])([\w-]+)\s*:\s*[^;{}]*\b(?:min|max|clamp)\(")
CSS_LACKED = {
    r"(?<![\w-])inset\s*:": "inset",
    r":is\(": ":is()",
    r":where\(": ":where()",
    r"\b\d+(?:dvh|svh|lvh|dvw)\b": "dvh",
    r"(?<![\w-])aspect-ratio\s*:": "aspect-ratio",
    r"@layer|@container|&\s*[:.\[{]": "layers, containers, nesting",
    r"color-mix\(|oklch\(": "newer colours",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def bare(source: str) -> str:
    """Without comments and with empty texts; templates in backticks stay, for there is code in them."""
    return COMMENT_OR_TEXT.sub(lambda found: '""' if found[0][0] in "\"'" else "", source)


def lacked_in(source: str, words: dict[str, str]) -> list[str]:
    code = bare(source)
    return [
        f"{says}: {found[0]!r}"
        for pattern, says in words.items()
        for found in [re.search(pattern, code, re.M)]
        if found
    ]


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_a_script_uses_nothing_that_browsers_of_2018_lack(path: Path) -> None:
    assert lacked_in(path.read_text(), LACKED) == []


@pytest.mark.skipif(not (shutil.which("node") and ACORN.exists()), reason="Node and acorn are missing (npm ci)")
def test_every_script_is_javascript_of_2018() -> None:
    judge = (
        "const acorn = require(process.argv[1]); const { readFileSync } = require('fs');"
        "for (const file of process.argv.slice(2)) {"
        " try { acorn.parse(readFileSync(file, 'utf8'), { ecmaVersion: 2018, sourceType: 'module' }); }"
        " catch (error) { console.log(file, error.message); } }"
    )
    command = ["node", "-e", judge, str(ACORN), *(str(path) for path in SCRIPTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == ""


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_a_style_sheet_has_a_plain_way_for_them(path: Path) -> None:
    source = path.read_text()
    assert lacked_in(source, CSS_LACKED) == []
    for rule in re.findall(r"\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)):
        for found in PLAIN_BEFORE.finditer(rule):
            earlier = rule[: found.start()]
            assert re.search(rf"(?<![\w-]){found[1]}\s*:", earlier), f"{found[0]}…: first a plain {found[1]}"


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_a_selector_that_they_do_not_know_spoils_no_other(path: Path) -> None:
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    selectors = [found.strip() for found in re.findall(r"(?:^|[{}])([^{}@;]+)(?=\{)", source)]
    spoilt = [each for each in selectors if "," in each and (":has(" in each or ":focus-visible" in each)]
    assert spoilt == []
    assert ":focus-visible" not in source or re.search(r":focus(?![\w-])", source), "first a plain :focus"


def test_what_is_lacked_is_found() -> None:
    code = "a?.b; c ?? d; e ||= 1; f.at(-1); 5n; try {} catch {} ; g.replaceChildren()"
    assert len(lacked_in(code, LACKED)) == 7
    assert lacked_in('say("what?. Is it ??"); x ? .5 : 1; // a?.b', LACKED) == []
    assert len(lacked_in("a { inset: 0 } :is(a) { top: 1dvh }", CSS_LACKED)) == 3
