"""What a whole file gives, and what the author of a broken one is told."""

from __future__ import annotations

import pytest

from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.model import Audience, Part
from tests.instruments.whole_files import QUESTIONNAIRE, questionnaire, with_change


def test_a_whole_file_gives_everything_it_holds() -> None:
    tiny = questionnaire()
    safe, lonely = tiny.items

    assert (tiny.name, tiny.audience, tiny.minutes) == ("tiny_v3", Audience.PUPIL, 1)
    assert (tiny.languages, tiny.editions) == (("en", "pl"), ("standard", "younger"))
    assert safe.wording["standard"].in_language("pl") == "Czuję się bezpiecznie"
    assert safe.wording["younger"].in_language("pl") == "I am safe"
    assert (str(safe.plainer), safe.spoken, safe.reverse) == ("Nobody hurts me.", None, False)
    assert (str(lonely.spoken), lonely.plainer, lonely.reverse) == ("I feel lonely.", None, True)
    assert safe.scale.has_middle
    assert safe.codes_of(Part.POSITIVE) == (4,)
    assert lonely.codes_of(Part.POSITIVE) == (1,)
    assert tiny.about_me[0].value_of(2) == "girl"
    assert str(tiny.comment_boxes[0].hint) == "Please name nobody."
    assert not tiny.rights.permission_needed


