"""The answer page: read what was sent, say "I have it", say how urgent it is, decide."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.access.actor import Actor
from cairn.access.entrance import ElsewhereFirst
from cairn.access.permissions import Permission
from cairn.concerns.forms import UrgencyForm
from cairn.concerns.kinds import Urgency
from cairn.concerns.verbs import change_urgency
from cairn.core.errors import Conflict, Refused
from cairn.duties.verbs import mark_sent
from cairn.partnership.kinds import Sector
from cairn.referrals import presenters, queries, verbs
from cairn.referrals.forms import VERSION, AnswerForm, LookAgainForm, MetForm, MissingForm, typed_before
from cairn.referrals.models import Referral
from cairn.ui.fields import error_summary
from cairn.ui.sentences import sentence

_WRONG, _MOVED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What was sent and what is known; POST decides. Whoever raised it is shown its progress instead."""
    by = _actor(request)
    referral = verbs.find_referral(referral_id=referral_id, by=by)
    if request.method == "POST":
        return _decide(request, referral, by)
    if _only_sent(referral, by):
        return HttpResponseRedirect(reverse("concerns:progress", args=[referral.concern.reference]))
    if presenters.must_say_first(referral, by):
        raise ElsewhereFirst(presenters.knows_href(referral))
    return _page(request, referral, by)


