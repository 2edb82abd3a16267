"""Telling a child who knows what and why: the sheet, the conversation, and waiting with a reason (R-062)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters import tabs
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, found, is_done, opened, sent
from cairn.core.errors import NotFound
from cairn.core.ids import uuid7
from cairn.ledger import verbs as ledger
from cairn.voice import verbs
from cairn.voice.forms import NotYetForm, SheetForm, ToldForm
from cairn.voice.kinds import UNVERIFIED, Copy, SheetLanguage
from cairn.voice.presenters import standing
from cairn.voice.queries import speaking
from cairn.voice.queries.tellings import standing as stands
from cairn.voice.queries.tellings import telling_of

PURPOSE = "tell the child"
_METHODS = ["GET", "HEAD", "POST"]
_AT = {
    **dict.fromkeys(("takeaway_not_safe", "takeaway_stands_unsafe", "takeaway_empty"), "copy"),
    **dict.fromkeys(
        ("takeaway_by_carer", "takeaway_by_interpreter", "takeaway_by_others", "takeaway_hand_needed"), "hand_over"
    ),
    **{"told_on_future": "told_on", "told_words_needed": "told", "told_present_needed": "present"},
    **{"told_language_needed": "language", "interpreter_needed": "interpreter", "no_take_away_copy": "shown"},
    **{"disputes_needed": "disputes", "weighed_needed": "weighed", "review_on_wrong": "review_on"},
    **{"not_yet_why_needed": "why", "sheet_language_unknown": "language"},
}


@require_safe
def tellings(request: HttpRequest, reference: str) -> HttpResponse:
    """Whether the child was told, what the child said, and why it waits."""
    one, by = opened(request, reference, PURPOSE), actor_of(request)
    shown = {"heading": heading(one, by, tabs.SHARING), "page": standing.page(one, by)}
    return render(request, "voice/tellings.html", shown)


@require_safe
def by_id(request: HttpRequest, telling_id: UUID) -> HttpResponse:
    """From a duty to the page on which it is done."""
    by = actor_of(request)
    telling = telling_of(telling_id, by)
    if telling is None:
        ledger.not_found_or_hidden(by=by, kind="telling", reference=telling_id)
        raise NotFound
    return HttpResponseRedirect(reverse("voice:tellings", args=[telling.child.reference]))


@require_http_methods(_METHODS)
def make_sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask first whether it is safe to take away; then make the sheet."""
    one, by = _to_tell(request, reference)
    verbs.may_make_sheets(one, by)
    spoken, there = standing.spoken_by(one, by), speaking.spoken()
    first = {"language": standing.sheet_language(spoken, there), "copy": Copy.TOGETHER.value}
    form = SheetForm(sent(request), languages=there, initial=first)
    made: list[UUID] = []

    def do() -> None:
        made.append(verbs.make_sheet(child=one, said=form.said(), by=by).id)

    if request.method == "POST" and is_done(form, do, _AT):
        return HttpResponseRedirect(reverse("voice:sheet", args=[one.reference, made[0]]))
    shown = {
        "heading": heading(one, by, tabs.SHARING),
        "form": form,
        "is_unsafe": stands(one, by).is_unsafe,
        "unverified": [each.label for each in SheetLanguage if each in UNVERIFIED],
        "is_english_only": bool(spoken) and first["language"] == SheetLanguage.ENGLISH,
    }
    return render(request, "voice/make_sheet.html", shown)


@require_safe
def sheet(request: HttpRequest, reference: str, sheet_id: UUID) -> HttpResponse:
    """The sheet as it is read or printed: nothing of Cairn around it on paper."""
    one, by = opened(request, reference, PURPOSE), actor_of(request)
    made, laid_out = verbs.open_sheet(sheet_id=sheet_id, child=one, by=by)
    language = SheetLanguage(made.language)
    is_away = made.copy == Copy.AWAY
    shown = {
        "sheet": laid_out,
        "language": language.value,
        "direction": speaking.direction(language),
        "language_name": language.label,
        "is_checked": speaking.is_checked(language),
        "is_away": is_away,
        "name": "" if is_away else heading(one, by, tabs.SHARING).name,
        "reference": one.reference,
    }
    return render(request, "voice/sheet.html", shown)


@require_http_methods(_METHODS)
def told(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down the conversation, with what the child said in the child's own words."""
    one, by = _to_tell(request, reference)
    objections = [standing.objection(each) for each in stands(one, by).objects]
    form = ToldForm(sent(request), objections=objections, initial={"key": uuid7()})

    def do() -> None:
        verbs.note_told(child=one, said=form.said(), by=by, send_key=form.key_sent())

    return _written(request, one, form, do, "voice/told.html")


@require_http_methods(_METHODS)
def not_yet(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down why the child was not told yet, and when somebody looks again."""
    one, by = _to_tell(request, reference)
    form = NotYetForm(sent(request), initial={"key": uuid7()})

    def do() -> None:
        verbs.note_not_yet(child=one, said=form.said(), by=by, send_key=form.key_sent())

    return _written(request, one, form, do, "voice/not_yet.html")


def _to_tell(request: HttpRequest, reference: str) -> tuple[Child, Any]:
    one, by = found(request, reference), actor_of(request)
    by.require(Permission.CHILD_TELL, one)
    return one, by


def _written(
    request: HttpRequest, one: Child, form: ToldForm | NotYetForm, do: Callable[[], None], page: str
) -> HttpResponse:
    if request.method == "POST" and is_done(form, do, _AT):
        messages.success(request, _("Written down. Everybody who works with the child can read it."))
        return HttpResponseRedirect(reverse("voice:tellings", args=[one.reference]))
    return render(request, page, {"heading": heading(one, actor_of(request), tabs.SHARING), "form": form})
