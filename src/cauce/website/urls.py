"""Addresses of the public's pages, and who may see them."""

from django.urls import path

from cauce.base.access import Access, Seen
from cauce.website import could_i, views

app_name = "website"
urlpatterns = [
    path("", views.home, name="home"),
    path("pathways", views.pathways, name="pathways"),
    path("pathways/<str:pathway>", views.pathway, name="pathway"),
    path("what-we-keep", views.kept, name="kept"),
    path("help", views.help_page, name="help"),
    path("could-i", could_i.start, name="could-i"),
    path("could-i/people", could_i.people, name="people"),
    path("could-i/<int:step>", could_i.question, name="question"),
    path("could-i/ask", could_i.ask_now, name="ask-now"),
    path("could-i/answers", could_i.review, name="review"),
    path("could-i/result", could_i.result, name="result"),
    path("could-i/result/<int:number>", could_i.result, name="result-as"),
    path("could-i/delete", could_i.delete, name="delete"),
    path("leave", could_i.leave, name="leave"),
]
ACCESS: dict[str, Access] = {
    "home": Seen.PUBLIC,
    "pathways": Seen.PUBLIC,
    "pathway": Seen.PUBLIC,
    "kept": Seen.PUBLIC,
    "help": Seen.PUBLIC,
    "could-i": Seen.ANYONE,
    "people": Seen.ANYONE,
    "question": Seen.ANYONE,
    "ask-now": Seen.ANYONE,
    "review": Seen.ANYONE,
    "result": Seen.ANYONE,
    "result-as": Seen.ANYONE,
    "delete": Seen.ANYONE,
    "leave": Seen.ANYONE,
}
