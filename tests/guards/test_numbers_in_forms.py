"""A form says how large a number it takes: a larger one is refused in words, and no database has to raise.

What views read past a form goes through `base/numbers.py`: `isdigit()` says yes to what `int()` raises at.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator

from django import forms

from tests.guards.test_sizes import ROOT

WEB = ROOT / "src" / "belonging" / "web"
LOOKED_AT_WHOLE = {"OptOutsForm"}
"""Its `clean` bounds every number of it, with one sentence."""


def forms_of_ours() -> Iterator[type[forms.BaseForm]]:
    for path in sorted([*WEB.glob("*/forms/*.py"), *WEB.glob("*/forms.py")]):
        module = importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, forms.BaseForm) and found.__module__ == module.__name__:
                yield found


def test_every_number_that_a_form_declares_is_bounded() -> None:
    every = list(forms_of_ours())
    unbounded = [
        f"{form.__name__}.{name}"
        for form in every
        if form.__name__ not in LOOKED_AT_WHOLE
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.IntegerField) and field.max_value is None
    ]
    assert len(every) > 100
    assert unbounded == []


def test_no_view_asks_by_itself_whether_something_is_a_number() -> None:
    views = [*WEB.glob("*/views/*.py"), *WEB.glob("*/views.py")]
    asking = [
        f"{path.relative_to(WEB)}:{number}"
        for path in sorted(views)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"\.is(?:decimal|digit|numeric)\(", line)
    ]
    assert len(views) > 100
    assert asking == []
