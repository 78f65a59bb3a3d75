"""The committed stylesheets are what their sources make, and stay small."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src/belonging/web/ui/static/ui"
SHEETS = ("belonging.css", "belonging.rtl.css")

no_tools = shutil.which("node") is None or not (ROOT / "node_modules/sass").is_dir()


@pytest.mark.skipif(no_tools, reason="left out: the build needs Node and `npm ci`; the sheets stand as committed")
def test_the_sheets_are_a_fresh_build(tmp_path: Path) -> None:
    subprocess.run(["node", ROOT / "frontend/build.mjs", tmp_path], check=True, capture_output=True, timeout=120)

    for name in SHEETS:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), f"{name}: run `npm run build`"


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_small_enough_for_a_phone(name: str) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes())) < 16_000


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_asks_nobody_else_for_anything(name: str) -> None:
    addresses = re.findall(r"url\(([^)]*)\)", (STATIC / name).read_text())

    assert addresses
    for address in addresses:
        assert (STATIC / address.strip("\"'")).is_file(), address


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_carries_nothing_that_belongs_to_government(name: str) -> None:
    assert not re.search(r"GDS Transport|crown|govuk-header|govuk-footer", (STATIC / name).read_text())
