"""The whole file: head, contents, sections, foot. It asks for nothing from anywhere and needs no script."""

from __future__ import annotations

from belonging.evaluation.groups import people
from belonging.evaluation.released import Findings
from belonging.figures import Axis
from belonging.instruments.model import Audience, Instrument
from belonging.web.cli.evaluate_page.further import (
    at_a_glance,
    further_methods,
    how,
    key_findings,
    not_shown,
    who_answered,
)
from belonging.web.cli.evaluate_page.markup import Html, Section, element, joined, paragraph, section
from belonging.web.cli.evaluate_page.statements import Statements, statement
from belonging.web.cli.evaluate_page.style import stylesheet

_NOTHING_FROM_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"

_MOTIF = Html(
    '<svg class="motif" viewBox="0 0 44 40" width="44" height="40" aria-hidden="true">'
    '<circle class="one" cx="13" cy="25" r="11"/><circle class="two" cx="31" cy="26" r="9.5"/>'
    '<circle class="three" cx="22" cy="14" r="10"/></svg>'
)

_WARNINGS = {
    "own-data": (
        "These are exact figures from your own rows. Small groups can give single answers away: keep this file as you "
        "keep the answers. For a report that others may see, use --policy release."
    ),
    "release": (
        "Groups of fewer than ten are not shown, and figures are given only as finely as the number of answers allows."
    ),
}


def page(findings: Findings, instrument: Instrument, source: str) -> str:
    """`source` says which file the answers came from. The same findings give the same bytes."""
    title = f"Belonging: what {people(instrument.audience)} told us"
    sections = _sections(findings, instrument, source)
    body = element(
        "body",
        element("a", "Skip to main content", href="#main", class_="skip"),
        element("header", _MOTIF, element("span", "Belonging Matters", class_="wordmark"), class_="top"),
        element(
            "main",
            _opening(findings, instrument, title),
            _contents(sections),
            *(section.html for section in sections),
            id="main",
        ),
        element("footer", paragraph(f"Made by belonging evaluate from {source}."), class_="foot"),
    )
    return f"<!doctype html>\n{element('html', _head(title), body, lang='en-GB')}\n"


def _head(title: str) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("title", title),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_NOTHING_FROM_ELSEWHERE),
        element("style", Html(stylesheet())),
    )


def _opening(findings: Findings, instrument: Instrument, title: str) -> Html:
    where = "in all schools together" if findings.scope == "programme" else "at this school"
    noun = people(Audience(findings.audience))
    return joined(
        [
            element("h1", title),
            paragraph(f"{instrument.title}: what {noun} {where} answered.", class_="lead"),
            paragraph(_WARNINGS[findings.policy], class_="notice") if findings.policy in _WARNINGS else "",
        ]
    )


def _sections(findings: Findings, instrument: Instrument, source: str) -> list[Section]:
    given = Statements(findings, instrument, Axis.holding(findings.tables))
    statements = [statement(given, item) for item in findings.items]
    return [
        key_findings(findings),
        who_answered(findings),
        at_a_glance(findings, given.people),
        section("statements", "Statement by statement", *statements),
        *([further_methods(findings)] if findings.supplements else []),
        not_shown(findings),
        how(findings, source),
    ]


def _contents(sections: list[Section]) -> Html:
    links = [element("li", element("a", section.title, href=f"#{section.anchor}")) for section in sections]
    heading = element("h2", "On this page", id="contents")
    return element("nav", heading, element("ol", *links), aria_labelledby="contents")
