"""Addresses of the leading group's pages, below /desk/leading/."""

from django.urls import path

from gongban.web.workbench.leading import briefs, instructions

urlpatterns = [
    path("", instructions.listing, name="leading"),
    path("instructions/new/", instructions.write, name="instruct"),
    path("instructions/<uuid:pk>/", instructions.instruction, name="instruction"),
    path("instructions/<uuid:pk>/do/<slug:action>/", instructions.do, name="instruction_do"),
    path("briefs/", briefs.listing, name="briefs"),
    path("briefs/new/", briefs.write, name="brief_new"),
    path("briefs/collect/", briefs.collect, name="brief_collect"),
    path("briefs/<uuid:pk>/", briefs.brief, name="brief"),
    path("briefs/<uuid:pk>/brief.pdf", briefs.pdf, name="brief_pdf"),
    path("briefs/<uuid:pk>/edit/", briefs.edit, name="brief_edit"),
    path("briefs/<uuid:pk>/issue/", briefs.issue, name="brief_issue"),
    path("briefs/<uuid:pk>/discard/", briefs.discard, name="brief_discard"),
]
