"""Every URL x every role x another school: whoever has no business there finds a page that is not there.

The routes come from the URLconfs, who may open them from doors/matrix.toml. A new route with no line fails here.
Here every pair of route, role, place and method is tried; every combination of them in `make soak`.
"""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.database_roles import STAFF
from belonging.web.config.grants import MATRIX
from tests.guards.doors import filling
from tests.guards.doors.broken import BROKEN
from tests.guards.doors.canaries import KEPT_IN, Canary
from tests.guards.doors.crawler import Crawler, as_role
from tests.guards.doors.crawling import (
    ROUTES,
    WALKED,
    crawl_answering,
    crawl_doors,
    crawl_pairs,
    crawl_things_of_others,
    crawl_whole,
)
from tests.guards.doors.filling import AIMS, OWN, Address
from tests.guards.doors.matrix import (
    ACCOUNT,
    ANSWERING_URLS,
    ANYONE,
    METHODS,
    Route,
    faults,
    line_of,
    lines,
    lines_in,
    routes,
)
from tests.guards.doors.pairs import covering, uncovered
from tests.guards.doors.people import NO_FACTOR, OUTSIDERS, ROLES, with_session
from tests.guards.doors.places import Place
from tests.guards.doors.reaching import UNLED, Reader
from tests.guards.doors.sets import ANOTHER, FACILITATOR, WRITER
from tests.guards.doors.walking import answering, built, crawler, demo_urls
from tests.guards.doors.walls import looks, writes

__all__ = ["answering", "built", "crawler", "demo_urls"]


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    assert faults(ROUTES, lines_in("school", "body", "programme", "account", "public")) == []
    assert faults(routes(ANSWERING_URLS), lines_in("answering")) == []


def test_a_route_without_a_line_is_told_where_to_put_it() -> None:
    new = Route("surveys:new", "schools/<slug:school>/new/")
    (told,) = faults([new], [])
    assert "surveys:new (/schools/<slug:school>/new/) has no line." in told
    assert "(school)" in told


def test_a_line_without_a_route_and_a_schools_page_for_anyone_are_told() -> None:
    route = Route("surveys:new", "schools/<slug:school>/new/")
    public, gone = line_of(route.name, "public", "anyone | GET"), line_of("gone", "school", "lead | GET")
    assert [told.split(" ")[0] for told in faults([route], [public, gone])] == ["gone", "surveys:new"]


def test_a_line_that_names_a_role_which_does_not_exist_is_told() -> None:
    route = Route("surveys:new", "schools/<slug:school>/new/")
    (told,) = faults([route], [line_of(route.name, "school", "lead teacher | GET")])
    assert "names 'teacher', nobody is called that" in told


def test_the_pages_of_the_demo_are_the_demos_alone(demo_urls: list[Route]) -> None:
    ours = {route.name for route in ROUTES}
    assert faults([route for route in demo_urls if route.name not in ours], lines_in("demo")) == []
    assert not ours & {line.name for line in lines_in("demo")}


def test_every_door_opens_to_those_whom_the_matrix_names(crawler: Crawler) -> None:
    crawl_doors(crawler)
    assert not crawler.faults, crawler.told()
    assert crawler.made["opened"] == crawler.made["requests"] > 1000


def test_nobody_elses_door_opens(crawler: Crawler) -> None:
    before = crawler.rows()
    crawl_pairs(crawler)
    assert not crawler.faults, crawler.told()
    assert crawler.made["refused"] > 2000
    assert crawler.rows() == before


def test_nor_does_anything_of_another_place_lie_behind_ones_own_door(crawler: Crawler) -> None:
    before = crawler.rows()
    crawl_things_of_others(crawler)
    assert not crawler.faults, crawler.told()
    assert crawler.made["refused"] == crawler.made["requests"] > 500
    assert crawler.rows() == before


def test_the_answering_process_shows_nobody_another_school(answering: Crawler) -> None:
    crawl_answering(answering)
    assert not answering.faults, answering.told()
    assert answering.made["requests"] > 100


def test_a_slips_code_opens_its_own_schools_questionnaire_alone(answering: Crawler) -> None:
    alfa, bravo, _ = (school.samples for school in answering.world.schools)
    assert checked(answering, alfa["handle"], alfa["code"]) == "fine"
    assert checked(answering, bravo["handle"], alfa["code"]) == "unknown"


def test_what_a_school_tells_pupils_and_families_is_read_once_it_is_out_and_as_it_went_out(crawler: Crawler) -> None:
    nothing_there = crawler.client.get("/no-such-page/").content
    for school in crawler.world.schools:
        (key,) = school.schools
        name, *others = (canary.of(key).lower().encode() for canary in Canary)
        out, draft, gone = (said_and_done(crawler, school, kind) for kind in ("published", "draft", "withdrawn"))
        assert out[0] == 200
        assert name in out[1]
        assert not [word for word in others if word in out[1] + gone[1]]
        assert draft == (404, nothing_there.lower())
        assert gone[0] == 410
        assert name not in gone[1]


def test_what_a_set_said_is_read_by_its_people_and_a_reflection_by_its_writer_alone(crawler: Crawler) -> None:
    said, own = (canary.of("Alfa").lower().encode() for canary in (Canary.SET, Canary.REFLECTION))
    ours = [route for route in WALKED if route.name.startswith("sets:") and not route.template.startswith("programme/")]
    read = {}
    for name in (WRITER, ANOTHER, FACILITATOR):
        actor = with_session(name, None, User.objects.get(email__startswith=name))
        told = (crawler.look(actor, filling.own(crawler.world, route, lines()[route.name], actor)) for route in ours)
        read[name] = b"".join(reply.body.lower() for reply in told)
    assert [name for name, body in read.items() if said in body] == [WRITER, ANOTHER, FACILITATOR]
    assert [name for name, body in read.items() if own in body] == [WRITER]


