"""Whether words make a resource. Decided without a database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from belonging.web.audit.rules.evidence import EvidenceRefused, checked_link, cleaned_line, cleaned_text
from belonging.web.hub.errors import NotAResource
from belonging.web.hub.rules.words import (
    COSTS,
    KINDS,
    LICENCES,
    LONGEST_AUTHOR,
    LONGEST_BODY,
    LONGEST_SLUG,
    LONGEST_SOURCE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    PHASES,
    TYPES,
    ResourceWords,
)

MOST_MINUTES: Final = 6000
TAKEN_BY_PAGES: Final = frozenset({"search", "propose", "collections", "notes", "school"})
"""Names of pages of the hub."""
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ITEM: Final = re.compile(r"[a-z]+_v\d+:[a-z0-9_]+")
_CHOICES: Final[tuple[tuple[str, Mapping[str, str], str], ...]] = (
    ("kind", KINDS, "Please choose what it is: a page, a file, a link or a video."),
    ("type", TYPES, "Please choose what it is for."),
    ("cost", COSTS, "Please choose what it costs."),
    ("licence", LICENCES, "Please choose what others may do with it."),
)
_LENGTHS: Final = (
    ("title", LONGEST_TITLE),
    ("summary", LONGEST_SUMMARY),
    ("author", LONGEST_AUTHOR),
    ("source", LONGEST_SOURCE),
    ("body", LONGEST_BODY),
)


def checked(words: ResourceWords, *, has_file: bool, whole: bool = True) -> ResourceWords:
    """Cleaned. `whole`: it is to be published, so that it has to give what its kind says. Raises NotAResource."""
    clean = _cleaned(words)
    if not clean.title:
        raise NotAResource("title", "Please give it a title: a few words that say what it is.")
    if not clean.summary:
        raise NotAResource("summary", "Please say in a sentence or two what it is and whom it is for.")
    for name, most in _LENGTHS:
        if len(getattr(clean, name)) > most:
            raise NotAResource(name, f"Please use at most {most:,} letters here.")
    for name, known, sentence in _CHOICES:
        if getattr(clean, name) not in known:
            raise NotAResource(name, sentence)
    _check_marks(clean)
    if whole:
        _check_gives(clean, has_file=has_file)
    return clean


def _cleaned(words: ResourceWords) -> ResourceWords:
    return replace(
        words,
        title=cleaned_line(words.title),
        summary=cleaned_line(words.summary),
        author=cleaned_line(words.author),
        source=cleaned_line(words.source),
        body=cleaned_text(words.body),
        url=_link(words.url) if words.kind in ("link", "video") and words.url.strip() else "",
    )


def _link(url: str) -> str:
    try:
        return checked_link(url)
    except EvidenceRefused as refusal:
        raise NotAResource("url", str(refusal)) from refusal


def _check_marks(words: ResourceWords) -> None:
    if len(words.slug) > LONGEST_SLUG or not _SLUG.fullmatch(words.slug) or words.slug in TAKEN_BY_PAGES:
        raise NotAResource("title", "Please choose another title: no address can be made from this one.")
    if unknown := [phase for phase in words.phases if phase not in PHASES]:
        raise NotAResource("phases", f"There is no kind of school called “{unknown[0]}”. Please choose from the list.")
    if any(not _ITEM.fullmatch(item) for item in words.items):
        raise NotAResource("items", "Please write each question as questionnaire and key: pupil_v1:belong.")
    if not 0 <= words.minutes <= MOST_MINUTES:
        raise NotAResource("minutes", f"Please give whole minutes, {MOST_MINUTES:,} at most; 0 if it cannot be said.")


def _check_gives(words: ResourceWords, *, has_file: bool) -> None:
    if words.kind == "page" and not words.body:
        raise NotAResource("body", "Please write the page: nothing else is shown.")
    if words.kind == "file" and not has_file:
        raise NotAResource("file", "Please choose the file.")
    if words.kind in ("link", "video") and not words.url:
        raise NotAResource("url", "Please give the link: copy it from the top of your browser.")
    if not words.phases:
        raise NotAResource("phases", "Please choose at least one kind of school.")
