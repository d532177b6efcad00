"""Addresses of the desk pages of what could not be done, below /desk/impasses/."""

from django.urls import path

from gongban.web.workbench.impasses import listing, one, taking

urlpatterns = [
    path("", listing.page_of_impasses, name="impasses"),
    path("new/", taking.write, name="impasse_new"),
    path("<uuid:pk>/", one.impasse, name="impasse"),
    path("<uuid:pk>/do/<slug:action>/", one.do, name="impasse_do"),
]
