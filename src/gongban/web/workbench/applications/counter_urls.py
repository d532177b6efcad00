"""Addresses of the counter, below /desk/counter/."""

from django.urls import path

from gongban.web.workbench.applications import counter, taking_in

urlpatterns = [
    path("", counter.counter, name="counter"),
    path("new/", counter.new, name="counter_new"),
    path("assist/", counter.assist, name="counter_assist"),
    path("hand-over/", counter.hand_over, name="counter_hand_over"),
    path("<uuid:pk>/", taking_in.one, name="counter_one"),
    path("<uuid:pk>/receipt/", taking_in.receipt, name="counter_receipt"),
    path("<uuid:pk>/qr.svg", taking_in.qr, name="counter_qr"),
]
