"""Addresses of the application's pages, and who may see them: whoever began, or has reference and code."""

from django.urls import path

from cauce.base.access import Access, Seen
from cauce.base.roles import Permission
from cauce.website.apply import contact, entering, household, questions, sending, views

app_name = "apply"
urlpatterns = [
    path("", views.start, name="start"),
    path("/assist", views.assist, name="assist"),
    path("/resume", entering.resume, name="resume"),
    path("/go-on", views.go_on, name="go-on"),
    path("/consent", views.consent, name="consent"),
    path("/declined", views.declined, name="declined"),
    path("/people", household.people, name="people"),
    path("/people/new", household.person, name="person-new"),
    path("/people/undo", household.undo, name="undo"),
    path("/people/<int:number>", household.person, name="person"),
    path("/people/<int:number>/remove", household.remove, name="remove"),
    path("/contact", contact.contact, name="contact"),
    path("/questions", questions.first, name="questions"),
    path("/questions/<int:step>", questions.question, name="question"),
    path("/review", sending.review, name="review"),
    path("/send", sending.send, name="send"),
    path("/receipt", sending.receipt, name="receipt"),
    path("/stopped", views.stopped, name="stopped"),
    path("/leave", views.leave, name="leave"),
    path("/delete", views.delete, name="delete"),
]
ACCESS: dict[str, Access] = {
    "start": Seen.ANYONE,
    "assist": Permission.REGISTER,
    "resume": Seen.ANYONE,
    "go-on": Seen.ANYONE,
    "consent": Seen.ANYONE,
    "declined": Seen.ANYONE,
    "people": Seen.ANYONE,
    "person-new": Seen.ANYONE,
    "undo": Seen.ANYONE,
    "person": Seen.ANYONE,
    "remove": Seen.ANYONE,
    "contact": Seen.ANYONE,
    "questions": Seen.ANYONE,
    "question": Seen.ANYONE,
    "review": Seen.ANYONE,
    "send": Seen.ANYONE,
    "receipt": Seen.ANYONE,
    "stopped": Seen.ANYONE,
    "leave": Seen.ANYONE,
    "delete": Seen.ANYONE,
}
