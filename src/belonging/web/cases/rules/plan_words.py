"""An action of the plan, as a line of a case study."""

from __future__ import annotations


def action_words(what: str, reach: int | None, cost: int | None) -> str:
    """ "Buddy bench by the hall (reached 60 people; cost £120)."."""
    told = [
        f"reached {reach:,} {'person' if reach == 1 else 'people'}" if reach else "",
        "cost nothing" if cost == 0 else f"cost £{cost:,}" if cost else "",
    ]
    known = "; ".join(words for words in told if words)
    return f"{what.rstrip('.')} ({known})." if known else f"{what.rstrip('.')}."
