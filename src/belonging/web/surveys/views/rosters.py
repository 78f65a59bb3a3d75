"""From a school's list of pupils to slips, in steps that carry the list on the page: it is stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.proofs import is_exempt, proved_recently
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School
from belonging.web.surveys.forms.rosters import ColumnsForm, RosterFileForm, RosterPrintForm, SheetForm
from belonging.web.surveys.models import Entrance, Round, State
from belonging.web.surveys.presenters.rosters import expected_of, preview
from belonging.web.surveys.queries import labels_taken
from belonging.web.surveys.rules.roster import missing_columns, read
from belonging.web.surveys.rules.roster_carried import roster_from, roster_plain, tables_from, tables_plain
from belonging.web.surveys.rules.roster_checks import checked
from belonging.web.surveys.rules.roster_tables import RosterRefused, Table
from belonging.web.surveys.services.rosters import LARGEST_FILE, carried, carried_back, read_roster, too_large
from belonging.web.surveys.views.printing import Printing, printed
from belonging.web.surveys.views.slips import named, not_open, page_or_post, round_of
from belonging.web.surveys.views.uploads import in_memory_uploads

ASKED_AGAIN = "We asked who you are once more, and we keep no list of pupils. Please choose the file again."


@in_memory_uploads
@never_cache
@page_or_post
@for_school(Permission.PRINT_SLIPS)
def roster(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    """The file, its sheet, its columns, and then what is on it: nothing happens yet."""
    found = round_of(school, handle)
    if found.state != State.OPEN or found.entrance != Entrance.SLIPS or found.audience != "pupil":
        return not_open(request, found)
    if request.method != "POST":
        return _choose_file(request, school=school, handle=handle)
    if not _is_fresh(request):
        return _prove(request, found)
    try:
        return _Steps(request, school, found).next()
    except RosterRefused as refusal:
        form = RosterFileForm.refused(str(refusal))
        return render(request, "surveys/roster.html", {**named(school, found), "form": form})


@recently_authenticated
def _choose_file(request: HttpRequest, *, school: School, handle: str) -> HttpResponse:
    """Under the fresh proof on its own: what is posted must never wait in a session for one, as it holds names."""
    found = round_of(school, handle)
    return render(request, "surveys/roster.html", {**named(school, found), "form": RosterFileForm()})


@never_cache
@page_or_post
@for_school(Permission.PRINT_SLIPS)
def roster_print(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    """The slips of the classes that were chosen on the page with the list."""
    found = round_of(school, handle)
    if request.method != "POST":
        return redirect("surveys:roster", school=school.slug, handle=handle)
    if found.state != State.OPEN:
        return not_open(request, found)
    if not _is_fresh(request):
        return _prove(request, found)
    try:
        return _printed(request, school, found)
    except RosterRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("surveys:roster", school=school.slug, handle=handle)


def _printed(request: HttpRequest, school: School, found: Round) -> HttpResponse:
    text = request.POST.get("roster", "")
    listed = roster_from(carried_back(text=text, round_=found))
    form = RosterPrintForm(request.POST, roster=listed, taken=labels_taken(found))
    if form.is_valid():
        roll = listed.roll if form.cleaned_data["roll"] else None
        large = form.cleaned_data["large"]
        job = Printing(found, form.wanted, str(request.user.pk), timezone.now(), large=large, roll=roll)
        try:
            return printed(request, job)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = preview(roster=listed, taken=form.taken, discarded=())
    context = {**named(school, found), "page": page, "form": form, "carried": text}
    return render(request, "surveys/roster_preview.html", context)


@dataclass(frozen=True, slots=True)
class _Steps:
    """One post of the list, and the page that comes after it."""

    request: HttpRequest
    school: School
    found: Round

    def next(self) -> HttpResponse:
        tables = self._tables()
        if tables is None:
            return self._page("roster.html", form=RosterFileForm(self.request.POST, self.request.FILES))
        if len(tables) > 1:
            form = SheetForm(self._sent("sheet"), tables=tables)
            if not form.is_valid():
                return self._page("roster_columns.html", form=form, carried=self._carry(tables))
            tables = [tables[int(form.cleaned_data["sheet"])]]
        return self._with_columns(tables[0])

    def _with_columns(self, table: Table) -> HttpResponse:
        places: Mapping[str, int] | None = None
        missing = missing_columns(table, expected_of(self.found))
        if missing:
            form = ColumnsForm(self._sent("columns"), table=table, missing=missing)
            if not form.is_valid():
                return self._page("roster_columns.html", form=form, carried=self._carry([table]))
            places = form.places
        return self._preview(table, places)

    def _preview(self, table: Table, places: Mapping[str, int] | None) -> HttpResponse:
        expected, taken = expected_of(self.found), labels_taken(self.found)
        listed = checked(read(table, expected, places), expected, table.notes)
        page = preview(roster=listed, taken=taken, discarded=table.discarded)
        if listed.errors:
            return self._page("roster_preview.html", page=page, form=RosterFileForm(), carried="")
        text = carried(what=roster_plain(listed), round_=self.found)
        return self._page(
            "roster_preview.html", page=page, form=RosterPrintForm(roster=listed, taken=taken), carried=text
        )

    def _tables(self) -> list[Table] | None:
        """From the page itself or from the file; None where no file was chosen."""
        if "table" in self.request.POST:
            return tables_from(carried_back(text=self.request.POST["table"], round_=self.found))
        form = RosterFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return None
        if (form.upload.size or 0) > LARGEST_FILE:
            raise too_large()
        return read_roster(content=form.upload.read(), name=form.upload.name or "")

    def _carry(self, tables: list[Table]) -> str:
        return carried(what=tables_plain(tables), round_=self.found)

    def _sent(self, step: str) -> Mapping[str, str] | None:
        return self.request.POST if self.request.POST.get("step") == step else None

    def _page(self, template: str, **shown: object) -> HttpResponse:
        return render(self.request, f"surveys/{template}", {**named(self.school, self.found), **shown})


def _is_fresh(request: HttpRequest) -> bool:
    user = cast(User, request.user)
    return is_exempt(user) or proved_recently(request, user)


def _prove(request: HttpRequest, found: Round) -> HttpResponse:
    messages.info(request, ASKED_AGAIN)
    return redirect("surveys:roster", school=found.host.slug, handle=found.handle)
