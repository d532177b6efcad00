"""Addresses of the offices' pages of applications, below /desk/applications/."""

from django.urls import path

from gongban.web.workbench.applications import listing, looking, part, printing

urlpatterns = [
    path("", listing.page_of_parts, name="applications"),
    path("<str:number>/", part.one, name="application"),
    path("<str:number>/presence/", part.presence, name="application_presence"),
    path("<str:number>/do/<slug:action>/", part.do, name="application_do"),
    path("<str:number>/draft/<slug:action>/", part.draft, name="application_draft"),
    path("<str:number>/applicant/", looking.applicant, name="application_applicant"),
    path("<str:number>/materials/<uuid:material>/", looking.material, name="application_material"),
    path("<str:number>/licences/<uuid:share>/", looking.licence, name="application_licence"),
    path("<str:number>/print/", printing.sheet, name="application_print"),
]
