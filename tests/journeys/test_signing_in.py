"""From an invitation to the account, with a passkey and an app, in a real browser.

The passkey is made by Chromium's own pretend device. It needs an address with a name: localhost, not 127.0.0.1.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE, ROOT, Service, follow
from tests.journeys.test_accessibility import RULES, sideways
from tests.web.accounts.given import PASSWORD, code

Look = Callable[[Page], None]
PRESSED: tuple[Literal["button", "link"], ...] = ("button", "link")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def unseen(_page: Page) -> None:
    """Go on without looking."""


def press(page: Page, words: str) -> None:
    """The last button or link with these words; done when the next page is there, whole."""
    link = page.get_by_role("link", name=words, exact=True)
    follow(page.get_by_role("button", name=words, exact=True).or_(link).last)


def invitation(service: Service, email: str) -> str:
    """The link that the terminal prints, at the address with a name."""
    command = [
        sys.executable,
        "-m",
        "belonging.web.cli.main",
        "invite",
        email,
        "--name",
        "Jo Field",
        "--role",
        "manager",
    ]
    done = subprocess.run(command, env=service.environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1].replace("127.0.0.1", "localhost")


def with_device(page: Page) -> Page:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def take_up(page: Page, link: str, look: Look = unseen) -> None:
    """Password, passkey, recovery codes."""
    page.goto(link)
    look(page)
    page.get_by_label("Choose a password").fill("short")
    page.get_by_label("The same password again").fill("short")
    press(page, "Go on to the second step")
    expect(page.get_by_role("alert").first).to_contain_text("at least 12 characters")
    look(page)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    press(page, "Go on to the second step")
    look(page)
    press(page, "Use a passkey")
    look(page)
    press(page, "Add the passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these recovery codes")
    look(page)


def base(service: Service) -> str:
    return service.staff.replace("127.0.0.1", "localhost")


def sign_out(page: Page, service: Service) -> None:
    page.goto(f"{base(service)}/sign-out/")
    follow(page.locator("main form button"))


def enter_password(page: Page, service: Service, email: str) -> None:
    page.goto(f"{base(service)}/sign-in/?next=/account/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def set_up_app(page: Page, service: Service, look: Look = unseen) -> str:
    """The key that the app was given."""
    page.goto(f"{base(service)}/account/app/set-up/")
    look(page)
    key = "".join((page.locator("main .bm-code").text_content() or "").split())
    page.get_by_label("The 6 digits").fill(code(key))
    press(page, "Finish")
    expect(page.get_by_text("Your authenticator app is set up.")).to_be_visible()
    return key


def test_an_invited_person_comes_in_with_a_passkey_and_comes_back_three_ways(
    service: Service, page: Page, browser: Browser
) -> None:
    email = "passkey@programme.example"
    take_up(with_device(page), invitation(service, email))
    key = set_up_app(page, service)

    sign_out(page, service)
    page.goto(f"{base(service)}/sign-in/?next=/account/")
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    sign_out(page, service)
    enter_password(page, service, email)
    press(page, "Use your passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    plain = browser.new_context(viewport=PHONE, java_script_enabled=False)
    without_script = plain.new_page()
    enter_password(without_script, service, email)
    without_script.get_by_label("Code", exact=True).fill(code(key))
    press(without_script, "Sign in")
    expect(without_script.get_by_text("In 2 browsers, this one among them")).to_be_visible()
    plain.close()


def test_a_passkey_that_is_refused_is_explained(service: Service, page: Page) -> None:
    take_up(with_device(page), invitation(service, "refused@programme.example"))
    sign_out(page, service)
    enter_password(page, service, "refused@programme.example")
    page.evaluate("() => { navigator.credentials.get = async () => { throw new DOMException('', 'NotAllowedError') } }")
    page.get_by_role("button", name="Use your passkey", exact=True).click()
    expect(page.get_by_text("That was stopped, or took too long.")).to_be_visible()


@pytest.fixture
def past_policy(browser: Browser) -> Iterator[BrowserContext]:
    """axe is put into the page past the content policy."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce")
    yield context
    context.close()


def test_no_page_of_signing_in_breaks_a_rule_of_accessibility(service: Service, past_policy: BrowserContext) -> None:
    found: list[str] = []
    email = "axe@programme.example"

    def look(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate(AXE_SCRIPT)
        told = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
        found.extend(f"{page.url}: {rule['id']} {rule['nodes'][0]['html'][:200]}" for rule in told["violations"])
        found.extend(sideways(page))
        page.set_viewport_size(PHONE)

    page = with_device(past_policy.new_page())
    take_up(page, invitation(service, email), look)
    set_up_app(page, service, look)
    for path in ("", "password/", "sessions/", "app/take-off/", "recovery-codes/new/", "passkeys/add/"):
        page.goto(f"{base(service)}/account/{path}")
        look(page)
    page.locator("main form button").first.click()
    expect(page.get_by_text("This device has a passkey for your account already.")).to_be_visible()
    page.goto(f"{base(service)}/programme/people/invite/")
    look(page)
    press(page, "Send the invitation")
    look(page)
    page.goto(f"{base(service)}/programme/people/")
    look(page)
    follow(page.get_by_role("link", name="End this role").first)
    look(page)
    sign_out(page, service)
    enter_password(page, service, email)
    look(page)
    for path in ("sign-in/", "account/password/forgotten/", "account/password/forgotten/sent/", "invitation/lost/"):
        page.goto(f"{base(service)}/{path}")
        look(page)
    assert found == []
