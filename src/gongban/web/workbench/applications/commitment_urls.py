"""Addresses of the offices' pages of commitments, below /desk/commitments/."""

from django.urls import path

from gongban.web.workbench.applications import commitments

urlpatterns = [
    path("", commitments.listing, name="commitments"),
    path("<uuid:pk>/", commitments.one, name="commitment"),
    path("<uuid:pk>/do/<slug:action>/", commitments.do, name="commitment_do"),
]
