"""Addresses of the residents' pages of licences."""

from django.urls import path

from gongban.web.portal.licences import own, verifying

urlpatterns = [
    path(".well-known/gongban-licence-keys.json", verifying.keys, name="licence_keys"),
    path("licences/verify/", verifying.page, name="licence_verify"),
    path("account/licences/", own.listing, name="my_licences"),
    path("account/licences/<uuid:pk>/", own.one, name="my_licence"),
    path("account/licences/<uuid:pk>/code.svg", own.code, name="my_licence_code"),
    path("account/licences/<uuid:pk>/licence.pdf", own.paper, name="my_licence_paper"),
    path("account/licences/shares/<uuid:share>/<slug:answer>/", own.answer, name="licence_share"),
]
