"""Files that hang from an entry: one more for an entry, and opening one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.permissions import Permission
from cairn.children.presenters import tabs
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, found, is_done
from cairn.chronology import verbs
from cairn.chronology.forms import FileForm
from cairn.chronology.kinds import FILE_REFUSALS
from cairn.chronology.presenters.story import own_entry
from cairn.chronology.views.story import entry_of
from cairn.ui.downloads import download

_AT_FIELD = dict.fromkeys(FILE_REFUSALS, "file")


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, reference: str, entry_id: UUID) -> HttpResponse:
    """Add a file to an entry of the own team."""
    one, by = found(request, reference), actor_of(request)
    entry = entry_of(entry_id, one, by)
    by.require(Permission.ENTRY_ADD, entry)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()

    def do() -> None:
        verbs.attach(entry=entry, sent=form.sent(), by=by)

    if request.method == "POST" and is_done(form, do, _AT_FIELD):
        messages.success(request, _("The file was added."))
        return HttpResponseRedirect(f"{reverse('chronology:story', args=[one.reference])}#entry-{entry.id}")
    shown = {"heading": heading(one, by, tabs.STORY), "form": form, "entry": own_entry(entry)}
    return render(request, "chronology/attach.html", shown)


@require_safe
def opened(request: HttpRequest, reference: str, entry_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """A file, to be stored by the browser and never shown in it. The look is in the ledger by then."""
    file = verbs.open_attachment(
        reference=reference, entry_id=entry_id, attachment_id=attachment_id, by=actor_of(request)
    )
    return download(file.chunks, name=file.name, media_type=file.media_type, size=file.size)
