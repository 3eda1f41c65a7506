"""Addresses of my application; who enters, its visit says."""

from django.urls import path

from cauce.base.access import Access, Seen
from cauce.website.mine import (
    answer,
    asking_for,
    consent,
    copy,
    entering,
    letters,
    readers,
    routes,
    said,
    views,
)

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
    path("/answer", answer.answer, name="answer"),
    path("/said", said.said, name="said"),
    path("/said/<int:step>", said.one, name="said-one"),
    path("/correct", asking_for.correct, name="correct"),
    path("/add", asking_for.add, name="add"),
    path("/routes", routes.routes, name="routes"),
    path("/routes/new", routes.new, name="route-new"),
    path("/routes/<uuid:route>", routes.change, name="route"),
    path("/consent", consent.consent, name="consent"),
    path("/readers", readers.readers, name="readers"),
    path("/copy", copy.copies, name="copy"),
    path("/copy/<uuid:copy>", copy.take, name="copy-file"),
    path("/withdraw", asking_for.withdraw, name="withdraw"),
    path("/review", asking_for.review, name="review"),
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
    "answer": Seen.ANYONE,
    "said": Seen.ANYONE,
    "said-one": Seen.ANYONE,
    "correct": Seen.ANYONE,
    "add": Seen.ANYONE,
    "routes": Seen.ANYONE,
    "route-new": Seen.ANYONE,
    "route": Seen.ANYONE,
    "consent": Seen.ANYONE,
    "readers": Seen.ANYONE,
    "copy": Seen.ANYONE,
    "copy-file": Seen.ANYONE,
    "withdraw": Seen.ANYONE,
    "review": Seen.ANYONE,
}
