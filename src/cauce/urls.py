"""Every address of Cauce, and the pages for what goes wrong; who may see them is said beside them."""

from django.urls import include, path

from cauce.base import views
from cauce.base.access import Seen

handler400 = "cauce.base.errors.bad_request"
handler403 = "cauce.base.errors.refused"
handler404 = "cauce.base.errors.not_found"
handler500 = "cauce.base.errors.broken"

urlpatterns = [
    path("health", views.health, name="health"),
    # Before those that are asked less often: each one in front of it is tried for every page of a family.
    path("apply", include("cauce.website.apply.urls")),
    path("office", include("cauce.office.urls")),
    path("office/", include("cauce.notices.urls")),
    path("office/cases", include("cauce.cases.urls")),
    path("office/organisations", include("cauce.partners.urls")),
    path("office/governments", include("cauce.governments.desk_urls")),
    path("office/papers", include("cauce.applications.papers.urls")),
    path("", include("cauce.api.urls")),
    path("governments", include("cauce.governments.urls")),
    path("", include("cauce.website.documents.urls")),
    path("my", include("cauce.website.mine.urls")),
    path("", include("cauce.website.urls")),
]
ACCESS = {"health": Seen.ANYONE}
