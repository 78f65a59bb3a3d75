"""A post room with a clock that stands still in working hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine

from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.services import Mail, MailKind, queue_mail
from tests.web.conftest import NOW

Queue = Callable[..., bool]


@pytest.fixture(autouse=True)
def now(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def queue() -> Queue:
    """One message to somebody, by its key."""

    def put(key: str = "test:1", *, to: str = "jo@maple.example", kind: MailKind = MailKind.SERVICE) -> bool:
        mail = Mail(to=to, template="notices/mail/trial.txt", context={"sender": "O'Brien & Co"}, kind=kind)
        return queue_mail(mail=mail, key=key, now=NOW)

    return put


def stored(key: str = "test:1") -> OutgoingMail:
    with programme_scope("test"):
        return OutgoingMail.objects.get(key=key)
