"""Which pages a school has, and when."""

from __future__ import annotations

from typing import Final

from belonging.web.replies.rules.kinds import Edition
from belonging.web.schools.models import Setting

WITH_YOUNGER_PUPILS: Final = frozenset({Setting.PRIMARY.value, Setting.ALL_THROUGH.value, Setting.SPECIAL.value})
READERS: Final = {
    Edition.PUPILS.value: "Pupils",
    Edition.YOUNGER.value: "Younger pupils",
    Edition.FAMILIES.value: "Families",
}


def editions_for(setting: str) -> tuple[Edition, ...]:
    """A school with pupils under Year 5 has a page for them too."""
    younger = (Edition.YOUNGER,) if setting in WITH_YOUNGER_PUPILS else ()
    return (Edition.PUPILS, *younger, Edition.FAMILIES)
