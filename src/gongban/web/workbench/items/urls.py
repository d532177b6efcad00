"""Addresses of the editor of items, below /desk/items/."""

from django.urls import path

from gongban.web.workbench.items import clauses, draft, history, item, listing, previewing, process, rows

urlpatterns = [
    path("", listing.listing, name="items"),
    path("new/", listing.new, name="item_new"),
    path("conditions/", clauses.check, name="item_condition"),
    path("draft/", draft.show, name="items_draft"),
    path("draft/<slug:what>/", draft.do, name="items_draft_do"),
    path("<uuid:pk>/", item.show, name="item"),
    path("<uuid:pk>/frame/", item.frame, name="item_frame"),
    path("<uuid:pk>/undo/", item.undo, name="item_undo"),
    path("<uuid:pk>/leave/<slug:what>/", item.leave, name="item_leave"),
    path("<uuid:pk>/preview/", previewing.guide, name="item_preview"),
    path("<uuid:pk>/preview/questions/", previewing.questions, name="item_questions"),
    path("<uuid:pk>/preview/form/", previewing.form, name="item_form"),
    path("<uuid:pk>/changes/", previewing.changes, name="item_changes"),
    path("<uuid:pk>/history/", history.history, name="item_history"),
    path("<uuid:pk>/history/switch/", history.switch, name="item_switch"),
    path("diagram/findings/", process.look, name="item_process_findings"),
    path("<uuid:pk>/parts/diagram/", process.show, name="item_process"),
    path("<uuid:pk>/parts/diagram/file/", process.give, name="item_process_file"),
    path("<uuid:pk>/parts/<slug:key>/", item.section, name="item_section"),
    path("<uuid:pk>/parts/<slug:key>/new/", rows.row, name="item_row_new"),
    path("<uuid:pk>/parts/<slug:key>/<int:place>/", rows.row, name="item_row"),
    path("<uuid:pk>/parts/<slug:key>/<int:place>/<slug:what>/", rows.change, name="item_row_change"),
]
