"""Components of our own, drawn with circles that touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from belonging.web.ui.components.controls import Choice
from belonging.web.ui.components.markup import Attributes, classes, element, joined

_CIRCLES = (("teal", 18, 26, 16), ("sun", 62, 27, 15), ("open", 40, 18, 16))


@dataclass(frozen=True, slots=True)
class Step:
    """`state`: done, now, or empty for what comes later."""

    title: object
    text: object = ""
    state: str = ""


def motif() -> SafeString:
    """The mark: two filled circles and an open one, touching. Decoration: the words stand beside it."""
    circles = [
        element("circle", {"class": f"bm-motif__{look}", "cx": x, "cy": y, "r": r}) for look, x, y, r in _CIRCLES
    ]
    frame: Attributes = {
        "class": "bm-motif",
        "viewBox": "0 0 79 44",
        "aria-hidden": "true",
        "focusable": "false",
    }
    return element("svg", frame, *circles)


def progress(done: int, total: int, words: object, *, label: str = "Progress") -> SafeString:
    """A bar and the sentence that says the same, for instance "112 of 180 answered"."""
    if not 0 <= done <= max(total, 0):
        raise ValueError(f"progress shows {done} of {total}. Give a part that is not larger than the whole.")
    bar: Attributes = {"class": "bm-progress__bar", "value": done, "max": max(total, 1), "aria-label": label}
    return element(
        "div",
        {"class": "bm-progress"},
        element("p", {"class": "bm-progress__words"}, words),
        element("progress", bar, words),
    )


def stat(number: object, sentence: object) -> SafeString:
    """One big number and what it says, read as one paragraph."""
    return element(
        "p",
        {"class": "bm-stat"},
        element("strong", {"class": "bm-stat__number"}, number),
        " ",
        element("span", {"class": "bm-stat__sentence"}, sentence),
    )


def empty_state(title: object, *content: object) -> SafeString:
    """Where nothing is yet: what will stand here, and what to do so that it does."""
    return element("div", {"class": "bm-empty"}, motif(), element("h2", {"class": "bm-empty__title"}, title), *content)


def code_block(code: str) -> SafeString:
    """A slip's code, its groups (parted by "-" or spaces) kept whole."""
    groups = code.replace("-", " ").split()
    spans = [element("span", {"class": "bm-code__group"}, group) for group in groups]
    return element("span", {"class": "bm-code", "dir": "ltr"}, joined(_spaced(spans)))


def step_list(steps: Iterable[Step]) -> SafeString:
    return element("ol", {"class": "bm-steps"}, *[_step(step) for step in steps])


def question(
    name: str,
    text: object,
    choices: Sequence[Choice],
    *,
    value: str | None = None,
    apart: str = "",
    help_text: object = "",
) -> SafeString:
    """One statement as a card. `apart` is the value of "I don't want to say", set off from the others."""
    answers = [
        _answer(f"{name}-{choice.value}", name, choice, checked=choice.value == value, apart=choice.value == apart)
        for choice in choices
    ]
    help_id = f"{name}-help" if help_text else None
    explained = element("p", {"class": "bm-question__help", "id": help_id}, help_text) if help_text else ""
    return element(
        "fieldset",
        {"class": "bm-question", "id": name, "aria-describedby": help_id},
        element("legend", {"class": "bm-question__text"}, text),
        explained,
        element("div", {"class": "bm-answers"}, *answers),
    )


def _answer(own: str, name: str, choice: Choice, *, checked: bool, apart: bool) -> SafeString:
    control: Attributes = {
        "class": "bm-answer__input",
        "type": "radio",
        "id": own,
        "name": name,
        "value": choice.value,
        "checked": checked,
    }
    return element(
        "div",
        {"class": classes("bm-answer", "bm-answer--apart" if apart else "")},
        element("input", control),
        element("label", {"class": "bm-answer__label", "for": own}, choice.text),
    )


def _step(step: Step) -> SafeString:
    if step.state not in ("", "done", "now"):
        raise ValueError(f"A step's state is {step.state!r}. Give done, now, or none for later.")
    said = {"done": "Done: ", "now": "Now: ", "": ""}[step.state]
    hidden = element("span", {"class": "govuk-visually-hidden"}, said) if said else ""
    look = classes("bm-steps__item", f"bm-steps__item--{step.state}" if step.state else "")
    current = "step" if step.state == "now" else None
    title = element("strong", {"class": "bm-steps__title"}, hidden, step.title)
    return element("li", {"class": look, "aria-current": current}, title, step.text)


def _spaced(parts: Sequence[SafeString]) -> Iterable[object]:
    for index, part in enumerate(parts):
        if index:
            yield " "
        yield part
