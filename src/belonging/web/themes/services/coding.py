"""Coding comments, settling where two differ, marking quotes, releasing. No code is in the journal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.themes.errors import CodingRefused, NotQuotable, NotReleasable
from belonging.web.themes.models import Codebook, CodedComment, Quote, Theme, ThemeRelease
from belonging.web.themes.queries import codes_of, is_apart, named, progress_of, quotable, release_of
from belonging.web.themes.rules.results import results_of

RELEASED = "The themes are released, so nothing is coded any more. A new version of the codebook begins anew."


@transaction.atomic
def code_comment(*, row: CodedComment, themes: Collection[str], second: bool, actor: str, now: datetime) -> None:
    """`themes` empty: none of them is in it. Again by the same person changes it, until both have coded it.

    Raises CodingRefused.
    """
    current = _held(row, themes)
    if second and not current.in_sample:
        raise CodingRefused("This comment is not one of those that two people code.")
    if actor == (current.first_by if second else current.second_by):
        raise CodingRefused("You have coded this comment already. Somebody else has to be the other coder.")
    mine = current.second_by if second else current.first_by
    if mine not in ("", actor):
        raise CodingRefused("Somebody else has coded this comment meanwhile. Please go on to the next.")
    if mine and current.first_at and current.second_at:
        raise CodingRefused("Two people have coded this comment, so it is settled on the page of agreement.")
    if second:
        current.second_themes, current.second_by, current.second_at = sorted(themes), actor, now
    else:
        current.first_themes, current.first_by, current.first_at = sorted(themes), actor, now
    current.save()


@transaction.atomic
def settle(*, row: CodedComment, themes: Collection[str], actor: str, now: datetime) -> None:
    """What the two agree on after talking. Raises CodingRefused."""
    current = _held(row, themes)
    if not is_apart(current):
        raise CodingRefused("The two do not differ here, or it is settled already.")
    current.agreed_themes, current.agreed_by, current.agreed_at = sorted(themes), actor, now
    current.save(update_fields=["agreed_themes", "agreed_by", "agreed_at"])


@transaction.atomic
def mark_quote(*, row: CodedComment, theme: Theme, actor: str, now: datetime) -> Quote:
    """Raises NotQuotable where the writer did not tick that it may be printed, or it is of another theme."""
    if row not in quotable(row.codebook, theme):
        raise NotQuotable("Only words of this theme whose writer ticked that they may be printed can be quoted.")
    quote, made = Quote.objects.get_or_create(coded=row, theme=theme, defaults={"marked_by": actor, "marked_at": now})
    if made:
        record_act(act=Act("quote-marked", f"theme:{theme.pk}", {"theme": theme.key}), actor=actor, now=now)
    return quote


@transaction.atomic
def unmark_quote(*, row: CodedComment, theme: Theme, actor: str, now: datetime) -> None:
    gone, _ = Quote.objects.filter(coded=row, theme=theme).delete()
    if gone:
        record_act(act=Act("quote-unmarked", f"theme:{theme.pk}", {"theme": theme.key}), actor=actor, now=now)


@transaction.atomic
def release_themes(*, codebook: Codebook, actor: str, now: datetime) -> ThemeRelease:
    """Once, when every comment is coded and nothing is left to settle. Raises NotReleasable."""
    current = Codebook.objects.select_for_update().get(pk=codebook.pk)
    if release_of(current) is not None:
        raise NotReleasable("These themes are released already.")
    progress = progress_of(current)
    if not progress.is_done:
        raise NotReleasable(
            f"Comments still to be coded: {progress.comments - progress.first}; by a second person: "
            f"{progress.sample - progress.second}; to be settled: {progress.apart}. Then the themes can be released."
        )
    results = results_of(current.audience, current.version, named(current), list(codes_of(current)))
    made = ThemeRelease.objects.create(codebook=current, results=results.to_json(), released_by=actor, released_at=now)
    details = {"audience": current.audience, "version": current.version, "comments": progress.comments}
    record_act(act=Act("themes-released", f"codebook:{current.pk}", details), actor=actor, now=now)
    return made


def _held(row: CodedComment, themes: Collection[str]) -> CodedComment:
    rows = CodedComment.objects.select_for_update(of=("self",)).select_related("codebook__release")
    current = rows.get(pk=row.pk)
    if hasattr(current.codebook, "release"):
        raise CodingRefused(RELEASED)
    if themes and not set(themes) <= set(current.codebook.themes.values_list("key", flat=True)):
        raise CodingRefused("One of these themes is not in the codebook. Please load the page again.")
    return current
