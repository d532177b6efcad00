"""Addresses of the pages of licences, below /desk/licences/."""

from django.urls import path

from gongban.web.workbench.licences import issuing, listing, one, sharing

urlpatterns = [
    path("", listing.page_of_licences, name="licences"),
    path("new/", issuing.choose, name="licence_types"),
    path("new/<slug:kind>/", issuing.write, name="licence_new"),
    path("shares/", sharing.listing, name="licence_shares"),
    path("shares/new/", sharing.write, name="licence_share_new"),
    path("shares/<uuid:pk>/", sharing.see, name="licence_share_see"),
    path("<uuid:pk>/", one.licence, name="licence"),
    path("<uuid:pk>/licence.pdf", one.paper, name="licence_paper"),
    path("<uuid:pk>/do/<slug:action>/", one.do, name="licence_do"),
]
