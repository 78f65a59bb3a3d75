"""What the lead reads before signing off: what is unrated, and which versions still wait."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.work import audit_title, counted, way
from belonging.web.audit.rules.progress import Progress


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """`left` and `waiting` are empty where nothing is left."""

    title: str
    back: str
    asked: int
    left: str
    by_area: tuple[str, ...]
    waiting: str


def sign_off_page(*, audit: Audit, progress: Progress, waiting: int) -> SignOffPage:
    left = progress.asked - progress.rated
    behind = [area for area in progress.by_area if area.rated < area.asked]
    words = f"{counted(left, 'statement')} of {progress.asked} {'is' if left == 1 else 'are'} not rated."
    return SignOffPage(
        title=audit_title(audit),
        back=way(audit, "stage"),
        asked=progress.asked,
        left=f"{words} You can sign off all the same; they stay unrated." if left else "",
        by_area=tuple(f"{area.title}: {area.asked - area.rated} of {area.asked} not rated" for area in behind),
        waiting=_waiting(waiting),
    )


def _waiting(number: int) -> str:
    if not number:
        return ""
    verb = "waits" if number == 1 else "wait"
    return f"{counted(number, 'version')} {verb} to be settled. If you sign off now, what stands in the audit counts."
