"""The calls. Each reads what is stored, and takes no cookie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Router, Schema
from ninja.errors import ValidationError

from belonging.web.api.errors import Problem, nothing_there
from belonging.web.api.presenters import answers, schemas
from belonging.web.api.presenters.answers import Answer, Part
from belonging.web.api.presenters.open_data import open_data_csv, open_data_metadata
from belonging.web.api.queries import figures
from belonging.web.api.queries.keys import cohorts_of
from belonging.web.api.rules.keys import Scope
from belonging.web.api.rules.open_data import AUDIENCES, Place
from belonging.web.api.views.doors import KeyInHeader, cohort_with, key_with, told
from belonging.web.base.database_roles import EVALUATOR
from belonging.web.base.narrowing import narrowed_to
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort

ABOUT = (
    "What has been released, read by programs. Figures are the stored findings, value by value; nothing finer is "
    "ever worked out. Schools stand under letters. See docs/api.md for examples that run."
)
Call = Callable[..., Any]

router = Router(auth=KeyInHeader())


def answering(path: str, scope: Scope, shape: type[Schema], summary: str) -> Callable[[Call], Call]:
    """A GET at this address for keys with this scope. It reads with the evaluator's database role."""
    problems = dict.fromkeys((401, 403, 404, 422, 429), schemas.ProblemOut)
    responses: dict[Any, Any] = {200: shape, 304: None, **problems}

    def declared(view: Call) -> Call:
        @wraps(view)
        def narrowed(*parts: Any, **named: Any) -> Any:
            with narrowed_to(EVALUATOR):
                return view(*parts, **named)

        extra = {"x-scope": scope.value}
        name = view.__name__
        return router.get(
            path, response=responses, summary=summary, operation_id=name, url_name=name, openapi_extra=extra
        )(narrowed)

    return declared


def part_of(request: HttpRequest, asked: schemas.Paging, chosen: Mapping[str, str] | None = None) -> Part:
    return Part(request.path, asked.limit, asked.offset, chosen or {})


@answering("/cohorts", Scope.FINDINGS, schemas.CohortsOut, "Cohorts that the key may read")
def cohorts(request: HttpRequest, asked: Query[schemas.Paging]) -> Answer:
    """The latest first, with the time of their last release."""
    key = key_with(request, Scope.FINDINGS)
    with programme_scope("api: cohorts"):
        part, found = part_of(request, asked), cohorts_of(key)
        page = list(found[part.rows])
        last = figures.last_releases(page)
        rows = [answers.cohort_row(each, last.get(each.pk)) for each in page]
        return part.of("cohorts", rows, count=found.count())


@answering("/cohorts/{cohort}/findings/{audience}", Scope.FINDINGS, schemas.FindingsOut, "All schools together")
def findings(request: HttpRequest, cohort: str, audience: str, asked: Query[schemas.TablesWanted]) -> Answer:
    """The latest release of pupils, parents, staff, training or leads: everything that it shows, table by table."""
    ours = cohort_with(request, cohort, Scope.FINDINGS)
    return _findings(ours, audience, None, part_of(request, asked, asked.chosen))


@answering(
    "/cohorts/{cohort}/schools/{letter}/findings/{audience}",
    Scope.SCHOOL_FINDINGS,
    schemas.FindingsOut,
    "One school, under its letter",
)
def school_findings(
    request: HttpRequest, cohort: str, letter: str, audience: str, asked: Query[schemas.TablesWanted]
) -> Answer:
    """As the school itself reads it, at the rung at which its size lets it speak."""
    ours = cohort_with(request, cohort, Scope.SCHOOL_FINDINGS)
    return _findings(ours, audience, letter, part_of(request, asked, asked.chosen))


@answering("/cohorts/{cohort}/response-rates", Scope.RESPONSE_RATES, schemas.RatesOut, "How many have answered")
def response_rates(request: HttpRequest, cohort: str, asked: Query[schemas.Paging]) -> Answer:
    """By school and questionnaire, rounded to 5, some minutes old; nothing of fewer than ten."""
    return _rounds(request, cohort, Scope.RESPONSE_RATES, "response_rates", asked)


