"""What is shown of answers given in a professional role, and how finely. By numbers of forms alone.

People who answer so are told that figures are exact and that answers which are all alike will be seen to be. What is
kept from the reader is a handful: nothing is said of 1 to 4 forms, and nothing from which it could be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from belonging.evaluation.printed import Refusal, Share

FINE_FROM: Final = 50
"""Forms from which shares have a decimal. Of fewer, one form is 2 per cent and more, and a decimal would only seem
finer; the counts stand beside it in any case."""


def refuse_forms(forms: Sequence[int], smallest: int) -> Refusal | None:
    """Why a table with these numbers of forms, one per group, is not shown; None where it is.

    Whole or not at all: the groups are everybody, and everybody is shown, so that one group left out would be the
    rest. Whoever takes shown groups from each other and from the whole is left with nobody, or `smallest` and more.
    """
    if sum(forms) < smallest:
        return Refusal("few-forms", _nothing(smallest))
    if any(0 < group < smallest for group in forms):
        return Refusal(
            "few-forms-in-group",
            f"One of these groups has fewer than {smallest} forms. None is shown apart, because the small one could be "
            "worked out from the others.",
        )
    return None


def _nothing(smallest: int) -> str:
    return f"Fewer than {smallest} forms, so nothing is shown." if smallest > 1 else "There is no form."


def printed_share(count: int, forms: int) -> Share:
    """Per cent of the forms, halves up: one decimal from FINE_FROM forms on, whole below."""
    if forms >= FINE_FROM:
        per_cent = ((2000 * count + forms) // (2 * forms)) / 10
    else:
        per_cent = float((200 * count + forms) // (2 * forms))
    return Share(per_cent, per_cent, f"{per_cent:g}%", count)


def exact_share(count: int, forms: int) -> Share:
    """For who holds the forms: unrounded."""
    per_cent = 100 * count / forms
    return Share(per_cent, per_cent, f"{per_cent:.4g}%", count)
