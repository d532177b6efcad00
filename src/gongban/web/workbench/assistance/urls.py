"""Addresses of the desk of assistance, below /desk/assistance/."""

from django.urls import path

from gongban.web.workbench.assistance import orders, papers

urlpatterns = [
    path("", orders.listing, name="assistance"),
    path("mandates/", papers.listing, name="assistance_mandates"),
    path("mandates/new/", papers.write, name="assistance_paper"),
    path("mandates/<uuid:pk>/photo/", papers.photo, name="assistance_photo"),
    path("mandates/<uuid:pk>/leave/", papers.leave, name="assistance_leave"),
    path("<uuid:pk>/", orders.one, name="assistance_order"),
    path("<uuid:pk>/papers/<int:stage>.pdf", orders.paper, name="assistance_order_paper"),
    path("<uuid:pk>/do/<slug:action>/", orders.do, name="assistance_do"),
]
