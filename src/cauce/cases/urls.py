"""Addresses of the room's pages, and who may see them."""

from django.urls import path

from cauce.base.roles import Permission
from cauce.cases import views
from cauce.cases.decisions import views as decisions
from cauce.cases.interviews import answering
from cauce.cases.interviews import views as interviews
from cauce.cases.referrals import views as referrals
from cauce.cases.reviews import views as reviews

app_name = "cases"
urlpatterns = [
    path("/open/<uuid:application_id>", views.open_one, name="open"),
    path("/take/to-interview", views.taking("to_interview"), name="take-to-interview"),
    path("/take/to-decide", views.taking("to_decide"), name="take-to-decide"),
    path("/take/to-refer", views.taking("to_refer"), name="take-to-refer"),
    path("/take/review", views.take_review, name="take-review"),
    path("/<uuid:case_id>", views.case, name="case"),
    path("/<uuid:case_id>/give-back", views.give_back, name="give-back"),
    path("/<uuid:case_id>/resume", views.resume, name="resume"),
    path("/<uuid:case_id>/assign", views.assign, name="assign"),
    path("/<uuid:case_id>/go-without", views.go_without, name="go-without"),
    path("/<uuid:case_id>/interview-again", views.interview_again, name="interview-again"),
    path("/<uuid:case_id>/close", views.close, name="close"),
    path("/<uuid:case_id>/reopen", views.reopen, name="reopen"),
    path("/<uuid:case_id>/plan", interviews.plan, name="plan"),
    path("/interviews/<uuid:interview_id>", interviews.interview, name="interview"),
    path("/interviews/<uuid:interview_id>/print", interviews.sheet, name="sheet"),
    path("/interviews/<uuid:interview_id>/begin", interviews.begin, name="begin"),
    path("/interviews/<uuid:interview_id>/ask/<str:code>", answering.question, name="question"),
    path("/interviews/<uuid:interview_id>/note", interviews.note, name="note"),
    path("/interviews/<uuid:interview_id>/read-back", interviews.read_back, name="read-back"),
    path("/interviews/<uuid:interview_id>/go-on", interviews.go_on, name="go-on"),
    path("/interviews/<uuid:interview_id>/end", interviews.end, name="end"),
    path("/interviews/<uuid:interview_id>/missed", interviews.missed, name="missed"),
    path("/interviews/<uuid:interview_id>/cancel", interviews.cancel, name="cancel"),
    path("/<uuid:case_id>/decide", decisions.decide, name="decide"),
    path("/<uuid:case_id>/screen-again", decisions.screen_again, name="screen-again"),
    path("/<uuid:case_id>/view", decisions.view, name="view"),
    path("/decisions/<uuid:decision_id>", decisions.decision, name="decision"),
    path("/<uuid:case_id>/ask-review", reviews.ask, name="ask-review"),
    path("/reviews/<uuid:review_id>", reviews.review, name="review"),
    path("/<uuid:case_id>/refer", referrals.refer, name="refer"),
    path("/referrals/<uuid:referral_id>", referrals.referral, name="referral"),
]
ACCESS = {
    "open": Permission.CHECK_APPLICATIONS,
    "take-to-interview": Permission.INTERVIEW,
    "take-to-decide": Permission.DECIDE,
    "take-to-refer": Permission.REFER,
    "take-review": Permission.REVIEW,
    "case": Permission.READ_FILES,
    "give-back": Permission.READ_FILES,
    "resume": Permission.READ_FILES,
    "assign": Permission.ASSIGN,
    "go-without": Permission.ASSIGN,
    "interview-again": Permission.READ_PROTECTED,
    "close": Permission.READ_FILES,
    "reopen": Permission.ASSIGN,
    "plan": Permission.READ_PROTECTED,
    "interview": Permission.READ_PROTECTED,
    "sheet": Permission.READ_PROTECTED,
    "begin": Permission.INTERVIEW,
    "question": Permission.INTERVIEW,
    "note": Permission.INTERVIEW,
    "read-back": Permission.INTERVIEW,
    "go-on": Permission.INTERVIEW,
    "end": Permission.INTERVIEW,
    "missed": Permission.READ_PROTECTED,
    "cancel": Permission.READ_PROTECTED,
    "decide": Permission.DECIDE,
    "screen-again": Permission.DECIDE,
    "view": Permission.DECIDE,
    "decision": Permission.READ_PROTECTED,
    "ask-review": Permission.WRITE_TO_FAMILIES,
    "review": Permission.REVIEW,
    "refer": Permission.REFER,
    "referral": Permission.REFER,
}
