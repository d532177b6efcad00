"""Addresses of the residents' pages of applications."""

from django.urls import path

from gongban.web.portal.applications import (
    changed,
    checking,
    documents,
    form,
    own,
    papers,
    questions,
    signers,
    space,
    starting,
)

urlpatterns = [
    path("apply/", starting.start, name="apply_start"),
    path("apply/sign/<uuid:signature>/", signers.page, name="apply_sign"),
    path("apply/<uuid:pk>/", starting.here, name="apply"),
    path("apply/<uuid:pk>/questions/", questions.page, name="apply_questions"),
    path("apply/<uuid:pk>/form/", form.page, name="apply_form"),
    path("apply/<uuid:pk>/materials/", papers.page, name="apply_materials"),
    path("apply/<uuid:pk>/check/", checking.page, name="apply_check"),
    path("apply/<uuid:pk>/changed/", changed.page, name="apply_changed"),
    path("apply/<uuid:pk>/signers/", signers.ask, name="apply_signers"),
    path("apply/<uuid:pk>/abandon/", starting.give_up, name="apply_abandon"),
    path("account/applications/", own.listing, name="my_applications"),
    path("account/applications/<uuid:pk>/", own.one, name="my_application"),
    path("account/applications/parts/<str:number>/<slug:action>/", own.act_on, name="my_part_act"),
    path("account/applications/promises/<uuid:pk>/<slug:action>/", own.act_on_promise, name="my_promise_act"),
    path("account/space/", space.page, name="my_space"),
    path("account/space/facts/<slug:fact>/", space.fact, name="my_fact"),
    path("materials/<uuid:pk>/", documents.show, name="material"),
]
