"""Addresses of the residents' account pages."""

from django.urls import path

from gongban.web.portal.accounts import signing_in

urlpatterns = [
    path("login/", signing_in.ask_phone, name="login"),
    path("login/code/", signing_in.ask_code, name="login_code"),
    path("logout/", signing_in.leave, name="logout"),
]
