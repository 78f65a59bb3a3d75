"""Our components write what govuk-frontend writes, by its own published examples (fixtures/, MIT)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import SafeString

from belonging.web.ui import components
from belonging.web.ui.components import Choice, Field, Link, SummaryRow, Table, Task, element
from tests.web.ui.dom import tree

FIXTURES = Path(__file__).parent / "fixtures"
Options = Mapping[str, Any]


def words(part: Options | None) -> object:
    if not part:
        return ""
    return SafeString(part["html"]) if "html" in part else part.get("text", "")


def field(options: Options) -> Field:
    titled = options.get("label") or options["fieldset"]["legend"]
    return Field(
        name=options.get("name", ""),
        label=words(titled),
        hint=words(options.get("hint")),
        error=words(options.get("errorMessage")),
        id=options.get("id") or options.get("idPrefix", ""),
        size=titled.get("classes", "").rpartition("--")[2],
        heading=titled.get("isPageHeading", False),
    )


def choices(options: Options) -> list[Choice]:
    return [
        Choice(str(item["value"]), words(item), words(item.get("hint")), item.get("disabled", False))
        for item in options.get("items", ())
    ]


def chosen(options: Options) -> str | None:
    marked = [item["value"] for item in options.get("items", ()) if item.get("checked") or item.get("selected")]
    value = options.get("value", marked[0] if marked else None)
    return None if value is None else str(value)


def button(options: Options) -> SafeString:
    kind = options.get("classes", "").rpartition("--")[2]
    if "href" in options:
        start = options.get("isStartButton", False)
        return components.link_button(options["text"], options["href"], kind=kind, start=start)
    return components.button(
        options["text"],
        kind=kind,
        name=options.get("name"),
        value=options.get("value"),
        disabled=options.get("disabled", False),
    )


def text_input(options: Options) -> SafeString:
    passed = {key: options[key] for key in ("inputmode", "autocomplete") if key in options}
    return components.text_input(
        field(options),
        value=options.get("value", ""),
        kind=options.get("type", "text"),
        width=options.get("classes", "").rpartition("-")[2],
        attributes=passed,
    )


def radios(options: Options) -> SafeString:
    look = options.get("classes", "")
    return components.radios(
        field(options), choices(options), value=chosen(options), inline="inline" in look, small="small" in look
    )


def checkboxes(options: Options) -> SafeString:
    return components.checkboxes(field(options), choices(options), small="small" in options.get("classes", ""))


def fieldset(options: Options) -> SafeString:
    legend = options["legend"]
    return components.fieldset(
        words(legend),
        size=legend.get("classes", "").rpartition("--")[2],
        heading=legend.get("isPageHeading", False),
        described_by=options.get("describedBy"),
    )


def error_summary(options: Options) -> SafeString:
    errors = [(item.get("href", "")[1:], words(item)) for item in options["errorList"]]
    return components.error_summary(errors, title=options["titleText"])


def summary_list(options: Options) -> SafeString:
    rows = []
    for row in options["rows"]:
        action = (row.get("actions") or {}).get("items", [{}])[0]
        about = action.get("visuallyHiddenText", "")
        rows.append(
            SummaryRow(words(row["key"]), words(row["value"]), action.get("text", ""), action.get("href", ""), about)
        )
    return components.summary_list(rows, border="no-border" not in options.get("classes", ""))


def table(options: Options) -> SafeString:
    return components.table(
        Table(
            caption=options.get("caption", ""),
            caption_size=options.get("captionClasses", "").rpartition("--")[2],
            head=[words(cell) for cell in options.get("head", ())],
            rows=[[words(cell) for cell in row] for row in options["rows"]],
            numeric=frozenset(at for at, cell in enumerate(options["rows"][0]) if "format" in cell),
            row_heads=options.get("firstCellIsHeader", False),
        )
    )


def notification_banner(options: Options) -> SafeString:
    content = element("p", {"class": "govuk-notification-banner__heading"}, words(options))
    return components.notification_banner(
        content, title=options.get("titleText", ""), success=options.get("type") == "success"
    )


def panel(options: Options) -> SafeString:
    title = SafeString(options["titleHtml"]) if "titleHtml" in options else options["titleText"]
    return components.panel(title, *filter(None, [words(options)]))


def task_list(options: Options) -> SafeString:
    tasks = [
        Task(
            words(item["title"]),
            _status(item["status"]),
            item.get("href", ""),
            words(item.get("hint")),
            waiting="cannot-start-yet" in item["status"].get("classes", ""),
        )
        for item in options["items"]
    ]
    return components.task_list(tasks, own_id=options.get("idPrefix", "task-list"))


def _status(status: Options) -> object:
    if "tag" not in status:
        return words(status)
    look = f"govuk-tag {status['tag'].get('classes', '')}".strip()
    return element("strong", {"class": look}, words(status["tag"]))


WRITERS: Mapping[str, Callable[[Options], SafeString]] = {
    "back-link": lambda o: components.back_link(o.get("href", "#"), o.get("text", "Back")),
    "breadcrumbs": lambda o: components.breadcrumbs(
        [Link(words(item), item.get("href", "")) for item in o["items"]], label=o.get("labelText", "Breadcrumb")
    ),
    "button": button,
    "checkboxes": checkboxes,
    "details": lambda o: components.details(o["summaryText"], words(o), opened=o.get("open", False)),
    "error-summary": error_summary,
    "fieldset": fieldset,
    "input": text_input,
    "inset-text": lambda o: components.inset_text(words(o)),
    "notification-banner": notification_banner,
    "panel": panel,
    "radios": radios,
    "select": lambda o: components.select(field(o), choices(o), value=chosen(o)),
    "summary-list": summary_list,
    "table": table,
    "tag": lambda o: components.tag(words(o), colour=o.get("classes", "").rpartition("--")[2]),
    "task-list": task_list,
    "textarea": lambda o: components.textarea(field(o), value=o.get("value"), rows=o.get("rows", 5)),
    "warning-text": lambda o: components.warning_text(words(o), said=o.get("iconFallbackText", "Warning")),
}

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FIXTURES.glob("*.json"))
    for case in json.loads(path.read_text())
]


@pytest.mark.parametrize(("component", "case"), CASES)
def test_markup_is_upstreams(component: str, case: Options) -> None:
    assert tree(WRITERS[component](case["options"])) == tree(case["html"])


def test_every_component_of_ours_has_an_upstream_example() -> None:
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(WRITERS)