@answering("/cohorts/{cohort}/schools", Scope.SCHOOLS, schemas.SchoolsOut, "Schools that take part")
def schools(request: HttpRequest, cohort: str, asked: Query[schemas.Paging]) -> Answer:
    """By letter. Names are for keys that have the scope; a phase is told where three schools share it."""
    ours = cohort_with(request, cohort, Scope.SCHOOLS)
    key = key_with(request, Scope.SCHOOLS)
    with programme_scope("api: schools"):
        part, found, phases = part_of(request, asked), figures.enrolments(ours), figures.phases_told(ours)
        rows = [answers.school_row(each, key, phases) for each in found[part.rows]]
        return part.of("schools", rows, count=found.count())


@answering("/cohorts/{cohort}/rounds", Scope.ROUNDS, schemas.RoundsOut, "Questionnaires of each school")
def rounds(request: HttpRequest, cohort: str, asked: Query[schemas.Paging]) -> Answer:
    """Their state and their months, by school, wave and audience."""
    return _rounds(request, cohort, Scope.ROUNDS, "rounds", asked)


def _csv_call(path: str, summary: str) -> Callable[[Call], Call]:
    content = {"text/csv": {"schema": {"type": "string"}}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
    refused = {str(code): {"description": "A problem", "content": problem} for code in (401, 403, 404, 429)}
    whole = {"200": {"description": "OK", "content": content}, "304": {"description": "Unchanged"}, **refused}

    def declared(view: Call) -> Call:
        name = view.__name__
        extra = {"x-scope": Scope.FINDINGS.value, "responses": whole}
        return router.get(path, summary=summary, operation_id=name, url_name=f"call_{name}", openapi_extra=extra)(view)

    return declared


@_csv_call("/cohorts/{cohort}/open-data.csv", "Open data")
def open_data(request: HttpRequest, cohort: str) -> HttpResponse:
    """All schools together in the DfE's tidy layout, one row for each group."""
    return _open_data(request, cohort, open_data_csv)


@_csv_call("/cohorts/{cohort}/open-data.meta.csv", "What the columns of the open data are")
def open_data_meta(request: HttpRequest, cohort: str) -> HttpResponse:
    """The metadata file that the DfE's service asks for beside the data."""
    return _open_data(request, cohort, open_data_metadata)


def _findings(cohort: Cohort, audience: str, letter: str | None, part: Part) -> Answer:
    with programme_scope("api: findings"):
        release = figures.release_of(cohort, audience, letter)
        if release is None:
            raise nothing_there()
        return answers.findings_answer(release, cohort, letter, part)


def _rounds(request: HttpRequest, cohort: str, scope: Scope, name: str, asked: schemas.Paging) -> Answer:
    ours = cohort_with(request, cohort, scope)
    row = answers.round_row if scope == Scope.ROUNDS else answers.rate_row
    with programme_scope("api: rounds"):
        part, found = part_of(request, asked), figures.school_rounds(ours)
        page = list(found[part.rows])
        letters = figures.letters_of(ours, page)
        rows = [row(letters[each.host_id], each) for each in page]
        return part.of(name, rows, count=found.count())


def _open_data(request: HttpRequest, cohort: str, made: Callable[..., str]) -> HttpResponse:
    ours = cohort_with(request, cohort, Scope.FINDINGS)
    with programme_scope("api: open data"):
        found = figures.open_findings(ours, tuple(AUDIENCES))
        place = Place(figures.nations_of(ours), figures.days_of(ours), ours.starts_on)
    if not found:
        raise nothing_there()
    return HttpResponse(made(found, place), content_type="text/csv; charset=utf-8")


api = NinjaAPI(
    title="Belonging Matters",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
api.add_router("", router)


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, problem: Problem) -> HttpResponse:
    return told(problem)


@api.exception_handler(ValidationError)
def _not_understood(_request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    said = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in wrong.errors)
    return told(Problem(422, "Not understood", f"{said}. /api/ says what each call takes."))
