"""Where mail goes, from BELONGING_MAIL_URL. Without it live mail waits, and a page of the team says so."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from belonging.web.config.environment import ENV, mode

CONSOLE = "django.core.mail.backends.console.EmailBackend"
ONE_LINE = "belonging.web.notices.terminal.TerminalBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
FORMS = "smtp://NAME:PASSWORD@HOST:587, smtps://NAME:PASSWORD@HOST:465 or console://"


@dataclass(frozen=True, slots=True)
class MailServer:
    """What Django's SMTP backend is told. `ready`: there is somewhere to send to."""

    ready: bool
    backend: str = NOWHERE
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail_server() -> MailServer:
    """smtp:// turns to TLS before anything is said, unless "?tls=no" (a relay on the same machine); smtps:// begins
    with it. Signs in nowhere without TLS."""
    url: str = ENV.str("BELONGING_MAIL_URL", default="")
    if not url:
        return MailServer(ready=False) if mode() == "live" else MailServer(ready=True, backend=ONE_LINE)
    scheme, _, _ = url.partition("://")
    if scheme == "console":
        return MailServer(ready=True, backend=CONSOLE)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _unusable() from error
    if scheme not in ("smtp", "smtps") or not parts.hostname:
        raise _unusable()
    starttls = scheme == "smtp" and parse_qs(parts.query).get("tls") != ["no"]
    if parts.username and not (starttls or scheme == "smtps"):
        raise ImproperlyConfigured("BELONGING_MAIL_URL would send its password without TLS. Leave out “tls=no”.")
    return MailServer(
        ready=True,
        backend=SMTP,
        host=parts.hostname,
        port=port or (465 if scheme == "smtps" else 587 if starttls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=starttls,
        tls=scheme == "smtps",
    )


def mail_from(staff_url: str) -> str:
    """BELONGING_MAIL_FROM, or no-reply at the host of staff's pages."""
    host = urlsplit(staff_url).hostname or "localhost"
    written: str = ENV.str("BELONGING_MAIL_FROM", default=f"Belonging Matters <no-reply@{host}>")
    return _address("BELONGING_MAIL_FROM", written)


def journal_witnesses() -> tuple[str, ...]:
    """BELONGING_JOURNAL_WITNESSES: who is sent the journal's heads once a day; addresses with commas between."""
    listed: list[str] = ENV.list("BELONGING_JOURNAL_WITNESSES", default=[])
    return tuple(_address("BELONGING_JOURNAL_WITNESSES", each.strip()) for each in listed if each.strip())


def mail_reply_to() -> str:
    """BELONGING_MAIL_REPLY_TO: who reads answers; empty where nobody does."""
    written: str = ENV.str("BELONGING_MAIL_REPLY_TO", default="")
    return _address("BELONGING_MAIL_REPLY_TO", written) if written else ""


def security_contact() -> str:
    """BELONGING_SECURITY_CONTACT, as security.txt wants it: mailto:… or https://…; empty where nobody is named."""
    written: str = ENV.str("BELONGING_SECURITY_CONTACT", default="")
    if not written or (written.startswith("https://") and written.split() == [written]):
        return written
    if written.startswith("mailto:") or parseaddr(written)[1] != written or "@" not in written:
        raise ImproperlyConfigured(
            f"BELONGING_SECURITY_CONTACT is {written!r}. Write an address (security@example.org) or a page (https://…)."
        )
    return f"mailto:{written}"


def _address(name: str, written: str) -> str:
    if "@" not in parseaddr(written)[1] or "\n" in written:
        raise ImproperlyConfigured(f'{name} is {written!r}. Write it as "Belonging Matters <team@example.org>".')
    return written


def _unusable() -> ImproperlyConfigured:
    # Never quotes the address: it holds a password.
    return ImproperlyConfigured(f"BELONGING_MAIL_URL cannot be used. Write it as {FORMS}; see docs/running.md.")
