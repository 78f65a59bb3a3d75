"""Two people release a pack, or one refuses it in writing. In a programme-wide scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.packs.errors import AgreementOver, NotWaiting, NotYoursToRelease
from belonging.web.packs.models import Pack
from belonging.web.packs.queries.packs import account_of, counts_on, standing_of
from belonging.web.packs.rules.flow import Standing


@transaction.atomic
def release_pack(*, pack: Pack, actor: str, now: datetime) -> Pack:
    """As the first or the second of two. After the second the worker builds it.

    Raises NotWaiting, NotYoursToRelease, AgreementOver.
    """
    held = _waiting(pack, now)
    if actor == held.asked_by:
        raise NotYoursToRelease("You asked for this pack, so two others have to release it.")
    if actor == held.first_release_by:
        raise NotYoursToRelease("You have released it already. The second release is another person’s.")
    if not counts_on(held.agreement, timezone.localdate(now)):
        raise AgreementOver
    if held.first_release_at is None:
        held.first_release_by, held.first_release_at, which = actor, now, "first"
    else:
        held.second_release_by, held.second_release_at, which = actor, now, "second"
    held.save()
    record_act(act=Act("pack-released", f"pack:{held.pk}", {"which": which}), actor=actor, now=now)
    return held


@transaction.atomic
def refuse_pack(*, pack: Pack, because: str, actor: str, now: datetime) -> None:
    """The asker is told by mail that the answer is on the page. Raises NotWaiting, NotYoursToRelease."""
    held = _waiting(pack, now)
    if actor == held.asked_by:
        raise NotYoursToRelease("You asked for this pack, so others answer it.")
    held.refused_by, held.refused_because, held.refused_at = actor, because, now
    held.save()
    record_act(act=Act("pack-refused", f"pack:{held.pk}"), actor=actor, now=now)
    tell_asker(pack=held, key="pack-refused", template="packs/mail/refused.txt", now=now)


def tell_asker(*, pack: Pack, key: str, template: str, now: datetime) -> None:
    """A mail without content: that there is something on the pack's page."""
    user = account_of(pack.asked_by)
    if user is not None:
        mail = Mail(to=user.email, template=template, context={"name": user.name, "pack": pack})
        queue_mail(mail=mail, key=f"{key}:{pack.pk}", now=now)


def _waiting(pack: Pack, now: datetime) -> Pack:
    held = Pack.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=pack.pk)
    if standing_of(held, now) not in (Standing.WAITS_FOR_FIRST, Standing.WAITS_FOR_SECOND):
        raise NotWaiting
    return held
