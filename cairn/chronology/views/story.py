"""The story of a child: read, filtered, printed, added to, corrected by adding (R-009)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters import tabs
from cairn.children.presenters.heading import heading
from cairn.children.verbs import own_record
from cairn.children.views.opening import actor_of, found, is_done, opened, sent
from cairn.children.views.withholding import apart_form, hold_form, is_done_with
from cairn.chronology import queries, verbs
from cairn.chronology.forms import EntryForm, InErrorForm, NewEntryForm, StoryFilterForm
from cairn.chronology.kinds import FILE_REFUSALS
from cairn.chronology.models import Entry
from cairn.chronology.presenters import story as presenters
from cairn.core.errors import NotFound
from cairn.core.ids import uuid7
from cairn.core.kept_sealed import HANDLING
from cairn.duties.queries import content_of
from cairn.duties.verbs import mark_sent
from cairn.ledger import verbs as ledger
from cairn.sharing.forms import ApartForm, HoldBackForm
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.presenters import gaps
from cairn.sharing.queries import About, about_child, is_held
from cairn.sharing.queries.compartments import is_apart

_METHODS = ["GET", "HEAD", "POST"]
_AT_FIELD = {
    "words_needed": "words",
    "words_too_long": "words",
    "time_in_future": "from_on",
    "time_out_of_order": "to_on",
    "error_reason_needed": "reason",
    **dict.fromkeys(FILE_REFUSALS, "file"),
}


@require_safe
def story(request: HttpRequest, reference: str) -> HttpResponse:
    """The time line by month, filtered and paged here; `?print` shows everything that fits, up to 500 entries."""
    one, actor = opened(request, reference, tabs.STORY), actor_of(request)
    form = StoryFilterForm(request.GET, agencies=queries.agencies_in(one, actor))
    asked = form.asked()
    rows = queries.story(one, asked, actor)
    about = about_child(one.id, actor, one.place)
    shown: dict[str, Any] = {"heading": heading(one, actor, tabs.STORY), "asked": asked, "query": _query(request)}
    shown |= {"gaps": gaps(about)}
    if "print" in request.GET:
        entries = list(rows[: queries.MOST_PRINTED + 1])
        shown |= {"is_cut": len(entries) > queries.MOST_PRINTED, "most": queries.MOST_PRINTED}
        # A safe address goes on no paper that leaves the page.
        printed = [one for one in entries[: queries.MOST_PRINTED] if not _tells_where(one, about)]
        return render(request, "chronology/print.html", {**shown, "months": _months(request, printed, asked, about)})
    page = queries.page_of(rows, request.GET.get("page", "1"))
    shown |= {"page": page, "months": _months(request, page, asked, about), "sent": _sent(request), "filter_form": form}
    return render(request, "chronology/story.html", shown)


@require_http_methods(_METHODS)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add to the story; kept as a draft while it is typed."""
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.ENTRY_ADD, one)
    if request.method == "POST":
        form, hold = NewEntryForm(request.POST, request.FILES), hold_form(request, one)
        apart = apart_form(request)
        if is_done_with(form, hold, apart, lambda: _write(request, one, form, hold, apart), _AT_FIELD):
            messages.success(request, _told(hold, apart))
            gone = urlencode({"sent": request.POST.get("draft", "")})
            return HttpResponseRedirect(f"{reverse('chronology:story', args=[one.reference])}?{gone}")
        form.ask_again()
        draft_id: object = _draft_id(request) or uuid7()
        shown = {"form": form, "hold": hold, "apart": apart, "draft_id": draft_id, "saved_at": None}
        shown["revision"] = request.POST.get("revision", "")
    else:
        shown = _begun(request, one)
    shown["may_hold"] = by.may(Permission.WITHHOLD)
    shown["draft_url"] = f"{reverse('duties:draft', args=[shown['draft_id']])}?kind=entry&about=child:{one.id}"
    return render(request, "chronology/add.html", {"heading": heading(one, by, tabs.STORY), **shown})


@require_http_methods(_METHODS)
def correct(request: HttpRequest, reference: str, entry_id: UUID) -> HttpResponse:
    """Say an entry of the own team again, rightly. The old one stays, marked."""
    one, by = found(request, reference), actor_of(request)
    entry = entry_of(entry_id, one, by)
    by.require(Permission.ENTRY_ADD, entry)
    form = EntryForm(sent(request), initial=presenters.as_typed(entry))

    def do() -> None:
        verbs.correct_entry(entry=entry, said=form.said(), by=by)

    if request.method == "POST" and is_done(form, do, _AT_FIELD):
        messages.success(request, _("Corrected. The earlier words stay, marked as corrected."))
        return HttpResponseRedirect(reverse("chronology:story", args=[one.reference]))
    shown = {"heading": heading(one, by, tabs.STORY), "form": form, "entry": presenters.own_entry(entry)}
    return render(request, "chronology/correct.html", {**shown, "is_error": False, "entry_id": entry.id})


