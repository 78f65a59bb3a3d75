"""Small, and kept so by a machine: files, functions, templates."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_LIMIT, TEST_FILE_LIMIT, FUNCTION_LIMIT, TEMPLATE_LIMIT = 300, 400, 40, 120


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).exists()]


PYTHON = [path for path in tracked("*.py") if "migrations" not in path.parts]
TEMPLATES = tracked("src/*.html")


def long_functions(source: str) -> list[str]:
    return [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LIMIT
    ]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_so_are_its_functions(path: Path) -> None:
    source = path.read_text()
    limit = TEST_FILE_LIMIT if "tests" in path.parts else FILE_LIMIT
    assert len(source.splitlines()) <= limit
    assert long_functions(source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_is_short_and_has_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= TEMPLATE_LIMIT
    assert " style=" not in source
    assert "<style" not in source
    assert " onclick=" not in source
    assert all("src=" in tag for tag in source.split("<script")[1:])


def test_the_guard_sees_a_long_function() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LIMIT))
    assert long_functions(f"def long():\n{body}\n") == [f"long ({FUNCTION_LIMIT + 1} lines)"]
