"""Our own pictures: every statement and answer has one, small, closed in itself, in the colours of the house."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from belonging.instruments.load import load

CARDS = [f"cards/{item.key}" for item in load("pupil_v1").items] + ["cards/practice"]
ANSWERS = [f"answers/{each}" for each in ("good", "middle", "bad", "yes", "sometimes", "no", "declined")]
SIGNS = ("next", "back", "skip", "listen", "plainer", "pause", "send", "talk", "yes", "no", "help", "look")
INKS = {"#1d2b33", "#0f5c63", "#f2b134", "#f7d28a", "#bcdad8", "#e4efee", "#fbf6ee", "#fff"}
DRAWN = {"svg", "g", "path", "circle", "rect"}
LARGEST = 3_072
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", CARDS + ANSWERS)
def test_a_drawing_is_small_and_closed_in_itself(name: str) -> None:
    found = finders.find(f"surveys/{name}.svg")
    assert found, f"No drawing for {name}"
    text = Path(str(found)).read_text()
    assert len(text) <= LARGEST
    assert set(re.findall(r"<(\w+)", text)) <= DRAWN
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", text)) <= INKS
    assert not re.search(r"style|href|url\(|<!|<\?|\bon\w+=", text)


@pytest.mark.parametrize("name", CARDS)
def test_a_statement_brings_its_own_light_ground(name: str) -> None:
    drawing, ground = re.findall(r"<[^>]+>", Path(str(finders.find(f"surveys/{name}.svg"))).read_text())[:2]
    assert 'viewBox="0 0 320 240"' in drawing
    assert ground == '<rect width="320" height="240" rx="22" fill="#fff" stroke="none"/>'


@pytest.mark.parametrize("name", CARDS + ANSWERS)
def test_a_drawing_is_whole(name: str) -> None:
    root = ElementTree.parse(str(finders.find(f"surveys/{name}.svg"))).getroot()  # noqa: S314 -- a file of ours
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_the_page_on_pictures_says_what_each_statement_shows() -> None:
    told = re.findall(r"(?m)^\| (\w+) \| \w", (ROOT / "docs" / "pictures.md").read_text())
    assert {f"cards/{key}" for key in told} >= set(CARDS)


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_takes_the_colour_of_its_button_and_says_nothing(name: str) -> None:
    sign = get_template(f"surveys/signs/{name}.svg").render()
    assert 'stroke="currentColor"' in sign
    assert 'aria-hidden="true"' in sign
    assert "#" not in sign
