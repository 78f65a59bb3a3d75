"""Themes of comments: a codebook that is fixed, two who code apart, agreement, release in bands, quotes with leave."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import CommentState, SealedComment
from belonging.web.themes.errors import CodebookRefused, CodingRefused, NotQuotable, NotReleasable
from belonging.web.themes.models import Codebook, CodedComment
from belonging.web.themes.queries import apart, next_for, progress_of, quotable, quotes_for, theme_results
from belonging.web.themes.rules.sampling import draw, sample_size
from belonging.web.themes.services.codebooks import ThemeWords, add_theme, begin_codebook, change_theme, fix_codebook
from belonging.web.themes.services.coding import code_comment, mark_quote, release_themes, settle, unmark_quote
from tests.web.conftest import NOW
from tests.web.themes.given import FIRST, SECOND, WELCOME, coded, fixed, written


@pytest.fixture(autouse=True)
def team(db: None) -> Iterator[None]:
    """As the programme's pages are served."""
    with programme_scope("test"):
        yield


@pytest.fixture
def cohort() -> Cohort:
    return Cohort.objects.create(name="Pilot", slug="pilot", starts_on=NOW.date())


class TestACodebook:
    def test_no_longer_changes_once_coding_has_begun(self, cohort: Cohort) -> None:
        codebook = fixed(cohort)

        with pytest.raises(CodebookRefused, match="Start a new version"):
            add_theme(codebook=codebook, words=ThemeWords("Clubs", "Clubs."), actor=FIRST, now=NOW)
        following = begin_codebook(cohort=cohort, audience="parent", actor=FIRST, now=NOW)
        assert following.version == 2
        assert [theme.name for theme in following.themes.all()] == ["Being welcomed", "Hearing from school"]
        change_theme(theme=following.themes.get(key="hearing-from-school"), words=WELCOME, actor=FIRST, now=NOW)
        assert codebook.themes.get(key="hearing-from-school").name == "Hearing from school"

    def test_is_not_fixed_without_themes_or_comments(self, cohort: Cohort) -> None:
        empty = begin_codebook(cohort=cohort, audience="parent", actor=FIRST, now=NOW)
        with pytest.raises(CodebookRefused, match="no theme yet"):
            fix_codebook(codebook=empty, actor=FIRST, now=NOW)
        add_theme(codebook=empty, words=WELCOME, actor=FIRST, now=NOW)
        written(cohort, 20, state=CommentState.UNREAD)
        with pytest.raises(CodebookRefused, match="No comment has been released"):
            fix_codebook(codebook=empty, actor=FIRST, now=NOW)

    def test_takes_no_comment_of_a_round_of_fewer_than_ten(self, cohort: Cohort) -> None:
        written(cohort, 9, rows=9)

        codebook = fixed(cohort, 40)

        assert codebook.coded.count() == 40

    def test_a_new_version_leaves_out_a_handful_that_came_since(self, cohort: Cohort) -> None:
        codebook = fixed(cohort)
        coded(codebook)
        release_themes(codebook=codebook, actor=FIRST, now=NOW)
        written(cohort, 4)

        following = begin_codebook(cohort=cohort, audience="parent", actor=FIRST, now=NOW)
        assert fix_codebook(codebook=following, actor=FIRST, now=NOW).coded.count() == 60


