"""Addresses of the officers' pages, and who may see them."""

from django.urls import include, path

from cauce.base.access import Seen
from cauce.base.roles import Permission
from cauce.office import (
    changes,
    corrections,
    desk,
    files,
    importing,
    looks,
    search,
    stating,
    today,
    views,
)

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("/sign-in", views.sign_in, name="sign-in"),
    path("/sign-out", views.sign_out, name="sign-out"),
    path("/sign-out-everywhere", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("/factor", include("cauce.office.factor.urls")),
    path("/language", views.language, name="language"),
    path("/me/events", views.my_events, name="my-events"),
    path("/trays/<slug:key>", today.tray, name="tray"),
    path("/day-sheet", today.day_sheet, name="day-sheet"),
    path("/import", importing.table, name="import"),
    path("/import/keep", importing.confirm, name="import-confirm"),
    path("/search", search.search, name="search"),
    path("/applications/take", changes.take_application, name="take-application"),
    path("/look-alikes/<uuid:look_alike_id>", looks.look_alike, name="look-alike"),
    path("/corrections/<uuid:correction_id>", corrections.correction, name="correction"),
    path("/files/<uuid:file_id>", files.file, name="file"),
    path("/files/<uuid:file_id>/facts", stating.choose, name="state-fact"),
    path("/files/<uuid:file_id>/facts/<slug:owner>/<str:name>", stating.fact, name="fact"),
    path(
        "/files/<uuid:file_id>/facts/<slug:owner>/<str:within>/<int:row>/<str:name>",
        stating.fact,
        name="record-fact",
    ),
    path("/files/<uuid:file_id>/persons/new", changes.add_member, name="add-member"),
    path("/files/<uuid:file_id>/persons/<int:number>", changes.person, name="person"),
    path(
        "/files/<uuid:file_id>/persons/<int:number>/left", changes.member_left, name="member-left"
    ),
    path(
        "/files/<uuid:file_id>/persons/<int:number>/returned",
        changes.member_returned,
        name="member-returned",
    ),
    path("/files/<uuid:file_id>/contact/new", changes.add_route, name="add-route"),
    path("/files/<uuid:file_id>/contact/<int:number>", changes.close_route, name="close-route"),
    path("/files/<uuid:file_id>/consent/<uuid:consent_id>", changes.consent, name="consent"),
    path("/files/<uuid:file_id>/withdraw", changes.withdraw, name="withdraw"),
    path("/files/<uuid:file_id>/go-on", changes.undo_withdrawal, name="undo-withdrawal"),
    path("/files/<uuid:file_id>/screen", changes.screen_again, name="screen-again"),
    path("/files/<uuid:file_id>/give-back", changes.give_back, name="give-back"),
    path("/files/<uuid:file_id>/write", desk.write, name="write"),
    path("/files/<uuid:file_id>/code", desk.new_code, name="new-code"),
]
ACCESS = {
    "home": Seen.ANYONE,
    "sign-in": Seen.ANYONE,
    "sign-out": Seen.ENTERING,
    "sign-out-everywhere": Seen.ENTERING,
    "language": Seen.ANYONE,
    "my-events": Permission.SEE_OWN_EVENTS,
    "tray": Seen.OFFICER,
    "day-sheet": Seen.OFFICER,
    "import": Permission.REGISTER,
    "import-confirm": Permission.REGISTER,
    "search": Permission.READ_FILES,
    "take-application": Permission.CHECK_APPLICATIONS,
    "look-alike": Permission.READ_FILES,
    "correction": Permission.READ_FILES,
    "file": Permission.READ_FILES,
    # What may be changed in a file, and by whom, its site says: the page asks there.
    "state-fact": Permission.READ_FILES,
    "fact": Permission.READ_FILES,
    "record-fact": Permission.READ_FILES,
    "add-member": Permission.READ_FILES,
    "person": Permission.READ_FILES,
    "member-left": Permission.READ_FILES,
    "member-returned": Permission.READ_FILES,
    "add-route": Permission.READ_FILES,
    "close-route": Permission.READ_FILES,
    "consent": Permission.READ_FILES,
    "withdraw": Permission.READ_FILES,
    "undo-withdrawal": Permission.READ_FILES,
    "screen-again": Permission.READ_FILES,
    "give-back": Permission.CHECK_APPLICATIONS,
    "write": Permission.WRITE_TO_FAMILIES,
    "new-code": Permission.GIVE_CODES,
}
