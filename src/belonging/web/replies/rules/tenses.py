"""The library tells a practice as begun. How the same is told while it is under way, and while it is only planned."""

from __future__ import annotations

import re
from typing import Final

_BEGUN: Final = {
    "We asked ": ("We are asking ", "We will ask "),
    "We changed ": ("We are changing ", "We will change "),
    "We gave ": ("We are giving ", "We will give "),
    "We looked ": ("We are looking ", "We will look "),
    "We made ": ("We are making ", "We will make "),
    "We met ": ("We are meeting ", "We will meet "),
    "We planned ": ("We are planning ", "We will plan "),
    "We set ": ("We are setting ", "We will set "),
    "We started ": ("We are starting ", "We will start "),
    "We trained ": ("We are training ", "We will train "),
    "We wrote ": ("We are writing ", "We will write "),
    "All the adults in school learned ": (
        "All the adults in school are learning ",
        "All the adults in school will learn ",
    ),
    "All our staff were trained ": ("All our staff are being trained ", "All our staff will be trained "),
    "Grown-ups learned ": ("Grown-ups are learning ", "Grown-ups will learn "),
}
_GOES_ON: Final = (
    (r"^We (call|check|have|help|keep|learn|make|plan|tell|work) ", r"We will \1 "),
    (r"^(Teachers|Friendship helpers|Our books|New children|New teachers) (get|greet|look|say|show) ", r"\1 will \2 "),
    (r"^(There|Some big pupils|Our headteacher and leaders|Our leaders) are ", r"\1 will be "),
    (r"^Every child is ", "Every child will be "),
    (r"^The headteacher says ", "The headteacher will say "),
    (r"^(New and cover (?:teachers|staff)) now get ", r"\1 will get "),
    (r"^(When .*), we (?:now )?help ", r"\1, we will help "),
    (r"^You can ", "You will be able to "),
)


def under_way(words: str) -> str:
    """ "We are training older pupils" for "We trained older pupils"; what stands in the present stays."""
    for past, (now, _) in _BEGUN.items():
        if words.startswith(past):
            return now + words[len(past) :]
    return words


def planned(words: str) -> str:
    """ "We will train older pupils"; empty where we have no such form."""
    for past, (_, later) in _BEGUN.items():
        if words.startswith(past):
            return later + words[len(past) :]
    for pattern, later in _GOES_ON:
        told, found = re.subn(pattern, later, words)
        if found:
            return re.sub(r" now\.$", ".", told)
    return ""