@require_POST
def acknowledge(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A person says "I have it"."""
    by = _actor(request)
    referral = verbs.find_referral(referral_id=referral_id, by=by)
    verbs.acknowledge(referral=referral, by=by)
    messages.success(request, _("You have it. The sender has been told."))
    return _back_to(referral)


@require_POST
def urgency(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say how urgent it is now; danger goes to the police desk and to the team on duty at once."""
    by = _actor(request)
    referral = verbs.find_referral(referral_id=referral_id, by=by)
    by.require(Permission.CONCERN_URGENCY, referral)
    form = UrgencyForm(request.POST)
    if form.is_valid():
        try:
            to, reason = Urgency(form.cleaned_data["urgency"]), form.cleaned_data["reason"]
            change_urgency(concern=referral.concern, to=to, reason=reason, by=by)
        except Refused as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Everybody who sees this concern now sees how urgent it is."))
            return _back_to(referral)
    return _page(request, referral, by, urgency_form=form, status=_WRONG)


@require_POST
def look_again(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A team has looked again at what it only noted."""
    by = _actor(request)
    referral = verbs.find_referral(referral_id=referral_id, by=by)
    by.require(Permission.REFERRAL_ANSWER, referral)
    form = LookAgainForm(request.POST)
    if not form.is_valid():
        return _page(request, referral, by, again_form=form, status=_WRONG)
    verbs.look_again(referral=referral, note=form.cleaned_data["note"], by=by)
    messages.success(request, _("Your second look is in the child’s story."))
    return _back_to(referral)


@require_http_methods(["GET", "HEAD", "POST"])
def corroboration(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What is missing before a decision, and from whom it is wanted; POST writes it down."""
    by = _actor(request)
    referral = verbs.find_referral(referral_id=referral_id, by=by)
    _deciding_only(request, referral, by)
    form = MissingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_done(form, lambda: verbs.ask_corroboration(referral=referral, said=form.said(), by=by)):
        messages.success(request, _("It is written down. The sender has been told, and the clock goes on."))
        return _back_to(referral)
    verbs.look_at(referral=referral, by=by)
    page = {"reference": referral.child.reference, "looked_for": presenters.looked_for_lines(referral, by)}
    return _shown(request, "referrals/corroboration.html", form, {"page": page, "back": _answer_href(referral)})


@require_http_methods(["GET", "HEAD", "POST"])
def met(request: HttpRequest, corroboration_id: UUID) -> HttpResponse:
    """What was missing has come: POST writes down from whom."""
    by = _actor(request)
    asked = verbs.find_corroboration(corroboration_id=corroboration_id, by=by)
    referral = asked.referral
    _deciding_only(request, referral, by)
    form = MetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sector, words = Sector(form.cleaned_data["sector"]), form.cleaned_data["words"]
        if _is_done(form, lambda: verbs.meet_corroboration(corroboration=asked, sector=sector, words=words, by=by)):
            messages.success(request, _("It is written down, and stands in the child’s story."))
            return _back_to(referral)
    verbs.look_at(referral=referral, by=by)
    return _shown(
        request, "referrals/met.html", form, {"one": presenters.line_of(asked), "back": _answer_href(referral)}
    )


@require_safe
def parity(request: HttpRequest) -> HttpResponse:
    """Whose word each agency asks for before it decides, for the hub."""
    return render(request, "referrals/parity.html", {"page": presenters.parity_page(_actor(request))})


def _deciding_only(request: HttpRequest, referral: Referral, by: Actor) -> None:
    by.require(Permission.REFERRAL_ANSWER, referral)
    if referral.to_team_id not in by.team_ids:
        raise Refused("not_sent_to_you")
    if request.method != "POST" and presenters.must_say_first(referral, by):
        raise ElsewhereFirst(presenters.knows_href(referral))


def _is_done(form: MissingForm | MetForm, do: Callable[[], object]) -> bool:
    try:
        do()
    except Refused as error:
        form.add_error(None, sentence(error))
        return False
    return True


def _shown(request: HttpRequest, template: str, form: MissingForm | MetForm, shown: dict[str, Any]) -> HttpResponse:
    status = _WRONG if form.is_bound else 200
    return render(request, template, {**shown, "form": form, "errors": error_summary(form)}, status=status)


def _decide(request: HttpRequest, referral: Referral, by: Actor) -> HttpResponse:
    by.require(Permission.REFERRAL_ANSWER, referral)
    if referral.to_team_id not in by.team_ids:
        raise Refused("not_sent_to_you")
    form = AnswerForm(request.POST, nation=referral.nation)
    if not form.is_valid():
        return _page(request, referral, by, form=form, status=_WRONG)
    try:
        verbs.answer(referral=referral, given=form.given(), revision=form.revision(), by=by)
    except Conflict:
        return _moved(request, referral, form, by)
    except Refused as error:
        form.refuse(error)
        return _page(request, referral, by, form=form, status=_WRONG)
    begun = queries.begun_by(by, referral)
    if begun.draft is not None:
        mark_sent(draft=begun.draft, by=by)
    return _answered(request, referral)


def _moved(request: HttpRequest, referral: Referral, form: AnswerForm, by: Actor) -> HttpResponse:
    """Somebody was first. Both versions are shown; the same answer pressed twice is one answer."""
    fresh = verbs.find_referral(referral_id=referral.id, by=by)
    if fresh.answered_at is None:
        sent = request.POST.copy()
        sent[VERSION] = str(fresh.revision)
        again = AnswerForm(sent, nation=fresh.nation)
        again.add_error(None, _("This changed while you were writing. Look again, then decide: your words are here."))
        return _page(request, fresh, by, form=again, status=_MOVED)
    standing = queries.answer_to(fresh, by)
    if standing is not None and form.is_same_as(standing, by):
        return _answered(request, fresh)
    verbs.look_at(referral=fresh, by=by)
    shown = {
        "given": presenters.given_of(fresh, by),
        "mine": form.typed(),
        "child_href": presenters.child_href(fresh),
    }
    return render(request, "referrals/answer_twice.html", shown, status=_MOVED)


def _page(
    request: HttpRequest,
    referral: Referral,
    by: Actor,
    *,
    form: AnswerForm | None = None,
    urgency_form: UrgencyForm | None = None,
    again_form: LookAgainForm | None = None,
    status: int = 200,
) -> HttpResponse:
    verbs.look_at(referral=referral, by=by)
    page = presenters.answer_page(referral, by)
    shown: dict[str, Any] = {"page": page, "form": None, "urgency_form": urgency_form}
    shown["errors"] = error_summary(*filter(None, (form, urgency_form, again_form)))
    if page.may_change_urgency and urgency_form is None:
        shown["urgency_form"] = UrgencyForm()
    shown["again_form"] = again_form or LookAgainForm() if page.may_look_again else None
    begun = queries.begun_by(by, referral) if page.is_ours else None
    shown["begun"] = begun
    if begun and page.may_answer:
        typed = {**typed_before(begun.words), VERSION: referral.revision}
        shown["form"] = form or AnswerForm(nation=referral.nation, initial=typed)
        shown["draft_href"] = presenters.draft_address(referral, begun.id)
    return render(request, "referrals/answer.html", shown, status=status)


def _only_sent(referral: Referral, by: Actor) -> bool:
    return referral.team_id in by.team_ids and referral.to_team_id not in by.team_ids and not by.is_hub


def _answered(request: HttpRequest, referral: Referral) -> HttpResponse:
    messages.success(request, _("The sender has been told."))
    return HttpResponseRedirect(presenters.child_href(referral))


def _back_to(referral: Referral) -> HttpResponse:
    return HttpResponseRedirect(_answer_href(referral))


def _answer_href(referral: Referral) -> str:
    return reverse("referrals:answer", args=[referral.id])


def _actor(request: HttpRequest) -> Any:
    return getattr(request, "actor", None)
