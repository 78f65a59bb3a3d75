"""The line of every value, as an editor would count it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.instruments.positions import Path, Positions

SOURCE = '''\
# a comment with key = "nothing"
title.en = "One"   # another

[scales.frequency]
options = [
  { code = 4, label.en = "All, [of] {the} time" },  # first

  { code = 3, label = { en = "Most" } },
]

[[sections]]
key = "first"

[[sections.items]]
key = "belong"
text = """
two lines, one of them
key = "not a key" """
after = true

[[sections.items]]
key = 'safe'
"quoted.key" = 2026-11-23

[[sections]]
key = "second"
[[sections.items]]
key = "lonely"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title", "en"), 2),
        (("scales",), 1),
        (("scales", "frequency"), 4),
        (("scales", "frequency", "options"), 5),
        (("scales", "frequency", "options", 0, "label", "en"), 6),
        (("scales", "frequency", "options", 1), 8),
        (("scales", "frequency", "options", 1, "label", "en"), 8),
        (("sections", 0, "key"), 12),
        (("sections", 0, "items", 0), 14),
        (("sections", 0, "items", 0, "text"), 16),
        (("sections", 0, "items", 0, "after"), 19),
        (("sections", 0, "items", 1, "key"), 22),
        (("sections", 0, "items", 1, "quoted.key"), 23),
        (("sections", 1, "items", 0, "key"), 28),
    ],
)
def test_each_value_is_found_on_its_line(path: Path, line: int) -> None:
    assert Positions(SOURCE).line_of(path) == line


def test_a_missing_value_is_placed_at_the_table_that_should_hold_it() -> None:
    assert Positions(SOURCE).line_of(("sections", 0, "items", 1, "wording", "standard")) == 21


def test_quotation_marks_at_the_end_of_a_long_text_belong_to_it() -> None:
    assert Positions('said = """\nso he "said"""""\nafter = 1\n').line_of(("after",)) == 3


def test_windows_line_ends_do_not_move_the_count() -> None:
    windows = Positions(SOURCE.replace("\n", "\r\n"))

    assert windows.line_of(("sections", 1, "items", 0, "key")) == 28


@pytest.mark.parametrize("name", ["framework_v1", "pupil_v1", "parent_v1", "staff_v1"])
def test_every_text_of_the_catalogue_stands_on_the_line_that_is_named(name: str) -> None:
    source = files("belonging.instruments").joinpath("catalogue", f"{name}.toml").read_text("utf-8")
    positions, lines = Positions(source), source.splitlines()

    for path, value in leaves(tomllib.loads(source)):
        assert str(value).casefold() in lines[positions.line_of(path) - 1].casefold()


WORDS = st.text(alphabet="abz#[]{}=\"', .\n", max_size=12)


@given(texts=st.lists(WORDS, min_size=1, max_size=5), gaps=st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_no_text_however_odd_hides_the_lines_below_it(texts: list[str], gaps: list[int]) -> None:
    source = ""
    wanted = []
    for row, text in enumerate(texts):
        source += "\n" * gaps[row]
        wanted.append(source.count("\n") + 1)
        source += f"key{row} = {quoted(text)} # {text!r}\n"

    positions = Positions(source)

    assert tomllib.loads(source) == {f"key{row}": text for row, text in enumerate(texts)}
    assert [positions.line_of((f"key{row}",)) for row in range(len(texts))] == wanted


def quoted(text: str) -> str:
    """The text as TOML; over several lines where it has several."""
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"""\n{escaped}"""' if "\n" in text else f'"{escaped}"'


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for row, inner in enumerate(value):
            yield from leaves(inner, (*path, row))
    else:
        yield path, value
