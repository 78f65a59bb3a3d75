"""What an answer row says beside its answers: known editions and languages, and nothing once it is withdrawn."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from belonging.web.surveys.models import Response, Round, SealedAnswers
from belonging.web.surveys.services.answering import withdraw_response
from tests.web.conftest import NOW
from tests.web.surveys.given import answer, slips


@pytest.mark.parametrize(
    ("column", "value"),
    [("edition", "standard"), ("language", "pl"), ("help", "read"), ("way", "screen"), ("digest", "0" * 64)],
)
def test_a_withdrawn_answer_says_nothing_more(open_round_: Round, column: str, value: str) -> None:
    [code] = slips(open_round_, 1)
    withdraw_response(round_=open_round_, receipt=answer(open_round_, code).symbols, now=NOW)
    with pytest.raises(IntegrityError, match="withdrawn_is_blank"), transaction.atomic():
        Response.objects.update(**{column: value})
    assert Response.objects.values_list(column, flat=True).get() == ""


@pytest.mark.parametrize(("column", "values"), [("edition", ["", "dreamt"]), ("language", ["", "xx"])])
def test_an_answer_is_in_an_edition_and_a_language_that_there_are(
    open_round_: Round, column: str, values: list[str]
) -> None:
    fine: dict[str, str] = {"edition": "younger", "language": "ur"}
    for value in values:
        row = {**fine, column: value}
        with pytest.raises(IntegrityError, match=f"known_{column}"), transaction.atomic():
            Response.objects.create(key="k", receipt="r", school=open_round_.school, round=open_round_, **row)
    with pytest.raises(IntegrityError, match=f"known_{column}"), transaction.atomic():
        SealedAnswers.objects.create(
            key="k", answers={}, school=open_round_.school, round=open_round_, **{**fine, column: values[-1]}
        )
