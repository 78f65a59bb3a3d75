"""The shapes of what the API gives. Figures are the stored findings' own, field by field."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema


class Paging(Schema):
    limit: int = Field(50, ge=1, le=100, description="How many to a page")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to pass over")


class TablesWanted(Paging):
    """Of one statement, or of one breakdown, or both."""

    item: str | None = Field(None, max_length=60, description="Of this statement alone", examples=["safe"])
    by: str | None = Field(None, max_length=60, description="Broken down this way alone", examples=["all", "send"])

    @property
    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in (("item", self.item), ("by", self.by)) if value is not None}


class RefusalOut(Schema):
    code: str = Field(description="Stable, for programs", examples=["too-few"])
    sentence: str = Field(description="For people", examples=["Fewer than 10 answered."])


class ShareOut(Schema):
    low: float = Field(description="Per cent; the same as high, or the lower end of a band", examples=[71])
    high: float = Field(examples=[71])
    text: str = Field(description="How a sentence says it", examples=["71 in 100"])
    count: int | None = Field(description="Only of answers given in a professional role")


class IntervalOut(Schema):
    low: float = Field(examples=[64])
    high: float = Field(examples=[77])
    method: str
    df: float | None


class CellOut(Schema):
    id: str = Field(description="The stored finding's own id", examples=["safe-by-send:send:endline"])
    group: str
    group_label: str
    wave: str
    n: int | None = Field(description="Everyone who sent the questionnaire, rounded to 5", examples=[120])
    schools: int | None
    rung: str = Field(description="How finely it speaks", examples=["whole", "fives", "tens", "words"])
    parts: dict[str, ShareOut] | None
    interval: IntervalOut | None = Field(description="95 % interval of the positive share")
    refusal: RefusalOut | None


class ChangeOut(Schema):
    id: str
    group: str
    group_label: str
    earlier: str
    later: str
    estimate_low: float | None = Field(description="Percentage points")
    estimate_high: float | None
    interval: IntervalOut | None
    reading: str = Field(examples=["no-clear-change"])
    text: str = Field(description="A change, never an effect", examples=["No clear change"])
    refusal: RefusalOut | None


class GapOut(Schema):
    id: str
    group: str
    group_label: str
    against: str
    against_label: str
    wave: str
    earlier: str | None
    estimate_low: float | None
    estimate_high: float | None
    interval: IntervalOut | None
    reading: str
    text: str
    refusal: RefusalOut | None


class WithheldOut(Schema):
    wave: str
    refusal: RefusalOut


class TableOut(Schema):
    id: str = Field(examples=["safe-by-send"])
    item: str = Field(examples=["safe"])
    wording: str
    reverse: bool = Field(description="Agreeing is the negative answer")
    topic: str = Field(validation_alias="construct", examples=["safety"])
    by: str = Field(examples=["send"])
    frame: str
    rung: str
    waves: list[str]
    cells: list[CellOut]
    changes: list[ChangeOut]
    gaps: list[GapOut]
    withheld: list[WithheldOut]
    refusal: RefusalOut | None


class HeadlineOut(Schema):
    id: str
    table: str
    tone: str
    text: str
    findings: list[str] = Field(description="Ids of what the sentence rests on")


class ResponsesOut(Schema):
    wave: str
    answered: int | None
    answered_text: str
    roll: int | None = Field(description="Null where nobody keeps one, and of a school by itself")
    schools: int


class PageOut(Schema):
    count: int = Field(description="How many there are on all pages", examples=[60])
    next: str | None = Field(description="Address of the next page, on this server; null on the last")


class FindingsOut(PageOut):
    cohort: str = Field(examples=["pilot"])
    school: str | None = Field(description="A school's letter; null: all schools together", examples=[None, "C"])
    audience: str = Field(examples=["pupil"])
    instrument: str
    waves: list[str]
    released_at: datetime | None = Field(description="Null of a school by itself")
    policy: str
    policy_version: int
    engine_version: str
    plan_digest: str
    input_digest: str = Field(description="SHA-256 of the answers that were counted")
    responses: list[ResponsesOut]
    headlines: list[HeadlineOut]
    notes: list[RefusalOut]
    tables: list[TableOut] = Field(description="Those of this page")


class CohortOut(Schema):
    cohort: str = Field(examples=["pilot"])
    name: str
    state: str = Field(examples=["finished"])
    starts_on: date
    ends_on: date | None
    simulated: bool = Field(description="Invented schools and answers")
    released_at: datetime | None = Field(description="When findings of all schools together were released last")


class CohortsOut(PageOut):
    cohorts: list[CohortOut]


class SchoolOut(Schema):
    school: str = Field(description="Its letter in the cohort, which says nothing about it", examples=["C"])
    phase: str | None = Field(description="Null where fewer than three schools share it", examples=["primary"])
    stage: str = Field(examples=["taking_part"])
    arm: str = Field(examples=["intervention"])
    name: str | None = Field(description="Null for a key without the scope schools:names")


class SchoolsOut(PageOut):
    schools: list[SchoolOut]


class RoundOut(Schema):
    school: str
    wave: str
    audience: str
    instrument: str
    state: str = Field(examples=["sealed"])
    opens_in: str | None = Field(description="The month", examples=["2026-09"])
    closes_in: str | None = Field(examples=["2026-10"])
    sealed_in: str | None = Field(examples=["2026-10"])


class RoundsOut(PageOut):
    rounds: list[RoundOut]


class RateOut(Schema):
    school: str
    wave: str
    audience: str
    state: str
    answered: int | None = Field(description="Rounded to 5; null: fewer than 10", examples=[60])
    percent: int | None = Field(description="Of the roll, from the rounded number", examples=[48])
    counted_at: datetime | None


class RatesOut(PageOut):
    response_rates: list[RateOut]


class ProblemOut(Schema):
    """As RFC 9457 has it."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Nothing there"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is nothing at this address that your key may read."])
