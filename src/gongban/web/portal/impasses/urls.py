"""Addresses of the pages of what could not be done."""

from django.urls import path

from gongban.web.portal.impasses import following, telling

urlpatterns = [
    path("my/impasses/", following.listing, name="my_impasses"),
    path("impasses/report/", telling.write, name="impasse_report"),
    path("impasses/<slug:code>/", following.one, name="impasse_follow"),
    path("impasses/<slug:code>/<slug:action>/", following.act, name="impasse_act"),
]
