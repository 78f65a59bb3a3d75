"""Rows of things: facts, figures, tasks, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from belonging.web.ui.components.markup import classes, element, hidden_words
from belonging.web.ui.components.notices import tag


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """`about` completes the action for those who hear it alone: "Change" + "the closing day"."""

    key: object
    value: object
    action: str = ""
    href: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric`: indexes of columns set to the right. The first column heads its row if `row_heads`."""

    caption: object
    head: Sequence[object]
    rows: Sequence[Sequence[object]]
    numeric: frozenset[int] = frozenset()
    row_heads: bool = True
    caption_size: str = "m"


@dataclass(frozen=True, slots=True)
class Task:
    """With `href` the whole row is the target. `colour` makes a tag of the status; `waiting` mutes it."""

    title: object
    status: object
    href: str = ""
    hint: object = ""
    colour: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    text: object
    href: str = ""
    current: bool = False


def summary_list(rows: Iterable[SummaryRow], *, border: bool = True) -> SafeString:
    shown = tuple(rows)
    any_action = any(row.href for row in shown)
    look = classes("govuk-summary-list", "" if border else "govuk-summary-list--no-border")
    return element("dl", {"class": look}, *[_summary_row(row, any_action) for row in shown])


def table(data: Table) -> SafeString:
    caption_look = classes(
        "govuk-table__caption", f"govuk-table__caption--{data.caption_size}" if data.caption_size else ""
    )
    caption = element("caption", {"class": caption_look}, data.caption) if data.caption else ""
    heads = [
        element("th", {"scope": "col", "class": _cell("header", index in data.numeric)}, words)
        for index, words in enumerate(data.head)
    ]
    rows = [
        element("tr", {"class": "govuk-table__row"}, *[_body_cell(data, at, cell) for at, cell in enumerate(row)])
        for row in data.rows
    ]
    header = (
        element("thead", {"class": "govuk-table__head"}, element("tr", {"class": "govuk-table__row"}, *heads))
        if heads
        else ""
    )
    return element(
        "table",
        {"class": "govuk-table"},
        caption,
        header,
        element("tbody", {"class": "govuk-table__body"}, *rows),
    )


def task_list(tasks: Iterable[Task], *, own_id: str = "task-list") -> SafeString:
    items = [_task(task, f"{own_id}-{index}") for index, task in enumerate(tasks, start=1)]
    return element("ul", {"class": "govuk-task-list"}, *items)


def back_link(href: str, text: object = "Back") -> SafeString:
    return element("a", {"href": href, "class": "govuk-back-link"}, text)


def breadcrumbs(links: Iterable[Link], *, label: str = "Breadcrumb") -> SafeString:
    """The last, without an address, is the page itself."""
    items = [
        element(
            "li",
            {"class": "govuk-breadcrumbs__list-item", "aria-current": None if link.href else "page"},
            element("a", {"class": "govuk-breadcrumbs__link", "href": link.href}, link.text)
            if link.href
            else link.text,
        )
        for link in links
    ]
    listed = element("ol", {"class": "govuk-breadcrumbs__list"}, *items)
    return element("nav", {"class": "govuk-breadcrumbs", "aria-label": label}, listed)


def navigation(links: Iterable[Link], *, extra: object = "", label: str = "Menu") -> SafeString:
    """The header's menu. `extra` stands last: a sign-out form, for instance."""
    items = [
        element(
            "li",
            {"class": "bm-nav__item"},
            element(
                "a",
                {
                    "class": "bm-nav__link",
                    "href": link.href,
                    "aria-current": "page" if link.current else None,
                },
                link.text,
            ),
        )
        for link in links
    ]
    last = element("li", {"class": "bm-nav__item"}, extra) if extra else ""
    return element(
        "nav",
        {"class": "bm-nav", "aria-label": label},
        element("ul", {"class": "bm-nav__list"}, *items, last),
    )


def _summary_row(row: SummaryRow, any_action: bool) -> SafeString:
    look = classes(
        "govuk-summary-list__row",
        "govuk-summary-list__row--no-actions" if any_action and not row.href else "",
    )
    about = hidden_words(f" {row.about}") if row.about else ""
    action = (
        element(
            "dd",
            {"class": "govuk-summary-list__actions"},
            element("a", {"class": "govuk-link", "href": row.href}, row.action, about),
        )
        if row.href
        else ""
    )
    return element(
        "div",
        {"class": look},
        element("dt", {"class": "govuk-summary-list__key"}, row.key),
        element("dd", {"class": "govuk-summary-list__value"}, row.value),
        action,
    )


def _body_cell(data: Table, at: int, cell: object) -> SafeString:
    if at == 0 and data.row_heads:
        return element("th", {"scope": "row", "class": "govuk-table__header"}, cell)
    return element("td", {"class": _cell("cell", at in data.numeric)}, cell)


def _cell(part: str, numeric: bool) -> str:
    return classes(f"govuk-table__{part}", f"govuk-table__{part}--numeric" if numeric else "")


def _task(task: Task, own: str) -> SafeString:
    hint_id, status_id = f"{own}-hint", f"{own}-status"
    described = f"{hint_id} {status_id}" if task.hint else status_id
    title = (
        element(
            "a",
            {"class": "govuk-link govuk-task-list__link", "href": task.href, "aria-describedby": described},
            task.title,
        )
        if task.href
        else element("div", {}, task.title)
    )
    hint = element("div", {"id": hint_id, "class": "govuk-task-list__hint"}, task.hint) if task.hint else ""
    muted = "govuk-task-list__status--cannot-start-yet" if task.waiting else ""
    status = tag(task.status, colour=task.colour) if task.colour else task.status
    return element(
        "li",
        {"class": classes("govuk-task-list__item", "govuk-task-list__item--with-link" if task.href else "")},
        element("div", {"class": "govuk-task-list__name-and-hint"}, title, hint),
        element("div", {"class": classes("govuk-task-list__status", muted), "id": status_id}, status),
    )
