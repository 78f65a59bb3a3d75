"""Forms filled in once, in a professional role: counted, and shown for the whole programme.

Forms are counted and not people: somebody who was at three sessions may have sent three. So there is no interval (it
would stand for people who were drawn at random), no change, and nothing by school.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from belonging.evaluation.cells import Cells, Tally, tally
from belonging.evaluation.disclosure.professional import FINE_FROM, exact_share, printed_share, refuse_forms
from belonging.evaluation.groups import ONCE, breakdown_name, group_label
from belonging.evaluation.plan import Plan
from belonging.evaluation.printed import PARTS, Frame, Refusal, Rung, Share
from belonging.evaluation.released import Cell, Findings, ReleasedTable, Responses, Withheld
from belonging.evaluation.request import Request
from belonging.evaluation.tables import wording
from belonging.evaluation.voices import offered_parts
from belonging.instruments.model import Instrument, Item, Part

NO_CHOICE = Share(0, 0, "none")
"""Of a part that the scale has no choice for."""


def evaluate_forms(request: Request, engine_version: str) -> Findings:
    """Every item of the plan for everybody and by role, as far as numbers of forms allow."""
    answers, plan, policy = request.answers, request.plan, request.policy
    instrument = answers.instrument
    cells = answers.cells(items_with_conditions(request), (ONCE,), ("school", "wave", "role"))
    speaker = _Speaker(smallest=1 if policy.exact else policy.smallest_group, exact=policy.exact)
    forms = int(cells.forms.sum())
    shown = forms >= speaker.smallest
    tables = tuple(_tables(request, cells, speaker)) if shown else ()
    return Findings(
        instrument=instrument.name,
        instrument_digest=instrument.digest,
        audience=instrument.audience.value,
        policy=policy.name,
        policy_version=policy.version,
        engine_version=engine_version,
        plan_digest=plan.digest,
        input_digest=answers.digest if policy.exact else "",
        scope=plan.scope,
        waves=(ONCE,) if shown else (),
        responses=(_responses(forms, speaker.smallest),),
        headlines=(),
        tables=tables,
        notes=tuple(_notes(instrument, plan, speaker, tables)),
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """How finely, and of how few forms at the least."""

    smallest: int
    exact: bool

    def share(self, count: int, forms: int) -> Share:
        return exact_share(count, forms) if self.exact else printed_share(count, forms)


def items_with_conditions(request: Request) -> tuple[str, ...]:
    """The items to count: those of the plan, and the earlier ones that they hang on."""
    instrument = request.answers.instrument
    items = [instrument.item(key) for key in request.items]
    conditions = {item.asked_if.item for item in items if item.asked_if}
    return tuple(key for key in request.answers.items if key in conditions or key in request.items)


def _tables(request: Request, cells: Cells, speaker: _Speaker) -> Iterator[ReleasedTable]:
    for by in request.plan.by:
        counted = tally(cells, by)
        for key in request.items:
            yield _table(counted, counted.items[key], speaker)


def _table(counted: Tally, item: Item, speaker: _Speaker) -> ReleasedTable:
    forms = [_asked_of(counted, item, group) for group in range(len(counted.groups))]
    # Everybody first: a question that only others were asked would tell how a small group answered the one before.
    everybody = counted.totals[:, 0].tolist()
    refusal = refuse_forms(everybody, speaker.smallest) or refuse_forms(forms, speaker.smallest)
    cells: tuple[Cell, ...] = ()
    if refusal is None:
        cells = tuple(_cell(counted, item, group, speaker) for group, asked in enumerate(forms) if asked)
    return ReleasedTable(
        id=f"{item.key}-by-{counted.by}",
        item=item.key,
        wording=wording(item),
        reverse=item.reverse,
        construct=item.construct,
        by=counted.by,
        frame=Frame.THESE_FORMS,
        rung=Rung.EXACT if cells else Rung.WORDS,
        waves=(ONCE,) if cells else (),
        cells=cells,
        changes=(),
        refusal=refusal,
        withheld=(Withheld(ONCE, refusal),) if refusal else (),
    )


def _cell(counted: Tally, item: Item, group: int, speaker: _Speaker) -> Cell:
    asked, by_code = _asked_of(counted, item, group), _by_code(counted, item.key, group)
    counts = {part: sum(by_code[code] for code in item.codes_of(Part(part))) for part in PARTS}
    chosen = {part: counts[part] for part in ("positive", "neither", "negative")}
    counts[Part.UNANSWERED.value] = asked - sum(by_code.values())
    chosen_n, offered = sum(chosen.values()), offered_parts(item)
    name = counted.groups[group]
    return Cell(
        group=name,
        group_label=group_label(counted.by, name, counted.audience),
        wave=ONCE,
        n=asked,
        schools=None,
        parts={
            part: speaker.share(count, asked) if Part(part) in offered else NO_CHOICE for part, count in counts.items()
        },
        codes={str(code): speaker.share(count, asked) for code, count in by_code.items()},
        chosen_n=chosen_n,
        chosen={part: speaker.share(count, chosen_n) for part, count in chosen.items()} if chosen_n else None,
        rung=Rung.EXACT,
        id=f"{item.key}-by-{counted.by}:{name}:{ONCE}",
    )


def _asked_of(counted: Tally, item: Item, group: int) -> int:
    """Forms of the group on which the item was asked."""
    if item.asked_if is None:
        return int(counted.totals[group, 0])
    by_code = _by_code(counted, item.asked_if.item, group)
    return sum(by_code[code] for code in item.asked_if.codes)


def _by_code(counted: Tally, key: str, group: int) -> dict[int, int]:
    """How often each choice was made, by its code."""
    counts = counted.answers[key][:, :, group, 0].sum(axis=1).tolist()
    options = counted.items[key].scale.options
    return {option.code: int(count) for option, count in zip(options, counts, strict=True)}


def _responses(forms: int, smallest: int) -> Responses:
    """`schools` is 0: they are not counted."""
    if forms < smallest:
        return Responses(ONCE, None, f"Fewer than {smallest} forms", None, 0)
    return Responses(ONCE, forms, "1 form" if forms == 1 else f"{forms:,} forms", None, 0)


def _notes(
    instrument: Instrument, plan: Plan, speaker: _Speaker, tables: tuple[ReleasedTable, ...]
) -> Iterator[Refusal]:
    yield Refusal(
        "denominator-forms",
        "Percentages are of forms, not of people: somebody may have sent a form after each of several sessions. A form "
        "on which the question was passed over is counted too.",
    )
    for item in map(instrument.item, plan.items):
        if item.asked_if:
            yield Refusal(f"asked-{item.key}", _asked_words(instrument, item))
    yield Refusal(
        "frame-forms",
        "No interval is given: these are the forms that came in, and not a sample of people drawn by chance. Who sent "
        "none may think otherwise.",
    )
    if not speaker.exact:
        yield Refusal(
            "precision-forms",
            f"Numbers of forms are exact. Percentages have one decimal from {FINE_FROM} forms on and are whole below. "
            f"Nothing is shown of fewer than {speaker.smallest} forms, nor what would tell of so few.",
        )
    for by in plan.by:
        refusals = [table.refusal for table in tables if table.by == by]
        if refusals and refusals[0] and all(refusals):
            yield Refusal(f"no-{by}", f"There is no table by {breakdown_name(by)}. {refusals[0].sentence}")


def _asked_words(instrument: Instrument, item: Item) -> str:
    if item.asked_if is None:
        return ""
    earlier = instrument.item(item.asked_if.item)
    labels = [f"“{option.label}”" for option in earlier.scale.options if option.code in item.asked_if.codes]
    return (
        f"“{wording(item)}” was asked only on forms that said {' or '.join(labels)} to “{wording(earlier)}”. Its "
        "percentages are of these."
    )
