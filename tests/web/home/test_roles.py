"""Roles as code: the page, the document and the doors say the same."""

from __future__ import annotations

from django.test import Client

from belonging.web.accounts.roles import GRANTS, ROLE_NAMES, Permission, Role
from belonging.web.home.presenters.roles import MAY, role_cards, roles_document, who_may
from tests.guards.test_sizes import ROOT


def test_every_role_is_shown_with_all_that_it_may_do_and_nothing_else(client: Client, db: None) -> None:
    assert set(MAY) == set(Permission)
    for role, card in zip(Role, role_cards(), strict=True):
        assert card.name == ROLE_NAMES[role]
        assert set(card.may) == {MAY[each] for each in GRANTS[role]}
    text = client.get("/roles/").content.decode()
    assert all(f'<span class="govuk-details__summary-text">{name}</span>' in text for name in ROLE_NAMES.values())
    assert "Nobody" not in text
    assert "who helps somebody to answer" in text


def test_for_every_act_the_page_says_who_may_do_it() -> None:
    rows = {str(row.key): str(row.value).split(", ") for row in who_may()}
    assert rows[MAY[Permission.RUN_ROUNDS]] == ["School lead"]
    assert rows[MAY[Permission.ANSWER_TALK_REQUESTS]] == ["Safeguarding lead"]
    assert all(rows[MAY[each]] != [""] for each in Permission)


def test_the_document_is_what_the_code_says() -> None:
    """Write it anew with: python -m belonging.web.home.presenters.roles > docs/roles.md"""
    assert (ROOT / "docs/roles.md").read_text() == roles_document()
