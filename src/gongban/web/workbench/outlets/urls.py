"""Addresses of the desk pages of outlets, below /desk/outlets/."""

from django.urls import path

from gongban.web.workbench.outlets import serving, terminals

urlpatterns = [
    path("", serving.page_of_counter, name="counter"),
    path("leave/", serving.leave, name="counter_leave"),
    path("kiosks/", terminals.listing, name="kiosks"),
    path("kiosks/<uuid:pk>/revoke/", terminals.revoke, name="kiosk_revoke"),
]
