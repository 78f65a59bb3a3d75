"""What the environment says, read once. A missing or unsafe value is an error that says the remedy."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from belonging.web.base.sqlite_file import Connection
from belonging.web.config import statements

ENV = environ.Env()
OUT_OF_REACH = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""After how long PostgreSQL counts as away: seconds, and milliseconds for what was sent and never taken."""
DATABASES = ("sqlite://", "postgres://", "postgresql://")
MODES = ("demo", "live", "test")


@dataclass(frozen=True, slots=True)
class Secrets:
    """`secret_key` signs cookies; `pepper` goes into every code's HMAC and is never in the database."""

    secret_key: str
    pepper: bytes


def mode() -> str:
    """BELONGING_MODE: "demo", "live" (the default) or "test"."""
    chosen: str = ENV.str("BELONGING_MODE", default="live")
    if chosen not in MODES:
        raise ImproperlyConfigured(f"BELONGING_MODE is {chosen!r}. Set it to one of: {', '.join(MODES)}.")
    return chosen


def home() -> Path:
    """BELONGING_HOME: the folder for the SQLite file and the demo's secrets; `var` by default."""
    return Path(ENV.str("BELONGING_HOME", default="var")).resolve()


def audio() -> Path:
    """BELONGING_AUDIO: words read aloud, a folder for each language; made by `belonging render-audio`."""
    return Path(ENV.str("BELONGING_AUDIO", default=str(home() / "audio"))).resolve()


def link_keys() -> Path:
    """BELONGING_LINK_KEYS: the folder of linked cohorts' keys, for the user of the answering process alone."""
    return Path(ENV.str("BELONGING_LINK_KEYS", default=str(home() / "link-keys"))).resolve()


def signed_videos() -> Path | None:
    """BELONGING_SIGNED_VIDEOS: films in sign language, INSTRUMENT/EDITION/ITEM.mp4 and .vtt; none by default."""
    folder: str = ENV.str("BELONGING_SIGNED_VIDEOS", default="")
    return Path(folder).resolve() if folder else None


def _own_file() -> Path:
    """In the mode demo that of the demo, where there is one: so a command in another terminal finds what it shows."""
    of_the_demo = home() / "demo.sqlite3"
    return of_the_demo if mode() == "demo" and of_the_demo.exists() else home() / "belonging.sqlite3"


def database() -> dict[str, Any]:
    """BELONGING_DATABASE_URL, or an SQLite file in `home()`; durable settings on both (docs/privacy.md)."""
    own = f"sqlite:///{_own_file()}"
    if not ENV.str("BELONGING_DATABASE_URL", default=own).startswith(DATABASES):
        raise ImproperlyConfigured(
            "A database's address is empty or of another kind. Set BELONGING_DATABASE_URL, and those of the answering "
            "process and the engine if they are set, to postgres://… or sqlite:////PATH, or leave them out."
        )
    url = ENV.db_url("BELONGING_DATABASE_URL", default=own)
    if url["ENGINE"].endswith("sqlite3"):
        url["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "factory": Connection,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
            ),
        }
    else:
        # Row security makes PostgreSQL guess wrong what a query costs: it then spent 1.6 s compiling one of 0.2 s.
        url["OPTIONS"] = {"options": "-c synchronous_commit=on -c jit=off", **OUT_OF_REACH}
        url["CONN_HEALTH_CHECKS"] = True
    for name in statements.USUAL:  # by whoever starts first, rather than by pages that then do not come
        statements.seconds(name)
    url["CONN_MAX_AGE"] = None
    return dict(url)


def has_engine_database() -> bool:
    """BELONGING_ENGINE_DATABASE_URL: whether the engine connects as itself. Its settings read the value."""
    return "BELONGING_ENGINE_DATABASE_URL" in os.environ


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An OpenID Connect provider. `verified`: its addresses are to be believed where it does not say so itself.

    `acr`: levels of sign-in for which it asks for a second factor.
    """

    id: str
    name: str
    server_url: str
    client_id: str
    secret: str
    verified: bool = False
    acr: tuple[str, ...] = ()

    def as_app(self) -> dict[str, Any]:
        """As allauth wants it."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server_url, "verified_email": self.verified, "acr": list(self.acr)},
        }


def identity_providers() -> list[IdentityProvider]:
    """BELONGING_OIDC: a JSON list, one object for each provider; none by default."""
    try:
        listed = json.loads(ENV.str("BELONGING_OIDC", default="[]"))
        found = [IdentityProvider(**{**each, "acr": tuple(each.get("acr", ()))}) for each in listed]
    except (ValueError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(
            "BELONGING_OIDC must be a JSON list of objects with id, name, server_url, client_id and secret, and "
            f"perhaps verified and acr (docs/running.md). It was refused: {error}."
        ) from error
    if len({each.id for each in found}) < len(found):
        raise ImproperlyConfigured("BELONGING_OIDC names two providers with the same id. Give each its own.")
    return found


def read_secrets() -> Secrets:
    """From BELONGING_SECRET_KEY and BELONGING_PEPPER; in demo and test made once and kept in `home()`."""
    if mode() == "live":
        return Secrets(_long("BELONGING_SECRET_KEY"), _long("BELONGING_PEPPER").encode())
    if mode() == "test":
        return Secrets("only-for-tests-" * 4, b"only-for-tests-pepper" * 2)
    kept = home() / "demo-secrets.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(json.dumps({"secret_key": secrets.token_urlsafe(48), "pepper": secrets.token_urlsafe(48)}))
    made = json.loads(kept.read_text())
    return Secrets(made["secret_key"], made["pepper"].encode())


def _long(name: str) -> str:
    value: str = ENV.str(name, default="")
    if len(value) < 32:
        raise ImproperlyConfigured(
            f"{name} must be set to at least 32 random characters. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return value


class UndefinedVariable(str):
    """For Django's `string_if_invalid`: an undefined template variable is an error, not an empty place.

    Django formats this string with the variable's name when it contains "%s".
    """

    __slots__ = ()

    def __new__(cls) -> UndefinedVariable:
        return super().__new__(cls, "%s")

    def __mod__(self, name: object) -> str:
        raise UndefinedTemplateVariable(f"The template uses {name!r}, which the view did not give it")


class UndefinedTemplateVariable(Exception):  # names what it found
    """A template asked for a variable that is not there."""
