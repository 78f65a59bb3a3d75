"""The form of a resource: its long lists of boxes are folded, by area of the audit and by who is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from belonging.instruments.audit import AuditInstrument
from belonging.web.hub.queries.resources import items_offered
from belonging.web.ui import components
from belonging.web.ui.components import Choice, Field
from belonging.web.ui.components.controls import error_message, form_group
from belonging.web.ui.forms import render_field


def form_parts(form: BaseForm, audit: AuditInstrument) -> tuple[SafeString, ...]:
    """Every field in order, ready for the page."""
    by_area = {
        f"{area.number} {area.title}": {each.key: f"{each.number} {each.wording}" for each in area.statements}
        for area in audit.areas
    }
    folded: dict[str, Mapping[str, Mapping[str, str]]] = {"statements": by_area, "items": items_offered()}
    return tuple(_folded(bound, folded[bound.name]) if bound.name in folded else render_field(bound) for bound in form)


def _folded(bound: BoundField, groups: Mapping[str, Mapping[str, str]]) -> SafeString:
    chosen = [str(each) for each in bound.value() or ()]
    error = " ".join(str(each) for each in bound.errors)
    around = Field(bound.html_name, bound.label, error=error, id=bound.auto_id)
    folds = [_fold(bound, at, title, words, chosen) for at, (title, words) in enumerate(groups.items())]
    return form_group(around, components.fieldset(bound.label, error_message(around), *folds, size="s"))


def _fold(bound: BoundField, at: int, title: str, words: Mapping[str, str], chosen: Sequence[str]) -> SafeString:
    """Open where the field has something to mend."""
    ticked = sum(key in chosen for key in words)
    field = Field(bound.html_name, components.hidden_words(title), id=f"{bound.auto_id}{f'-{at}' if at else ''}")
    boxes = components.checkboxes(field, [Choice(key, each) for key, each in words.items()], values=chosen, small=True)
    summary = f"{title} ({ticked} chosen)" if ticked else title
    return components.details(summary, boxes, opened=bool(bound.errors))
