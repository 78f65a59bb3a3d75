"""PDFs: accessible where Typst agrees, plain and said so where it does not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from belonging.web.ui.typeset import Typeset, UnsafeAssetName, typeset

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CHART = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
PAGE = """#import "look.typ": *
#show: look.with(title: data.title, about: data.school, label: "Simulated data")
#title-block(data.title, lead: data.lead, facts: (("School", data.school),))
== In short
#callout[Fewer than 10 answered, so we do not show them apart.]
#stat("80 in 100", "feel safe")
#picture("chart.svg", "80 in 100 feel safe", caption: "Feeling safe", width: 30%)
#data-table("Shares", ("Statement", "Share"), data.rows, numeric: (1,), columns: (1fr, auto))
#code("KITE-7F3M-92")
#pagebreak()
== Method
Counted by round.
"""
DATA = {
    "title": "Pupils at Ścieżka School",
    "school": "Ścieżka School",
    "lead": "More feel safe – “most of the time” …",
    "rows": [["I feel safe", "80%"]],
}


def made(page: str = PAGE, **changed: object) -> Typeset:
    return typeset(page, {**DATA, **changed}, made_at=NOON, assets={"chart.svg": CHART})


def test_every_shape_of_the_look_makes_an_accessible_file() -> None:
    result = made()

    assert (result.accessible, result.reason) == (True, "")
    assert result.pdf.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in result.pdf


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made().pdf == made().pdf


def test_a_moment_is_kept_to_the_second() -> None:
    to_the_second = typeset(PAGE, DATA, made_at=NOON, assets={"chart.svg": CHART}).pdf
    finer = typeset(PAGE, DATA, made_at=NOON.replace(microsecond=7), assets={"chart.svg": CHART}).pdf
    assert finer == to_the_second


def test_arrows_and_accents_in_a_picture_stay_in_our_letters() -> None:
    words = '<text y="5" font-family="Atkinson Hyperlegible Next">\u2190 fewer, more \u2192, \u0141\u00f3d\u017a</text>'
    chart = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9">{words}</svg>'.encode()
    pdf = typeset(PAGE, DATA, made_at=NOON, assets={"chart.svg": chart}).pdf

    assert b"AtkinsonHyperlegibleNext" in pdf
    assert b"Libertinus" not in pdf
    assert b"DejaVu" not in pdf


def test_a_letter_that_no_font_has_makes_a_plain_file_that_says_so() -> None:
    result = made(title="ไทย")

    assert not result.accessible
    assert "could not be displayed" in result.reason
    assert result.pdf.startswith(b"%PDF-")


def test_a_picture_without_words_makes_a_plain_file_that_says_so() -> None:
    result = made(PAGE + '#image("chart.svg")\n')

    assert not result.accessible
    assert "alt" in result.reason


def test_a_broken_template_is_an_error_not_a_plain_file() -> None:
    with pytest.raises(RuntimeError, match="unknown variable"):
        made(PAGE + "#nonsense\n")


@pytest.mark.parametrize("name", ["../evil.svg", "a/b.svg", "main.typ", "look.typ", "", ".", ".."])
def test_an_asset_stays_beside_the_template(name: str) -> None:
    with pytest.raises(UnsafeAssetName, match="plain file name"):
        typeset(PAGE, DATA, made_at=NOON, assets={name: CHART})
