"""The pages in the browser: who sees what, and what a press does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Line, Page, PageState
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.services.pages import build_pages, publish
from belonging.web.schools.models import School
from tests.web.replies.conftest import AN_ACTOR, NOW, approved, planned, state
from tests.web.reports.conftest import signed_in

HOME = "/schools/maple-tree/replies/"
PAGES = f"{HOME}pilot-2026/"
PUPILS = f"{PAGES}pages/endline/pupils/"


def _page(edition: str = "pupils") -> Page:
    return Page.objects.get(edition=edition)


def _form(client: Client, **changed: str) -> dict[str, str]:
    """What the edit form would send, from its own page."""
    html = client.get(f"{PUPILS}edit/").content.decode()
    sent = {"opening": "Hello.", "closing": "Bye.", "began": re.findall(r'name="began" value="(\w+)"', html)[0]}
    sent |= dict(re.findall(r'name="(was-\d+)" value="(\w+)"', html))
    for line in lines_of(_page()):
        sent |= {f"said-{line.pk}": line.said, f"did-{line.pk}": line.did, f"stage-{line.pk}": line.stage}
        sent |= {f"place-{line.pk}": str(line.place), f"shown-{line.pk}": "on"}
    return sent | changed


@pytest.fixture
def ready(pages: dict[str, Page], lead: Client) -> Client:
    return lead


def test_home_leads_to_the_cohort(ready: Client) -> None:
    assert ready.get(HOME)["Location"] == PAGES


def test_the_list_says_what_happens_on_which_day(ready: Client) -> None:
    html = ready.get(PAGES).content.decode()

    assert "Your letter to parents promises results by Friday 4 December 2026." in html
    assert html.count("It publishes by itself on Friday 4 December 2026.") == 3
    assert f'href="{PAGES}wait/endline/"' in html


def test_the_list_takes_the_same_queries_however_long(ready: Client, in_maple: School, cohort: Cohort) -> None:
    Page.objects.exclude(edition="pupils").delete()
    with CaptureQueriesContext(connection) as few:
        ready.get(PAGES)
    for number, wave in enumerate(("baseline", "midpoint")):
        planned(in_maple, cohort)
        page = Page.objects.get(wave="endline")
        page.pk, page.wave, page.token = None, wave, f"token-{number}"
        page.save(force_insert=True)

    with CaptureQueriesContext(connection) as more:
        ready.get(PAGES)

    assert len(more) <= len(few)


def test_without_findings_the_list_says_so(maple: School, cohort: Cohort) -> None:
    html = signed_in(Role.LEAD, maple).get(PAGES).content.decode()

    assert "No findings yet" in html


def test_a_lead_reads_approves_and_publishes(ready: Client) -> None:
    html = ready.get(PUPILS).content.decode()
    assert "hardly ever feel lonely" in html
    assert "No action of your plan is about this yet." in html
    assert "Line 2: The lowest answer, and no action of your plan is about it yet." in html

    assert ready.post(f"{PUPILS}approve/", {"read": state(_page()), "checked": "on"}).status_code == 302
    assert ready.post(f"{PUPILS}publish/").status_code == 302

    page = _page()
    assert page.state == PageState.PUBLISHED
    assert f"/said-and-done/{page.token}/" in ready.get(PAGES).content.decode()


def test_a_lead_changes_a_line_and_is_told_what_it_was(ready: Client) -> None:
    first = lines_of(_page())[0]

    ready.post(f"{PUPILS}edit/", _form(ready, **{f"said-{first.pk}": "Few of you feel lonely? We listened."}))
    html = ready.get(PUPILS).content.decode()

    assert "is not in the findings" not in html


def test_a_number_that_was_not_released_comes_back_with_a_sentence(ready: Client) -> None:
    first = lines_of(_page())[0]

    html = ready.post(f"{PUPILS}edit/", _form(ready, **{f"said-{first.pk}": "99 % of you!"})).content.decode()

    assert "“99 %” is not in the findings. The findings say “About 9 in 10”." in html
    assert "99 % of you!" in html


def test_of_two_leads_the_second_keeps_what_they_typed_and_sees_the_other(ready: Client, maple: School) -> None:
    first = lines_of(_page())[0]
    mine = _form(ready, **{f"did-{first.pk}": "Mine."})
    ready.post(f"{PUPILS}edit/", _form(ready, **{f"did-{first.pk}": "Theirs."}))

    html = ready.post(f"{PUPILS}edit/", mine).content.decode()
    assert "This page changed while you were writing" in html
    assert "Saved meanwhile: “Theirs.”" in html
    assert ">\nMine." in html or ">Mine." in html

    ready.post(f"{PUPILS}edit/", mine | {"began": state(_page())})
    assert lines_of(_page())[0].did == "Mine."


def _built_anew(school: School, cohort: Cohort) -> None:
    """The plan has changed, and the line that it was about is another."""
    Line.objects.filter(page=_page(), place=1).update(item="gone")
    build_pages(school=school, cohort=cohort, wave="endline", actor=AN_ACTOR, now=NOW)


def test_what_was_typed_is_kept_when_the_page_was_built_anew_meanwhile(
    ready: Client, in_maple: School, cohort: Cohort
) -> None:
    first, second, *_ = lines_of(_page())
    mine = _form(ready, **{f"did-{first.pk}": "We painted the den with Year 5.", f"did-{second.pk}": "And we sing."})
    _built_anew(in_maple, cohort)
    assert first.pk not in [line.pk for line in lines_of(_page())]

    html = ready.post(f"{PUPILS}edit/", mine).content.decode()
    assert "This page changed while you were writing" in html
    assert "Your words are kept here as a line of your own." in html
    assert "We painted the den with Year 5." in html
    assert "And we sing." in html

    (new,) = [line for line in lines_of(_page()) if f"said-{line.pk}" not in mine]
    assert f"{new.said}</textarea>" in html
    own = {f"said-{first.pk}": "You asked for a den.", f"said-{new.pk}": new.said, f"shown-{new.pk}": "on"}
    assert ready.post(f"{PUPILS}edit/", mine | own | {"began": state(_page())}).status_code == 302
    assert ("You asked for a den.", "We painted the den with Year 5.") in [
        (line.said, line.did) for line in lines_of(_page())
    ]


def test_a_line_that_nobody_touched_goes_with_its_finding(ready: Client, in_maple: School, cohort: Cohort) -> None:
    mine = _form(ready)
    _built_anew(in_maple, cohort)

    html = ready.post(f"{PUPILS}edit/", mine).content.decode()

    assert "This page changed while you were writing" in html
    assert "Your words are kept here" not in html


def test_a_second_lead_sees_what_was_hidden_or_moved_too(ready: Client) -> None:
    first, second, *_ = lines_of(_page())
    mine = _form(ready)
    theirs = _form(ready, **{f"place-{second.pk}": "1", f"stage-{second.pk}": "will"})
    ready.post(f"{PUPILS}edit/", {name: value for name, value in theirs.items() if name != f"shown-{first.pk}"})
    assert [line.pk for line in lines_of(_page())][:2] == [second.pk, first.pk]

    html = ready.post(f"{PUPILS}edit/", mine).content.decode()

    assert "Meanwhile it is hidden." in html
    assert "Saved meanwhile: “What we will do”" in html
    assert html.count("Saved meanwhile: “1”") == html.count("Saved meanwhile: “2”") == 1


def test_a_lead_is_told_what_goes_out_without_an_approval(ready: Client) -> None:
    warned = "If you don't approve it by Friday 4 December 2026, the page as it was built goes out"
    assert warned not in html_of(ready, PUPILS)
    own = f"did-{lines_of(_page())[1].pk}"
    ready.post(f"{PUPILS}edit/", _form(ready, **{own: "We asked Callum in 3B, who has autism."}))

    read = html_of(ready, PUPILS)
    assert warned in read
    assert "This may point at one child: “Callum”, “3B” and “autism”." in read
    ready.post(f"{PUPILS}approve/", {"read": state(_page())})
    assert _page().state == PageState.DRAFT

    ready.post(f"{PUPILS}approve/", {"read": state(_page()), "checked": "on"})
    ready.post(f"{PUPILS}publish/")
    ready.get(PUPILS)  # with what was said of the two presses
    read = html_of(ready, PUPILS)
    assert _page().state == PageState.PUBLISHED
    assert "before you approve" not in read
    assert "promised day" not in read


def test_nothing_more_is_said_of_a_hidden_line(ready: Client) -> None:
    Line.objects.filter(page=_page()).update(shown=False)

    assert "hide the line" not in html_of(ready, PUPILS)


def html_of(client: Client, address: str) -> str:
    return html.unescape(client.get(address).content.decode())


def test_a_lead_records_a_reason_to_wait(ready: Client) -> None:
    wait = f"{PAGES}wait/endline/"
    assert "checked" not in ready.get(wait).content.decode()
    empty = ready.post(wait, {"pages": ["pupils"], "reason": "", "until": "2020-01-01"}).content.decode()
    assert "Please say why." in empty
    assert "Please choose a day after today" in empty

    ready.post(wait, {"pages": ["pupils", "families"], "reason": "A family is in grief.", "until": ""})

    assert "A family is in grief." in ready.get(PAGES).content.decode()
    assert "The page for families is not out, because: A family is in grief." in ready.get(PAGES).content.decode()
    assert "The page for younger pupils is not out" not in ready.get(PAGES).content.decode()
    assert _page().due_on is None
    assert _page("younger").due_on is not None


def test_a_lead_takes_a_page_down(ready: Client) -> None:
    ready.post(f"{PUPILS}approve/", {"read": state(_page()), "checked": "on"})
    ready.post(f"{PUPILS}publish/")

    assert "Please say why" in ready.post(f"{PUPILS}take-down/", {"reason": ""}).content.decode()
    ready.post(f"{PUPILS}take-down/", {"reason": "A name."})

    assert Client().get(f"/said-and-done/{_page().token}/").status_code == 410


def test_drafts_are_built_again(ready: Client, cohort: Cohort, in_maple: School) -> None:
    planned(in_maple, cohort, for_pupils="We sing.", measure_audience="pupil", measure_item="happy", measure_by="all",
            measure_group="all", measure_direction="more")  # fmt: skip

    ready.post(f"{PUPILS}refresh/")

    assert "We sing." in [line.did for line in lines_of(_page())]


@pytest.mark.parametrize("role", [Role.SENCO, Role.COLLEAGUE, Role.ADVISER])
def test_others_read_and_change_nothing(pages: dict[str, Page], maple: School, role: Role) -> None:
    reader = signed_in(role, maple)

    html = reader.get(PUPILS).content.decode()

    assert "Approve it" not in html
    assert reader.get(f"{PUPILS}edit/").status_code == 404
    assert reader.post(f"{PUPILS}approve/", {"read": state(_page())}).status_code == 404
    assert reader.post(f"{PUPILS}publish/").status_code == 404
    assert reader.get(f"{PAGES}wait/endline/").status_code == 404


def test_another_schools_lead_finds_nothing(pages: dict[str, Page], river: School) -> None:
    other = signed_in(Role.LEAD, river)

    assert other.get(PUPILS).status_code == 404
    assert other.get("/schools/river-lane/replies/pilot-2026/pages/endline/pupils/").status_code == 404


@pytest.mark.parametrize(("edition", "size"), [("pupils", "a4"), ("younger", "a3"), ("families", "a4")])
def test_a_poster_is_one_accessible_sheet(ready: Client, edition: str, size: str) -> None:
    answer = ready.get(f"{PAGES}pages/endline/{edition}/poster/{size}/")

    reader = PdfReader(BytesIO(answer.content))
    width = {"a4": 595, "a3": 842}[size]
    assert len(reader.pages) == 1
    assert round(float(reader.pages[0].mediabox.width)) == width
    assert b"pdfuaid" in answer.content
    assert "draft" in reader.pages[0].extract_text()


def _alternatives(node: Any) -> Iterator[str]:
    """What is read out in place of pictures."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from _alternatives(kid)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from _alternatives(node["/K"])


@pytest.mark.parametrize("edition", ["pupils", "younger", "families"])
def test_each_poster_of_a_page_that_is_out_leads_to_it(ready: Client, pages: dict[str, Page], edition: str) -> None:
    publish(page=approved(pages[edition]), actor=AN_ACTOR, now=NOW)

    answer = ready.get(f"{PAGES}pages/endline/{edition}/poster/a4/")

    reader = PdfReader(BytesIO(answer.content))
    assert "Scan the square" in reader.pages[0].extract_text()
    root: Any = reader.trailer["/Root"]
    assert list(_alternatives(root["/StructTreeRoot"])) == ["QR code of the page’s address"]


def test_a_poster_has_two_sizes(ready: Client) -> None:
    assert ready.get(f"{PUPILS}poster/a5/").status_code == 404


def test_no_public_word_is_out_before_its_day(pages: dict[str, Page], maple: School) -> None:
    with school_scope(maple.pk):
        tokens = [page.token for page in pages.values()]

    assert [Client().get(f"/said-and-done/{token}/").status_code for token in tokens] == [404, 404, 404]
