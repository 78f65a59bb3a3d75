"""Where mail goes, from one setting; a password never without TLS, and never in a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from belonging.web.config.mail import CONSOLE, ONE_LINE, SMTP, MailServer, mail_from, mail_reply_to, mail_server


def given(monkeypatch: pytest.MonkeyPatch, url: str, mode: str = "live") -> MailServer:
    monkeypatch.setenv("BELONGING_MODE", mode)
    monkeypatch.setenv("BELONGING_MAIL_URL", url)
    return mail_server()


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://team%40example.org:p%3Aa%2Fss@smtp.example.org",
            MailServer(True, SMTP, "smtp.example.org", 587, "team@example.org", "p:a/ss", starttls=True),
        ),
        (
            "smtps://me:secret@smtp.example.org",
            MailServer(True, SMTP, "smtp.example.org", 465, "me", "secret", tls=True),
        ),
        ("smtp://127.0.0.1?tls=no", MailServer(True, SMTP, "127.0.0.1", 25)),
        ("smtp://relay.example.org:2525?tls=no", MailServer(True, SMTP, "relay.example.org", 2525)),
        ("console://", MailServer(True, CONSOLE)),
    ],
)
def test_an_address_of_a_mail_server_is_read(monkeypatch: pytest.MonkeyPatch, url: str, server: MailServer) -> None:
    assert given(monkeypatch, url) == server


@pytest.mark.parametrize(
    "url",
    [
        "smtp.example.org",
        "http://smtp.example.org",
        "smtp://",
        "smtp:/x",
        "smtp://me:topsecret@host:x",
        "smtp://h:99999",
    ],
)
def test_what_is_no_address_says_how_to_write_one(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Write it as smtp://NAME") as refusal:
        given(monkeypatch, url)
    assert "topsecret" not in str(refusal.value)


def test_a_password_is_not_sent_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="without TLS") as refusal:
        given(monkeypatch, "smtp://me:topsecret@smtp.example.org?tls=no")
    assert "topsecret" not in str(refusal.value)


def test_without_the_setting_live_mail_waits_and_the_demos_goes_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BELONGING_MAIL_URL", raising=False)
    monkeypatch.setenv("BELONGING_MODE", "live")
    assert not mail_server().ready
    monkeypatch.setenv("BELONGING_MODE", "demo")
    assert mail_server() == MailServer(True, ONE_LINE)


def test_who_mail_is_from_and_who_reads_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BELONGING_MAIL_FROM", "BELONGING_MAIL_REPLY_TO"):
        monkeypatch.delenv(name, raising=False)
    assert mail_from("https://belonging.example.org") == "Belonging Matters <no-reply@belonging.example.org>"
    assert mail_reply_to() == ""
    monkeypatch.setenv("BELONGING_MAIL_FROM", "Our team <team@example.org>")
    monkeypatch.setenv("BELONGING_MAIL_REPLY_TO", "team@example.org")
    assert mail_from("https://belonging.example.org") == "Our team <team@example.org>"
    assert mail_reply_to() == "team@example.org"


@pytest.mark.parametrize("written", ["nobody", "Team <team>", "a@b.example\nBcc: c@d.example"])
def test_a_sender_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("BELONGING_MAIL_FROM", written)
    with pytest.raises(ImproperlyConfigured, match="BELONGING_MAIL_FROM is"):
        mail_from("https://belonging.example.org")
