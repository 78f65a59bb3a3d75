"""The report in one file: all of the findings, nothing from elsewhere, and nothing that a file says becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from belonging.evaluation import Findings, Policy
from belonging.figures.part_words import part_words
from belonging.instruments.load import load
from belonging.web.cli.evaluate_page import page
from belonging.web.cli.evaluate_page.style import stylesheet
from tests.evaluation.rows import PUPIL
from tests.web.cli.evaluations import findings, with_everything

VOID = {"meta", "link"}


class Outline(HTMLParser):
    """Whether every element is closed in its turn; ids, links, headings and what is loaded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.regions: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.regions += [named.get("aria-label")] if named.get("role") == "region" else []
        self.ids += [value for value in [named.get("id")] if value]
        self.links += [value for value in [named.get("href"), named.get("src")] if value]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(whole: Findings) -> str:
    return page(whole, PUPIL, "answers.csv (CSV, UTF-8)")


@pytest.mark.parametrize("whole", [findings(), findings(Policy.release()), with_everything()])
def test_the_report_is_whole_and_asks_for_nothing(whole: Findings) -> None:
    html = shown(whole)
    outline = Outline(html)

    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert len(outline.regions) == len(set(outline.regions))
    assert [link for link in outline.links if not link.startswith("#")] == []
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    assert "script" not in outline.tags
    assert re.findall(r"url\((?!data:|#)", html) == []
    assert "default-src &#x27;none&#x27;" in html
    assert outline.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))


def test_sentences_come_before_pictures_and_pictures_before_tables() -> None:
    html = shown(findings())
    statement = html[html.index('id="item-safe"') :]

    assert statement.index('class="sentence"') < statement.index("<svg") < statement.index("<table")
    assert html.index("Key findings") < html.index('class="bm-fig"')


def test_gaps_further_methods_and_refusals_are_there() -> None:
    html = shown(with_everything())

    assert "With SEND beside without SEND, endline" in html
    assert "<td>81.2 per cent</td><td>70.0 to 90.0</td><td>300</td>" in html
    assert "<td>not shown</td><td></td><td></td><td>Too few.</td>" in html
    assert 'scope="rowgroup" class="over">“I feel safe at school”</th>' in html
    assert "For everyone, midpoint: Too few in the midpoint." in html
    assert "docs/methods/average-school.md" in html


def test_what_a_file_says_is_text() -> None:
    whole = findings()
    tables = tuple(replace(table, wording="<script>alert(1)</script>") for table in whole.tables)
    evil = replace(whole.headlines[0], text='"><img src=x onerror=y>')

    outline = Outline(page(replace(whole, tables=tables, headlines=(evil,)), PUPIL, "<b>.csv"))

    assert not {"script", "img", "b"} & set(outline.tags)


def test_exact_figures_carry_a_warning_and_released_ones_do_not() -> None:
    assert "keep this file as you keep the answers" in shown(findings())
    assert "keep this file as you keep the answers" not in shown(findings(Policy.release()))


def test_the_same_findings_give_the_same_bytes() -> None:
    assert shown(findings()) == shown(findings())


def test_every_colour_of_the_pictures_is_defined() -> None:
    sheet = stylesheet()

    assert "url(data:font/woff2;base64," in sheet
    assert "prefers-color-scheme: dark" in sheet
    assert ".bm-fig__positive" in sheet
    used = set(re.findall(r"var\((--bm-[a-z-]+)\)", sheet))
    assert used <= set(re.findall(r"(--bm-[a-z-]+):", sheet))


def test_findings_without_a_table_still_give_a_report() -> None:
    empty = replace(findings(), tables=(), headlines=(), waves=())

    html = shown(empty)

    assert "There is too little to say something in one sentence" in html
    assert "Too few answered: there is nothing that may be shown." in html


def test_a_part_is_called_by_the_choices_of_its_scale() -> None:
    words = part_words(load("pupil_v1").item("safe"), PUPIL.audience)

    assert (words.positive, words.negative, words.people) == ("All or most of the time", "Rarely or never", "pupils")
