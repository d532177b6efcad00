"""Addresses of the staff's account pages, below /desk/."""

from django.urls import path

from gongban.web.workbench.accounts import handing_over, identity, own, people, signing_in

urlpatterns = [
    path("login/", signing_in.sign_in, name="desk_login"),
    path("account/", own.page, name="desk_account"),
    path("account/password/", own.password, name="desk_password"),
    path("account/act-for/", own.act_for, name="desk_act_for"),
    path("account/language/", own.language, name="desk_language"),
    path("account/messages/", own.messages_page, name="desk_messages"),
    path("identity/", identity.prove, name="desk_identity"),
    path("people/", people.everybody, name="desk_people"),
    path("people/add/", people.add, name="desk_people_add"),
    path("people/<str:login>/", people.person, name="desk_person"),
    path("people/<str:login>/roles/", people.give, name="desk_person_role"),
    path("people/<str:login>/roles/<int:membership>/end/", people.end, name="desk_person_role_end"),
    path("people/<str:login>/lock/", people.lock, name="desk_person_lock"),
    path("people/<str:login>/password/", people.start_password, name="desk_person_password"),
    path("people/<str:login>/deputies/", people.deputy, name="desk_person_deputy"),
    path("people/<str:login>/deputies/<int:arrangement>/end/", people.deputy_ends, name="desk_person_deputy_end"),
    path("people/<str:login>/hand-over/", handing_over.hand_over_page, name="desk_hand_over"),
]
