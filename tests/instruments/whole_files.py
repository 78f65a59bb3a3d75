"""A questionnaire and a framework that are whole, for tests to break in one place."""

from __future__ import annotations

from belonging.instruments.framework import Framework
from belonging.instruments.framework_file import read_framework
from belonging.instruments.instrument_file import read_instrument
from belonging.instruments.model import Instrument
from belonging.instruments.tables import parse

CONSTRUCTS = frozenset({"safety", "peers"})

QUESTIONNAIRE = """\
key = "tiny"
version = 3
audience = "pupil"
framework = "framework_v1"
title.en = "A tiny questionnaire"
introduction.en = "Two statements."
minutes = 1
languages = ["en", "pl"]
editions = ["standard", "younger"]

[rights]
licence = "Apache-2.0"
holder = "Nobody"
note = "For tests."
permission_needed = false

[scales.frequency]
options = [
  { code = 4, value = "often", part = "positive", label.en = "Often", label.pl = "Często" },
  { code = 3, value = "some", part = "neither", label.en = "Sometimes" },
  { code = 1, value = "never", part = "negative", label.en = "Never" },
  { code = 9, value = "declined", part = "declined", label.en = "I don't want to say" },
]

[[sections]]
key = "only"
title.en = "The only section"

[[sections.items]]
key = "safe"
construct = "safety"
scale = "frequency"
wording.standard.en = "I feel safe"
wording.standard.pl = "Czuję się bezpiecznie"
wording.younger.en = "I am safe"
plainer.en = "Nobody hurts me."

[[sections.items]]
key = "lonely"
construct = "peers"
scale = "frequency"
reverse = true
wording.standard.en = "I feel lonely"
wording.younger.en = "I am lonely"
spoken.en = "I feel lonely."

[[about_me]]
key = "about_gender"
fact = "gender"
wording.en = "Which are you?"
options = [
  { code = 1, value = "boy", label.en = "A boy" },
  { code = 2, value = "girl", label.en = "A girl" },
]

[[comment_boxes]]
key = "more"
wording.en = "Anything else?"
hint.en = "Please name nobody."
"""

FRAMEWORK = """\
key = "framework"
version = 3
title.en = "A tiny framework"
languages = ["en"]

[definition]
text = "being wanted"
reference = "someone_2001"
note = "For tests."

[[constructs]]
key = "safety"
title.en = "Safety"
description.en = "Nobody is hurt."

[[reasons]]
item = "safe"
construct = "safety"
why.en = "It matters."
references = ["someone_2001"]

[[references]]
key = "someone_2001"
authors = "One, S.; Two, S."
year = 2001
title = "On belonging"
where = "A Journal, 1(1), 1–2"
"""


def questionnaire(source: str = QUESTIONNAIRE) -> Instrument:
    return read_instrument(parse(source, "tiny_v3.toml"), CONSTRUCTS, digest="")


def framework(source: str = FRAMEWORK) -> Framework:
    return read_framework(parse(source, "framework_v3.toml"), digest="")


def with_change(source: str, old: str, new: str) -> str:
    """The source with its first `old` changed; an `old` that is not there is a mistake in the test."""
    assert old in source
    return source.replace(old, new, 1)
