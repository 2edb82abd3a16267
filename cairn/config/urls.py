"""The address map. Every app owns its part; a new address without a row in the access table fails the suite."""

from django.urls import include, path

from cairn.concerns.urls import door_urlpatterns
from cairn.outside.urls import door_urlpatterns as door_links

handler500 = "cairn.config.failures.fault"
urlpatterns = [
    path("", include("cairn.desk.urls")),
    path("", include("cairn.partnership.urls")),
    path("concerns/door/", include(door_urlpatterns)),
    path("concerns/", include("cairn.concerns.urls")),
    path("children/", include("cairn.children.urls")),
    path("children/", include("cairn.chronology.urls")),
    path("children/", include("cairn.voice.urls")),
    path("children/", include("cairn.planning.urls")),
    path("children/", include("cairn.outside.urls")),
    path("shared/", include(door_links)),
    path("withheld/", include("cairn.sharing.urls")),
    path("referrals/", include("cairn.referrals.urls")),
    path("data-protection/", include("cairn.stewardship.urls")),
    path("", include("cairn.duties.urls")),
    path("", include("cairn.notices.urls")),
    path("components/", include("cairn.ui.urls")),
    path("health/", include("cairn.config.health")),
    path("", include("cairn.config.api")),
]