@require_http_methods(_METHODS)
def in_error(request: HttpRequest, reference: str, entry_id: UUID) -> HttpResponse:
    """Mark an entry of the own team as recorded in error, with the reason."""
    one, by = found(request, reference), actor_of(request)
    entry = entry_of(entry_id, one, by)
    by.require(Permission.ENTRY_ADD, entry)
    form = InErrorForm(sent(request))

    def do() -> None:
        verbs.mark_in_error(entry=entry, reason=form.cleaned_data["reason"], by=by)

    if request.method == "POST" and is_done(form, do, _AT_FIELD):
        messages.success(request, _("Marked as recorded in error. The words stay, with your reason."))
        return HttpResponseRedirect(reverse("chronology:story", args=[one.reference]))
    shown = {"heading": heading(one, by, tabs.STORY), "form": form, "entry": presenters.own_entry(entry)}
    return render(request, "chronology/correct.html", {**shown, "is_error": True, "entry_id": entry.id})


def _write(request: HttpRequest, one: Child, form: NewEntryForm, hold: HoldBackForm, apart: ApartForm) -> None:
    by, said = actor_of(request), form.said()
    if apart.is_asked:
        said.detail[HANDLING] = apart.chosen().value
    draft_id, record = _draft_id(request), own_record(child=one, by=by)
    entry = verbs.add_entry_with_file(record=record, said=said, sent=form.sent(), by=by, send_key=draft_id)
    # The same words sent twice are one entry, and one withholding.
    if hold.is_asked and not is_held(entry.id, by):
        verbs.withhold_entry(entry=entry, said=hold.said(), by=by)
    if apart.is_asked and not is_apart(entry.id, by):
        verbs.keep_entry_apart(
            entry=entry, kind=apart.chosen(), reason=apart.cleaned_data["why"], by=by, second=apart.second_person()
        )
    draft = queries.draft_of(draft_id, by) if draft_id else None
    if draft is not None:
        mark_sent(draft=draft, by=by)


def _begun(request: HttpRequest, one: Child) -> dict[str, Any]:
    by = actor_of(request)
    draft = queries.begun(one, by)
    if draft is None:
        beside = {"hold": hold_form(request, one), "apart": apart_form(request)}
        return {"form": NewEntryForm(), **beside, "draft_id": uuid7(), "revision": "", "saved_at": None}
    content = content_of(draft, by=by)
    beside = {"hold": hold_form(request, one, content), "apart": apart_form(request, content)}
    beside["form"] = NewEntryForm(initial=presenters.from_draft(content))
    return {**beside, "draft_id": draft.id, "revision": draft.revision, "saved_at": draft.saved_at}


def _told(hold: HoldBackForm, apart: ApartForm) -> str:
    if apart.is_asked:
        return _("Added to the story. Only your team can read it, and whoever your team lets in.")
    if hold.is_asked:
        return _("Added to the story, and held back from this moment. A second person is asked to agree.")
    return _("Added to the story.")


def entry_of(entry_id: UUID, one: Child, by: Actor) -> Entry:
    """One entry of a child's story. Raises NotFound, and notes the refused id."""
    try:
        return queries.visible_entry(entry_id, one, by)
    except NotFound:
        ledger.not_found_or_hidden(by=by, kind="entry", reference=entry_id)
        raise


def _draft_id(request: HttpRequest) -> UUID | None:
    return _id(request.POST.get("draft", ""))


def _sent(request: HttpRequest) -> UUID | None:
    return _id(request.GET.get("sent", ""))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _tells_where(entry: Entry, about: About) -> bool:
    apart = about.apart_on(entry.id)
    return apart is not None and apart.kind == ApartKind.SAFE_ADDRESS


def _months(request: HttpRequest, entries: Any, asked: queries.Asked, about: About) -> list[presenters.Month]:
    return presenters.months(entries, actor_of(request), by_known=asked.by_known, about=about)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("page", "print", "sent"):
        kept.pop(name, None)
    return kept.urlencode()
