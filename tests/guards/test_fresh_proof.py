"""Which routes ask for a fresh proof of who is there: exports, slips, roles, what is held about people.

A route that should ask and does not fails here, and so does one that nobody has thought of: whatever gives out a
table as a file, or whose name speaks of roles, passes, keys or slips.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ASK = {
    "roles": (
        "accounts:invite", "accounts:end_role", "accounts:invitation", "accounts:passes", "accounts:team_invite",
        "accounts:team_end_role", "accounts:team_invitation", "accounts:team_second_factor", "enrolment:people",
        "accounts:sessions",
    ),
    "slips": ("surveys:slips", "surveys:pack_lost"),
    "exports": (
        "home:cockpit_csv", "home:cockpit_totals", "programme:cohort_support_csv", "programme:support_csv",
        "outcomes:export", "audit:across_csv", "actions:across_csv", "reports:school_csv", "reports:shared_csv",
        "reports:programme_csv", "reports:programme_findings", "reports:training_csv", "reports:leads_csv",
        "api:open_data", "api:open_data_meta",
    ),
    "raw files, keys": ("packs:decide", "packs:link", "api:keys", "api:make", "api:end"),
    "what is held about people": ("rights:own", "rights:request", "rights:erase", "rights:correct"),
}  # fmt: skip
TELLING = re.compile(r"csv|json|xlsx|export|slips|roles?/|invit|passes|(?<![a-z])keys?/")
NEED_NOT = {
    "home:roles": "public: what each role may do",
    "accounts:accept": "the link in the mail is the proof",
    "account_reset_password_from_key": "the link in the mail is the proof",
    "account_reset_password_from_key_done": "a page to sign in on",
    "api:openapi": "public",
    "api:call_open_data": "a key is the proof",
    "api:call_open_data_meta": "a key is the proof",
    "api:published_data": "public",
    "api:published_meta": "public",
    "enrolment:translation_book": "public words to translate",
    "outcomes:template": "empty",
    "themes:theme": "a theme's key",
    "complaints:information": "public",
}


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str, Callable[..., object]]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _routes(each, prefix + (f"{each.namespace}:" if each.namespace else ""))
        elif isinstance(each, URLPattern) and each.name:
            yield prefix + each.name, str(each.pattern), each.callback


def test_what_needs_a_fresh_proof_asks_for_it() -> None:
    asking = {name for name, _, view in _routes(get_resolver()) if getattr(view, "asks_for_proof", False)}
    assert {name for names in ASK.values() for name in names} <= asking


def test_nothing_of_that_kind_was_forgotten() -> None:
    forgotten = [
        name
        for name, pattern, view in _routes(get_resolver())
        if TELLING.search(f"{name} {pattern}") and not getattr(view, "asks_for_proof", False) and name not in NEED_NOT
    ]
    assert forgotten == []