BROKEN = {
    "a key that nobody reads": ("construct =", "constuct =", 31, "'constuct'", "did you mean 'construct'"),
    "an unknown root key": ("minutes = 1", "minuets = 1", 7, "'minuets'", "did you mean 'minutes'"),
    "no key": ('key = "tiny"\n', "", 1, "'key' is missing", "add key ="),
    "a key with a capital": ('key = "safe"', 'key = "Safe"', 30, "'Safe'", "small letters"),
    "a duplicate item key": ('key = "lonely"', 'key = "safe"', 39, "'safe' is used twice", "another"),
    "an item called like a column": ('key = "safe"', 'key = "gender"', 30, "group column", "something else"),
    "a box called like an item": ('key = "more"', 'key = "safe"', 57, "used twice", "another"),
    "a question called like an item": ('"about_gender"', '"lonely"', 48, "used twice", "another"),
    "an unknown scale": (
        'scale = "frequency"',
        'scale = "frequancy"',
        32,
        "item 'safe' uses scale 'frequancy'",
        "did you mean 'frequency'?",
    ),
    "an unknown construct": ('"safety"', '"weather"', 31, "'weather'", "use one of: peers, safety"),
    "no wording at all": (
        'wording.standard.en = "I feel lonely"\nwording.younger.en = "I am lonely"\n',
        "",
        38,
        "item 'lonely' has no wording",
        "add wording.standard.en",
    ),
    "an edition without wording": (
        'wording.younger.en = "I am safe"\n',
        "",
        33,
        "no wording for edition 'younger'",
        "add wording.younger.en",
    ),
    "an undeclared edition": ("wording.younger", "wording.yuonger", 35, "'yuonger'", "mean 'younger'"),
    "no English wording": ('standard.en = "I feel safe"\nwording.', "", 33, "no English", "add standard.en"),
    "an empty wording": ('"I feel safe"', '" "', 33, "'en' is empty", "write its text"),
    "an undeclared language": ("standard.pl", "standard.cy", 34, "'cy'", "use one of: en, pl"),
    "a language tag that is none": ('"pl"]', '"Polish"]', 8, "'Polish'", 'as in "en"'),
    "languages without English": ('["en", "pl"]', '["pl", "en"]', 8, "English", 'put "en" first'),
    "a language named twice": ('["en", "pl"]', '["en", "en"]', 8, "twice", "take one"),
    "editions without standard": ('["standard", ', "[", 9, "standard", "first"),
    "a reverse that is text": ("reverse = true", 'reverse = "yes"', 42, "neither true nor false", "without"),
    "a reverse that is a number": ("reverse = true", "reverse = 1", 42, "neither true nor false", "without"),
    "a scale with no positive option": ('"positive"', '"neither"', 18, "no positive option", 'part = "pos'),
    "a scale with no negative option": ('"negative"', '"neither"', 18, "no negative option", 'part = "neg'),
    "a scale with an unknown part": ('"positive"', '"postive"', 19, "'postive'", "mean 'positive'"),
    "a scale that counts as unanswered": ('"positive"', '"unanswered"', 19, "'unanswered'", "use one of"),
    "a declining option in the middle": ('"neither"', '"declined"', 20, "before its end", "last"),
    "a code used twice": ("code = 3", "code = 4", 20, "code '4' is used twice", "another"),
    "a value used twice": ('value = "some"', 'value = "often"', 20, "value 'often'", "another"),
    "a code of nothing": ("code = 4", "code = 0", 19, "from 1 to 99", "write code = 1"),
    "a code that is true": ("code = 4", "code = true", 19, "whole number", "write code = 1"),
    "a code that is text": ("code = 4", 'code = "4"', 19, "whole number", "write code = 1"),
    "an option without a label": (', label.en = "Never"', "", 21, "'label' is missing", "add label"),
    "a misspelt key of an option": ("code = 4", "kode = 4", 19, "'kode'", "mean 'code'"),
    "a number where a text belongs": ('key = "more"', "key = 5", 57, "not text", "in quotation marks"),
    "an unknown audience": ('"pupil"', '"pupils"', 3, "'pupils'", "did you mean 'pupil'?"),
    "a version of nothing": ("version = 3", "version = 0", 2, "version", "whole number"),
    "rights left open": ("permission_needed = false\n", "", 11, "permission_needed", "true"),
    "an empty licence": ('"Apache-2.0"', '""', 12, "'licence' is empty", "write"),
    "an unknown fact": ('fact = "gender"', 'fact = "gendre"', 49, "'gendre'", "did you mean 'gender'?"),
    "a value that the fact cannot have": ('"boy", label', '"lad", label', 52, "'lad'", "use one of"),
    "a choice offered twice": ('value = "girl"', 'value = "boy"', 53, "'boy' is used twice", "another"),
    "a choice that counts as a part": (
        'value = "boy",',
        'value = "boy", part = "positive",',
        52,
        "'part'",
        "use one of: code, label, value",
    ),
    "a comment box without a hint": ('hint.en = "Please name nobody."\n', "", 56, "'hint'", "add hint"),
    "a text where a table belongs": ("title.en =", "title =", 5, "not a table", "write title = {"),
    "a table where a list belongs": ("[[comment_boxes]]", "[comment_boxes]", 56, "not a list", "[[comment_"),
    "a list where a text belongs": ('"Nobody"', '["Nobody"]', 13, "not text", "quotation marks"),
    "a text where a list belongs": ('["standard", "younger"]', '"standard"', 9, "list of texts", "write ed"),
    "text that is not TOML": ('note = "For tests."', "note = For tests.", 14, "not TOML", "correct it here"),
    "a file that breaks off": ('hint.en = "Please name nobody."\n', "hint.en =", 59, "not TOML", "correct"),
    "a key given twice": ("version = 3", 'version = 3\nkey = "again"', 3, "not TOML", "correct it here"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_file_line_and_remedy(case: str) -> None:
    old, new, line, problem, remedy = BROKEN[case]

    with pytest.raises(InvalidInstrument) as refusal:
        questionnaire(with_change(QUESTIONNAIRE, old, new))

    assert str(refusal.value).startswith(f"tiny_v3.toml, line {line}: ")
    assert problem in refusal.value.problem
    assert remedy in refusal.value.remedy


@pytest.mark.parametrize(
    "table", ["[rights]", "[[sections]]", "[[sections.items]]", "[[about_me]]", "[[comment_boxes]]"]
)
def test_no_table_takes_a_key_that_nobody_reads(table: str) -> None:
    with pytest.raises(InvalidInstrument, match="nothing is called 'surplus' here; use one of"):
        questionnaire(with_change(QUESTIONNAIRE, table, f"{table}\nsurplus = 1"))


def test_two_sections_of_one_key_are_refused_at_the_second() -> None:
    again = QUESTIONNAIRE[QUESTIONNAIRE.index("[[sections]]") : QUESTIONNAIRE.index("[[about_me]]")]
    again = again.replace('"safe"', '"safer"').replace('"lonely"', '"lonelier"')

    with pytest.raises(InvalidInstrument, match="line 62: key 'only' is used twice"):
        questionnaire(QUESTIONNAIRE + "\n" + again)


def test_one_item_key_in_two_sections_is_refused_at_the_second() -> None:
    again = QUESTIONNAIRE[QUESTIONNAIRE.index("[[sections]]") : QUESTIONNAIRE.index("[[about_me]]")]
    again = again.replace('"only"', '"second"').replace('"lonely"', '"lonelier"')

    with pytest.raises(InvalidInstrument, match="line 66: key 'safe' is used twice"):
        questionnaire(QUESTIONNAIRE + "\n" + again)


def test_a_fact_asked_twice_is_refused() -> None:
    start, end = QUESTIONNAIRE.index("[[about_me]]"), QUESTIONNAIRE.index("[[comment_boxes]]")
    again = QUESTIONNAIRE[start:end].replace("about_gender", "gender_again")

    with pytest.raises(InvalidInstrument, match="fact 'gender' is used twice"):
        questionnaire(QUESTIONNAIRE + "\n" + again)


def test_a_section_without_items_is_refused() -> None:
    start, end = QUESTIONNAIRE.index("[[sections.items]]"), QUESTIONNAIRE.index("[[about_me]]")

    with pytest.raises(InvalidInstrument, match=r"line 25: 'items' is missing; add items"):
        questionnaire(QUESTIONNAIRE[:start] + QUESTIONNAIRE[end:])
