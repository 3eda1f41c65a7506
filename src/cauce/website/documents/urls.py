"""Addresses of papers: the same pages below a draft and below what was sent."""

from django.urls import URLPattern, path

from cauce.base.access import Access, Seen
from cauce.website.documents import views
from cauce.website.documents.doors import APPLY, MY, Door

app_name = "documents"


def _pages(door: Door) -> list[URLPattern]:
    at, root, said = door.name, f"{door.name}/documents", {"door": door}
    return [
        path(root, views.papers, said, name=at),
        path(f"{root}/parts", views.part, said, name=f"{at}-part"),
        path(f"{root}/<uuid:document>", views.look, said, name=f"{at}-look"),
        path(f"{root}/<uuid:document>/<int:number>", views.picture, said, name=f"{at}-page"),
    ]


urlpatterns = [*_pages(APPLY), *_pages(MY)]
ACCESS: dict[str, Access] = {
    "apply": Seen.ANYONE,
    "apply-part": Seen.ANYONE,
    "apply-look": Seen.ANYONE,
    "apply-page": Seen.ANYONE,
    "my": Seen.ANYONE,
    "my-part": Seen.ANYONE,
    "my-look": Seen.ANYONE,
    "my-page": Seen.ANYONE,
}
