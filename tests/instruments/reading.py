"""How old a child is who reads a sentence with ease: the Spache formula, with textstat's list of familiar words.

Made for the first four school years, where Flesch and Kincaid's formula has no children to stand on: it counts
syllables, and one word of two moves a line of five by two years. Grade and age differ by five.
"""

from __future__ import annotations

import re
from functools import cache

from textstat.backend.counts import count_syllables
from textstat.backend.utils import get_lang_easy_words

PER_WORD, PER_UNFAMILIAR, AT_LEAST = 0.141, 8.6, 0.839
AGE_OF_GRADE = 5

SHORT_LINE = 8
"""Words. A shorter line is no sentence that a share of unfamiliar words says anything of: its are counted per eight."""

_KNOWN = frozenset({"childline", "belonging", "matters", "private", "receipt"})
"""Names, which are no words to spell out; "private", which the lines under it tell; the receipt, which is shown."""
_AMERICAN = {"our": "or", "ise": "ize", "yse": "yze"}
_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "er", "est")


def sentences(text: str) -> list[str]:
    """The sentences of a wording; what is filled in is one familiar word."""
    filled = re.sub(r"\{[a-z_]+\}", "school", text)
    return [part for part in re.split(r"(?<=[.?!:;])\s+", filled.strip()) if part]


def reading_age(sentence: str) -> float:
    words = [word for word in re.findall(r"[a-z0-9'-]+", sentence.lower().replace("’", "'")) if word.strip("'-")]
    unfamiliar = sum(not is_familiar(word.strip("'-")) for word in words)
    grade = AT_LEAST + PER_WORD * len(words) + PER_UNFAMILIAR * unfamiliar / max(len(words), SHORT_LINE)
    return round(grade + AGE_OF_GRADE, 1)


@cache
def is_familiar(word: str) -> bool:
    """Of one syllable, on the list, or a plain inflection of a word on it; a hyphened word where its parts are."""
    if "-" in word:
        return all(is_familiar(part) for part in word.split("-") if part)
    if not word.isalpha() and not re.fullmatch(r"[a-z]+'[a-z]+", word):
        return True
    forms = {word, *_roots(word)}
    forms |= {form.replace(british, american) for form in forms for british, american in _AMERICAN.items()}
    return bool(forms & (get_lang_easy_words("en_US") | _KNOWN)) or _syllables(word) < 2


def _roots(word: str) -> set[str]:
    found = set()
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if root in ("", word):
            continue
        found |= {root, f"{root}e"}
        if root.endswith("i"):
            found.add(f"{root[:-1]}y")
        if len(root) > 2 and root[-1] == root[-2]:
            found.add(root[:-1])
    return found


def _syllables(word: str) -> int:
    try:
        return int(count_syllables(word, "en_US"))
    except KeyError:  # textstat's dictionary of sounds does not have it
        return len(re.findall(r"[aeiouy]+", word))
