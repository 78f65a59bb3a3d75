"""TOML files that nobody could have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from belonging.evaluation.toml_parts import UnusableToml, read_toml


@pytest.mark.parametrize("end", ["", "]" * 5000])
def test_brackets_thousands_deep_are_refused_in_a_sentence(tmp_path: Path, end: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text("a=" + "[" * 5000 + end, "utf-8")

    with pytest.raises(UnusableToml, match=r"map\.toml has brackets within brackets"):
        read_toml(path)
