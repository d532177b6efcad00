"""Addresses of the pages of ratings."""

from django.urls import path

from gongban.web.portal.ratings import own, rating

urlpatterns = [
    path("my/ratings/", own.listing, name="my_ratings"),
    path("rate/<slug:code>/", rating.page, name="rate"),
    path("rate/<slug:code>/code.svg", rating.code_image, name="rate_code"),
    path("rate/<slug:code>/<slug:action>/", rating.answer, name="rate_answer"),
]
