"""Addresses of my application; who enters, its visit says."""

from django.urls import path

from cauce.base.access import Access, Seen
from cauce.website.mine import entering, letters, views

app_name = "mine"
urlpatterns = [
    path("", entering.enter, name="enter"),
    path("/code", entering.code, name="code"),
    path("/lost", entering.lost, name="lost"),
    path("/again", entering.again, name="again"),
    path("/leave", entering.leave, name="leave"),
    path("/home", views.home, name="home"),
    path("/letters", letters.letters, name="letters"),
    path("/letters/<uuid:notice>", letters.letter, name="letter"),
]
# Each says something of its reader, so none is stored; `website.mine.inside` lets in.
ACCESS: dict[str, Access] = {
    "enter": Seen.ANYONE,
    "code": Seen.ANYONE,
    "lost": Seen.ANYONE,
    "again": Seen.ANYONE,
    "leave": Seen.ANYONE,
    "home": Seen.ANYONE,
    "letters": Seen.ANYONE,
    "letter": Seen.ANYONE,
}
