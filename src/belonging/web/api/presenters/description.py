"""The OpenAPI description as the library makes it, put right; and the page that a person reads of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from belonging.web.api.rules.keys import SAYS, Scope
from belonging.web.ui.components import Table

PAGING = frozenset({"limit", "offset"})
"""Of every list, so that the page says it once."""
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class CallCard:
    """One call on the page."""

    id: str
    title: str
    address: str
    about: str
    scope: str
    parameters: Table | None


def put_right(schema: dict[str, Any], server: str) -> dict[str, Any]:
    """Problems have a type of their own, which the library cannot say."""
    for path in schema["paths"].values():
        for status, response in path["get"]["responses"].items():
            content = response.get("content", {})
            if int(status) >= 400 and "application/json" in content:
                content[PROBLEM] = content.pop("application/json")
    return {**schema, "servers": [{"url": server}]}


def call_cards(schema: dict[str, Any]) -> list[CallCard]:
    return [_card(address, path["get"]) for address, path in schema["paths"].items()]


def scopes_table() -> Table:
    rows = [(scope.value, SAYS[scope]) for scope in Scope]
    return Table("What a key may open", ("Scope", "Opens"), rows)


def _card(address: str, call: dict[str, Any]) -> CallCard:
    taken = [each for each in call.get("parameters", ()) if each["in"] == "query" and each["name"] not in PAGING]
    rows = [(each["name"], each.get("description", ""), _default(each["schema"])) for each in taken]
    table = Table("You may add", ("Name", "What it does", "Without it"), rows, caption_size="s") if rows else None
    about = call.get("description", "").strip()
    return CallCard(call["operationId"], call["summary"], f"GET {address}", about, call["x-scope"], table)


def _default(shape: dict[str, Any]) -> str:
    return "all" if shape.get("default") is None else str(shape["default"])
