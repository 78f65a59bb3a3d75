"""Resources for tests to find."""

from __future__ import annotations

from dataclasses import replace

from belonging.web.hub.models import Resource
from belonging.web.hub.rules.words import ResourceWords
from belonging.web.hub.services.resources import publish_resource
from tests.web.conftest import NOW

ACTOR = "test"
HUB = "/hub/"
BENCH = ResourceWords(
    slug="friendship-bench",
    title="A friendship bench that works",
    summary="How to set up a bench in the playground where nobody sits alone for long.",
    kind="page",
    type="guide",
    phases=("primary",),
    statements=("friendships", "breaks"),
    items=("pupil_v1:belong",),
    minutes=30,
    cost="low",
    author="Belonging Matters team",
    body="## First steps\n\n- Choose **two** buddies a day.\n- Tell everyone why.\n\nAsk pupils after six weeks.",
)
NOISE = ResourceWords(
    slug="sensory-walk",
    title="Sensory walk round the school",
    summary="A checklist for noise, light and smells, made with pupils with SEND.",
    kind="link",
    type="template",
    phases=("primary", "secondary", "special", "ap"),
    statements=("clubs_sensory", "breaks"),
    minutes=60,
    url="https://example.org/walk",
    licence="See site",
)
COFFEE = ResourceWords(
    slug="coffee-morning",
    title="Coffee mornings that families come to",
    summary="Ten ideas to meet parents and carers who rarely come in.",
    kind="page",
    type="activity",
    phases=("secondary",),
    statements=("parental_engagement",),
    minutes=120,
    cost="free",
    body="Invite by name.",
)


def put(words: ResourceWords = BENCH, **other: object) -> Resource:
    """Published; `other` replaces parts of its words."""
    said = replace(words, **other)  # type: ignore[arg-type]  # passed on as they come
    return publish_resource(words=said, actor=ACTOR, now=NOW)


def shelf() -> None:
    for words in (BENCH, NOISE, COFFEE):
        put(words)