class TestTwoCoders:
    def test_the_second_is_always_another(self, cohort: Cohort) -> None:
        codebook = fixed(cohort)
        row = codebook.coded.filter(in_sample=True)[0]
        code_comment(row=row, themes=[], second=False, actor=FIRST, now=NOW)

        with pytest.raises(CodingRefused, match="Somebody else has to be the other coder"):
            code_comment(row=row, themes=[], second=True, actor=FIRST, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            CodedComment.objects.filter(pk=row.pk).update(second_by=FIRST, second_at=NOW)
        for each in codebook.coded.exclude(pk=row.pk).filter(in_sample=True):
            code_comment(row=each, themes=[], second=False, actor=SECOND, now=NOW)
        assert next_for(codebook, coder=SECOND, second=True) == row

    def test_a_comment_outside_the_sample_has_no_second_coder(self, cohort: Cohort) -> None:
        row = fixed(cohort).coded.filter(in_sample=False)[0]
        with pytest.raises(CodingRefused, match="not one of those"):
            code_comment(row=row, themes=[], second=True, actor=SECOND, now=NOW)

    def test_a_theme_that_is_not_in_the_codebook_is_refused(self, cohort: Cohort) -> None:
        row = fixed(cohort).coded.all()[0]
        with pytest.raises(CodingRefused, match="not in the codebook"):
            code_comment(row=row, themes=["else"], second=False, actor=FIRST, now=NOW)


class TestARelease:
    def test_waits_until_all_is_coded_and_settled(self, cohort: Cohort) -> None:
        codebook = fixed(cohort)
        with pytest.raises(NotReleasable, match="to be coded: 60; by a second person: 30"):
            release_themes(codebook=codebook, actor=FIRST, now=NOW)
        coded(codebook, differ=2)
        with pytest.raises(NotReleasable, match="to be settled: 2"):
            release_themes(codebook=codebook, actor=FIRST, now=NOW)
        for row in apart(codebook):
            settle(row=row, themes=["being-welcomed"], actor=SECOND, now=NOW)

        release_themes(codebook=codebook, actor=FIRST, now=NOW)

        (results,) = theme_results(cohort)
        welcomed, hearing = results.themes
        assert [share.text for share in welcomed.shares] == ["between 50 and 55 in 100"]
        assert [share.refused for share in hearing.shares] == ["In too few comments to say how many."]
        assert (results.sample, welcomed.agreement.agreed) == (30, 93)
        assert welcomed.agreement.kappa is not None
        assert 0.5 < welcomed.agreement.kappa < 1
        assert hearing.agreement.kappa is None
        with pytest.raises(NotReleasable, match="already"):
            release_themes(codebook=codebook, actor=FIRST, now=NOW)
        with pytest.raises(CodingRefused, match="A new version"):
            code_comment(row=codebook.coded.all()[0], themes=[], second=False, actor=FIRST, now=NOW)

    def test_says_in_the_journal_how_many_and_never_what(self, cohort: Cohort) -> None:
        codebook = fixed(cohort)
        coded(codebook)
        release_themes(codebook=codebook, actor=FIRST, now=NOW)

        told = str(list(Entry.objects.values_list("act", "details")))
        assert "themes-released" in told
        assert "As released" not in told

    def test_quotes_only_what_may_be_printed_and_is_released_still(self, cohort: Cohort) -> None:
        codebook = fixed(cohort)
        coded(codebook)
        release_themes(codebook=codebook, actor=FIRST, now=NOW)
        theme = codebook.themes.get(key="being-welcomed")
        row = quotable(codebook, theme)[0]
        private = next(each for each in codebook.coded.select_related("comment") if not each.comment.may_print)

        mark_quote(row=row, theme=theme, actor=FIRST, now=NOW)
        with pytest.raises(NotQuotable):
            mark_quote(row=private, theme=theme, actor=FIRST, now=NOW)
        assert quotes_for(cohort, "parent", "being-welcomed") == [row.comment.released_text]

        SealedComment.objects.filter(pk=row.comment_id).update(state=CommentState.KEPT)
        assert quotes_for(cohort, "parent", "being-welcomed") == []
        unmark_quote(row=row, theme=theme, actor=FIRST, now=NOW)
        assert not row.quotes.exists()


@given(st.lists(st.text(alphabet="abcdef", min_size=1), unique=True), st.integers(0, 2**31))
def test_the_sample_is_a_fifth_or_thirty_and_can_be_drawn_again(keys: list[str], seed: int) -> None:
    drawn = draw(keys, seed=seed)

    assert len(drawn) == sample_size(len(keys)) >= min(len(keys), 30)
    assert drawn == draw(reversed(keys), seed=seed)
    assert drawn <= set(keys)


def client_of(role: Role, email: str) -> Client:
    user = open_account(email=email, name=role.value.title(), actor="test", now=NOW)
    grant_role(user=user, role=role, school=None, body=None, actor="test", now=NOW)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def manager() -> Client:
    return client_of(Role.MANAGER, "mo@programme.example")


@pytest.fixture
def reader() -> Client:
    return client_of(Role.SCREENER, "kit@programme.example")


def test_from_the_first_theme_to_the_report_by_clicking(cohort: Cohort, manager: Client, reader: Client) -> None:
    """The manager writes and codes, a comment reader is the second person, the manager releases and quotes."""
    written(cohort, 40)
    ours = "/programme/pilot/themes/parent/"
    manager.post(f"{ours}begin/")
    manager.post(f"{ours}codebook/", {"name": "Being welcomed", "definition": "The school is theirs too."})
    assert "Please give the theme a name" in manager.post(f"{ours}codebook/", {"definition": "x"}).content.decode()
    manager.post(f"{ours}codebook/fix/")
    accounts = (str(manager.session["_auth_user_id"]), str(reader.session["_auth_user_id"]))
    coded(Codebook.objects.get(), begin=6, coders=accounts)
    for client, turn in ((manager, "first"), (reader, "second")):
        while (number := _waiting(client, f"{ours}code/{turn}/")) is not None:
            chosen = "being-welcomed" if number % 2 else "none"
            client.post(f"{ours}code/{turn}/", {"comment": number, "themes": chosen})

    assert progress_of(Codebook.objects.get()).is_done
    assert reader.post(f"{ours}release/").status_code == 404
    assert "Release the themes" in manager.get(f"{ours}agreement/").content.decode()
    page = manager.post(f"{ours}release/", follow=True).content.decode()
    assert "Between 50 and 60 in 100" in page
    assert "As released" in page
    assert "As written" not in page


def _waiting(client: Client, address: str) -> int | None:
    """The number of the comment that the desk shows; None when nothing is left."""
    context = client.get(address).context
    return None if context["comment"] is None else int(context["comment"].number)


def test_a_desk_says_what_is_missing(cohort: Cohort, manager: Client) -> None:
    codebook = fixed(cohort)
    row = codebook.coded.all()[0]
    address = "/programme/pilot/themes/parent/code/first/"

    nothing = manager.post(address, {"comment": row.pk}).content.decode()
    both = manager.post(address, {"comment": row.pk, "themes": ["none", "being-welcomed"]}).content.decode()

    assert "Please choose the themes that are in it" in nothing
    assert "does not go with a theme" in both
    assert manager.post(address, {"comment": "9999999999999"}).status_code == 404
