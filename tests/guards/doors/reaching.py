"""From a person's first page, by links and buttons alone: to which routes they are led."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from heapq import heappop, heappush
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from tests.guards.doors.people import Actor

OPENED_OF_A_KIND = 3
"""One action is done and another is an idea: what stands on the first may not stand on the second."""
ADDRESSES = {"a": "href", "form": "action", "button": "formaction", "img": "src"}
IN_BETWEEN = "A page that comes by itself, between what was asked and what is then shown"
MAILED = "Its link is in a mail"
OF_A_STATE = "Nothing here is in the state in which this can be done"
BY_BUTTON = "A button of the statement's form leads there, once the rating is kept"
FOLLOWS = "Stands on what a form answers"
UNLED: dict[str, str] = {
    "account_reauthenticate": IN_BETWEEN,
    "accounts:second_factor": IN_BETWEEN,
    "accounts:unsent": IN_BETWEEN,
    "mfa_authenticate": IN_BETWEEN,
    "mfa_reauthenticate": IN_BETWEEN,
    "mfa_reauthenticate_webauthn": IN_BETWEEN,
    "account_inactive": IN_BETWEEN,
    "account_reset_password_done": FOLLOWS,
    "imports:answers": FOLLOWS,
    "imports:check": FOLLOWS,
    "account_reset_password_from_key": MAILED,
    "account_reset_password_from_key_done": FOLLOWS,
    "home:sign_out": "For whoever is signed in",
    "home:work": "For whoever is signed in",
    "account_login": "Another name of the page on which to sign in",
    "mfa_index": "Another name of accounts:own",
    "mfa_list_webauthn": "Another name of accounts:own",
    "account_change_password": "For those who have a password",
    "mfa_activate_totp": "For those who have no app yet",
    "outcomes:keep_file": FOLLOWS,
    "accounts:accept": MAILED,
    "notices:reminders": MAILED,
    "rights:agree": MAILED,
    "home:adviser_take_back": "On what one has said oneself",
    "cases:ask_changes": OF_A_STATE,
    "cases:ask_review": OF_A_STATE,
    "cases:recommend": OF_A_STATE,
    "training:own": MAILED,
    "training:own_cancel": MAILED,
    "training:own_calendar": MAILED,
    "training:own_material": MAILED,
    "surveys:papers": "On the page of a school’s open questionnaire",
    "surveys:paper": "On the page of a school’s open questionnaire",
    "trials:child": "On the page of its trial",
    "service:live": "For machines",
    "service:ready": "For machines",
    "service:metrics": "For machines",
    "service:security_txt": "For machines, and whoever has found a weakness",
    "training:door": "On the poster at the door",
    "training:here": "Shown with the code in the session",
    "training:calendar": "On what one has signed up for",
    "training:cancel": "On what one has signed up for",
    "training:material": "On what one has signed up for",
    "training:walk_ins": OF_A_STATE,
    "training:certificate": "Among one's own",
    "training:certificate_name": "Where one's name has changed since",
    "training:certificate_pdf": "Among one's own",
    "training:check": "On a certificate",
    "training:check_any": "On the page of a certificate that is checked",
    "learning:check": OF_A_STATE,
    "surveys:leads_close": OF_A_STATE,
    "surveys:linking": "On the page of a cohort that links its waves",
    "surveys:linking_text": OF_A_STATE,
    "surveys:school_linking": "On the page of a linked questionnaire",
    "surveys:school_linking_text": OF_A_STATE,
    "reports:training_release": OF_A_STATE,
    "complaints:sent": FOLLOWS,
    "programme:interest_thanks": FOLLOWS,
    "replies:public": "On posters, and given out by the school",
    "reports:opened": "On posters, and given out by the school",
    "replies:public_picture": "On that page",
    "actions:practices": "The same library stands beside the plan of whoever has one",
    "actions:practice": "The same library stands beside the plan of whoever has one",
    "actions:across_csv": "Too few schools to say anything of",
    "audit:across_csv": "Too few schools to say anything of",
    "audit:draft_begin": OF_A_STATE,
    "audit:draft_put_back": OF_A_STATE,
    "audit:evidence_add": BY_BUTTON,
    "audit:hide_again": OF_A_STATE,
    "audit:remark": BY_BUTTON,
    "audit:remark_remove": "On what one has said oneself",
    "audit:reopen": OF_A_STATE,
    "audit:start": OF_A_STATE,
    "community:hear_again": OF_A_STATE,
    "hub:choose": "For who works in more than one school",
    "hub:note_remove": "On what one has said oneself",
    "community:post": MAILED,
    "community:read_all": OF_A_STATE,
    "community:solved": "For whoever asked",
    "enrolment:calendar_keep": OF_A_STATE,
    "home:set_up_of": "For a school in more than one cohort",
    "programme:cohort_finish": OF_A_STATE,
    "programme:cohort_open": OF_A_STATE,
    "programme:interest_put_back": OF_A_STATE,
    "programme:interest_take_back": OF_A_STATE,
    "rights:correct": "Once the person has agreed to it",
    "rights:erase": "Once the person has agreed to it",
    "safeguarding:close": OF_A_STATE,
    "safeguarding:glass_codes": MAILED,
    "safeguarding:note_confirmed": OF_A_STATE,
    "safeguarding:decision": FOLLOWS,
    "safeguarding:one": FOLLOWS,
    "safeguarding:waiting": "On the team's page while a talk request waits too long",
    "surveys:certificate": OF_A_STATE,
    "surveys:certificate_text": OF_A_STATE,
    "surveys:open": OF_A_STATE,
    "surveys:own_picture_confirm": OF_A_STATE,
    "surveys:plan": OF_A_STATE,
    "surveys:roster_print": FOLLOWS,
    "surveys:seal": OF_A_STATE,
}
"""To these nobody, or not everybody who may open them, is led in the world of the doors; and why."""


@dataclass(slots=True)
class Reader:
    """Who follows links. `files`: routes whose replies are no pages, which are asked for once for all. `dead`: links
    that lead nowhere."""

    client: Client
    files: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)

    def routes_from(self, start: str, actor: Actor, wanted: Collection[str]) -> set[str]:
        """Names of routes; no further once all that are wanted are found. Nothing is sent."""
        self.client.cookies.clear()
        if actor.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = actor.session
        waiting, known = [(0, 0, start)], {start}
        found, opened = {route_name(start)}, Counter[str]()
        while waiting and not found.issuperset(wanted):
            _, _, address = heappop(waiting)
            name = route_name(address)
            if opened[name] >= OPENED_OF_A_KIND or name in self.files or is_file(address):
                continue
            opened[name] += 1
            for link in self._links(address):
                led_to = route_name(link)
                if led_to and link not in known:
                    known.add(link)
                    found.add(led_to)
                    heappush(waiting, (opened[led_to], len(known), link))
        return found

    def _links(self, address: str) -> list[str]:
        """The page's own address too: a first page leads on to another one."""
        reply = self.client.get(address, follow=True)
        if reply.status_code in (403, 404) or reply.status_code >= 500:
            self.dead.add(f"{reply.status_code} {address}")
        if "text/html" not in reply.headers.get("Content-Type", ""):
            self.files.add(route_name(address))
            return []
        there = reply.request["PATH_INFO"]
        links = _Links()
        links.feed(reply.content.decode())
        return [there, *(urljoin(there, link).partition("#")[0] for link in links.found)]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = dict(attrs).get(ADDRESSES.get(tag, ""))
        if link:
            self.found.append(link)


def is_file(address: str) -> bool:
    """By its ending; of others it turns out."""
    return "." in urlsplit(address).path.rstrip("/").rpartition("/")[2]


def route_name(address: str) -> str:
    """As the matrix has it, "audit:stage"; empty for what is none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
