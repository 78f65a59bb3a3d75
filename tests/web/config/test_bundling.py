"""The script of the answering pages in one file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from belonging.web.config.bundling import NotBundled, bundle
from belonging.web.config.storage import BUNDLED
from tests.guards.test_sizes import ROOT


def bundled(**scripts: str) -> str:
    return bundle("main.js", lambda name: scripts[name.removesuffix(".js")])


def test_a_module_stands_before_whoever_needs_it_and_once() -> None:
    text = bundled(
        main='import { two } from "./two.js";\nimport { one } from "./one.js";\ntwo(one);\n',
        two='import { one as first } from "./one.js";\n// a comment\nexport function two() {\n  return first;\n}\n',
        one="export const one = 1;\n",
    )
    assert text.index("const in_one") < text.index("const in_two") < text.index("two(one)")
    assert text.count("const in_one =") == 1
    assert "{ one: first } = in_one" in text
    assert "a comment" not in text
    assert "import" not in text
    assert "export" not in text


@pytest.mark.parametrize(
    "script",
    ['import one from "./one.js";', "export default 1;", "export { one };", 'import "./one.js";', "export let a = 1;"],
)
def test_what_it_does_not_understand_it_refuses(script: str) -> None:
    with pytest.raises(NotBundled, match="says"):
        bundled(main=f"{script}\n", one="export const one = 1;\n")


def test_a_circle_is_refused() -> None:
    with pytest.raises(NotBundled, match=r"main.js > one.js > main.js"):
        bundled(main='import { a } from "./one.js";\n', one='import { b } from "./main.js";\n')


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text()


def test_our_own_scripts_can_be_put_together() -> None:
    for name in BUNDLED:
        [folder] = ROOT.glob(f"src/belonging/web/*/static/{name.rpartition('/')[0]}")
        text = bundle(name.rpartition("/")[2], partial(read, folder))
        assert "openTools({ page" in text
