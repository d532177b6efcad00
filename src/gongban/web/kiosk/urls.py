"""Addresses of the terminal's pages, below /kiosk/."""

from django.urls import path

from gongban.web.kiosk import choosing, filling, finishing, leaving, registering, signing_in

urlpatterns = [
    path("", leaving.start, name="kiosk"),
    path("terminal/", registering.register, name="kiosk_terminal"),
    path("over/", leaving.over, name="kiosk_over"),
    path("leave/", leaving.leave, name="kiosk_leave"),
    path("here/", leaving.here, name="kiosk_here"),
    path("sign-in/", signing_in.ask_phone, name="kiosk_phone"),
    path("code/", signing_in.ask_code, name="kiosk_code"),
    path("consent/", signing_in.consent, name="kiosk_consent"),
    path("items/", choosing.items, name="kiosk_items"),
    path("begin/", choosing.begin_here, name="kiosk_begin"),
    path("<uuid:pk>/", filling.one, name="kiosk_one"),
    path("<uuid:pk>/check/", finishing.check, name="kiosk_check"),
    path("<uuid:pk>/receipt/", finishing.receipt, name="kiosk_receipt"),
    path("<uuid:pk>/phone.svg", finishing.qr, name="kiosk_qr"),
]