@pytest.mark.parametrize("canary", KEPT_IN)
def test_what_is_said_in_confidence_is_kept_where_it_belongs_and_nowhere_else(canary: Canary, crawler: Crawler) -> None:
    kept = crawler.tables_with(canary)
    assert kept - KEPT_IN[canary] == set()
    assert kept or canary in (Canary.SET, Canary.REFLECTION)


def test_a_case_study_that_was_taken_down_says_nothing_to_anybody(crawler: Crawler) -> None:
    first = {actor.role: actor for actor in reversed(crawler.world.actors)}
    gone, token = (crawler.world.schools[0].samples[kind] for kind in ("case_gone", "case_gone_token"))
    public = {f"/case-studies/{gone}/": 410, f"/case-studies/{gone}/pdf/": 404}
    public[f"/case-studies/{gone}/pictures/{token}/"] = 404
    inside = {f"/hub/case-studies/{gone}/": 410, f"/hub/case-studies/{gone}/pdf/": 404, f"/hub/case-{gone}/": 410}
    inside[f"/hub/case-studies/{gone}/pictures/{token}/"] = 404
    own = Canary.AUDIT.of("Alfa").lower().encode()
    wrong = []
    for actor, (address, status) in product(first.values(), (public | inside).items()):
        reply = crawler.look(actor, Address(address, {}, OWN, None))
        opens = (address in public or actor.acts_as in lines()["cases:in_hub"].who) and actor.role != NO_FACTOR
        said = reply.body.lower().replace(gone.encode(), b"")
        if reply.status_code not in ({status} if opens else {302, 404}) or own in said or b"foes" in said:
            wrong.append(f"{reply.status_code} {address} for {actor.role}")
    assert wrong == []


def said_and_done(crawler: Crawler, school: Place, kind: str) -> tuple[int, bytes]:
    reply = crawler.client.get(f"/said-and-done/{school.samples[kind]}/")
    return reply.status_code, reply.content.lower()


def checked(answering: Crawler, handle: str, code: str) -> str:
    reply = answering.client.post(f"/r/{handle}/check/", {"code": code}, content_type="application/json")
    return str(reply.json()["outcome"])


@pytest.fixture(scope="module")
def files() -> set[str]:
    """Routes that give no page."""
    return set()


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_everyone_is_led_to_all_that_they_may_open(role: str, crawler: Crawler, files: set[str]) -> None:
    actor = next(each for each in crawler.world.actors if each.role == role)
    wanted = {line.name for line in lines().values() if {role, ACCOUNT} & line.who} - UNLED.keys()
    reader = Reader(crawler.client, files)
    found = reader.routes_from("/work/", actor, wanted)
    assert sorted(reader.dead) == []
    assert sorted(wanted - found) == [], "no link leads there; put one on a page, or say why in doors/reaching.py"


def test_somebody_who_is_not_signed_in_is_led_to_all_that_is_public(crawler: Crawler, files: set[str]) -> None:
    wanted = {line.name for line in lines_in("public") if ANYONE in line.who} - UNLED.keys()
    reader = Reader(crawler.client, files)
    found = reader.routes_from("/", crawler.world.actors[0], wanted)
    assert sorted(reader.dead) == []
    assert sorted(wanted - found) == []


def test_only_pages_that_are_there_are_excused_for_having_no_link_to_them() -> None:
    assert sorted(UNLED.keys() - lines().keys()) == []


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_door_is_found(name: str, crawler: Crawler, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.guards.doors.broken"
    (route,) = (route for route in routes("tests.guards.doors.broken") if route.name == name)
    lead = next(actor for actor in crawler.world.actors if actor.role == Role.LEAD)
    crawl_whole(crawler, route, line_of(name, "school", BROKEN[name]), [lead])
    wanted = {
        "broken:no_door": "200 , not 404",
        "broken:no_scope": "shows quoditch",
        "broken:writes_first": "wrote: UPDATE",
        "broken:says_more": "404, but not that of a page which is not there",
    }
    assert any(wanted[name] in fault for fault in crawler.faults), crawler.told()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_whoever_walks_has_the_database_role_of_the_process(crawler: Crawler) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (STAFF,)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security")
def test_the_database_itself_shows_and_changes_nothing_of_another_school(crawler: Crawler) -> None:
    mine, other, _ = (place.row.pk for place in crawler.world.schools)
    with as_role("", back_to=crawler.role):
        assert [seen for role in ("", *MATRIX) for seen in looks(role, mine)] == []
        assert list(writes(mine, other)) == []


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security")
def test_a_table_whose_row_security_is_off_is_found(crawler: Crawler) -> None:
    mine, other, _ = (place.row.pk for place in crawler.world.schools)
    with as_role("", back_to=crawler.role), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE programme_supportnote DISABLE ROW LEVEL SECURITY")
        found = [*looks("belonging_staff", mine), *writes(mine, other)]
        transaction.set_rollback(True)
    assert len(found) >= 4
    assert all("programme_supportnote" in each for each in found)


def test_each_pair_of_values_is_tried() -> None:
    factors = (sorted(lines()), [*ROLES, *OUTSIDERS], AIMS, METHODS)
    rows = covering(*factors)
    assert uncovered(rows, *factors) == set()
    assert len(rows) < 1.1 * len(factors[0]) * len(factors[1])
    assert uncovered(rows[1:], *factors)
