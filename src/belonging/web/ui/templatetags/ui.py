"""The components as template tags. Built in: no page needs to load them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.apps import apps
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString

from belonging.web.ui import components, forms
from belonging.web.ui.components import Link, Step, SummaryRow, Table, Task
from belonging.web.ui.context import environment_label

register = template.Library()

register.simple_tag(components.motif, name="ui_motif")
register.simple_tag(components.button, name="ui_button")
register.simple_tag(components.link_button, name="ui_link_button")
register.simple_tag(components.tag, name="ui_tag")
register.simple_tag(components.back_link, name="ui_back")
register.simple_tag(components.progress, name="ui_progress")
register.simple_tag(components.stat, name="ui_stat")
register.simple_tag(components.code_block, name="ui_code")
register.simple_tag(components.question, name="ui_question")
register.simple_tag(forms.render_field, name="ui_field")
register.simple_tag(forms.render_errors, name="ui_errors")


@register.simple_tag
def ui_site_root() -> str:
    """Before every link to the public pages: the answering process has none, so it names the staff site."""
    return "" if apps.is_installed("belonging.web.home") else str(settings.STAFF_URL)


@register.simple_tag
def ui_environment_strip() -> SafeString:
    label = environment_label()
    if not label:
        return components.joined(())
    words = components.element("div", {"class": "govuk-width-container"}, label)
    frame = {"class": "bm-strip", "role": "region", "aria-label": "About this site"}
    return components.element("div", frame, words)


@register.simple_tag(takes_context=True)
def ui_messages(context: Context) -> SafeString:
    """What the last action said. Django's messages: success is announced, other levels stand as news."""
    banners = [
        components.notification_banner(
            components.banner_heading(message.message),
            success=message.level_tag == "success",
            own_id=f"message-{number}",
        )
        for number, message in enumerate(context.get("messages") or (), start=1)
    ]
    return components.joined(banners)


@register.simple_tag(takes_context=True)
def ui_post_button(
    context: Context,
    text: str,
    action: str,
    kind: str = "",
    name: str | None = None,
    value: str | None = None,
) -> SafeString:
    token = str(context.get("csrf_token") or "")
    return components.post_button(text, action, token=token, kind=kind, name=name, value=value)


@register.simple_tag
def ui_summary(rows: Iterable[SummaryRow], border: bool = True) -> SafeString:
    return components.summary_list(rows, border=border)


@register.simple_tag
def ui_table(data: Table) -> SafeString:
    """In a frame that scrolls by itself where the table is wider than the screen."""
    frame = {
        "class": "bm-scroll",
        "role": "region",
        "tabindex": "0",
        "aria-label": str(data.caption or "Table"),
    }
    return components.element("div", frame, components.table(data))


@register.simple_tag
def ui_tasks(tasks: Iterable[Task], own_id: str = "task-list") -> SafeString:
    return components.task_list(tasks, own_id=own_id)


@register.simple_tag
def ui_breadcrumbs(links: Iterable[Link]) -> SafeString:
    return components.breadcrumbs(links)


@register.simple_tag
def ui_nav(links: Iterable[Link], extra: object = "") -> SafeString:
    return components.navigation(links, extra=extra)


@register.simple_tag(takes_context=True)
def ui_menu(context: Context) -> SafeString:
    """The header's menu where the process has one: `menu` in the context gives its links when called."""
    links = context.get("menu")
    return components.navigation(links()) if callable(links) else components.joined(())


@register.simple_tag
def ui_steps(steps: Iterable[Step]) -> SafeString:
    return components.step_list(steps)


@register.simple_block_tag
def ui_inset(content: SafeString) -> SafeString:
    return components.inset_text(content)


@register.simple_block_tag
def ui_warning(content: SafeString) -> SafeString:
    return components.warning_text(content)


@register.simple_block_tag
def ui_details(content: SafeString, summary: str, opened: bool = False) -> SafeString:
    return components.details(summary, content, opened=opened)


@register.simple_block_tag
def ui_banner(content: SafeString, title: str = "", success: bool = False) -> SafeString:
    return components.notification_banner(content, title=title, success=success)


@register.simple_block_tag
def ui_panel(content: SafeString, title: str) -> SafeString:
    return components.panel(title, content)


@register.simple_block_tag
def ui_empty(content: SafeString, title: str) -> SafeString:
    return components.empty_state(title, content)


@register.simple_block_tag
def ui_fieldset(content: SafeString, legend: str, size: str = "m") -> SafeString:
    return components.fieldset(legend, content, size=size)


@register.simple_tag
def ui_error_summary(errors: Iterable[tuple[str, object]]) -> SafeString:
    """For pages without a Django form: (id of the control, or empty, and the sentence)."""
    shown = list(errors)
    return components.error_summary(shown) if shown else components.joined(())
