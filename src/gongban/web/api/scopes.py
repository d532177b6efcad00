"""Which scope does a token need for an operation? Every operation stands here; an empty scope is open to every token."""

from __future__ import annotations

from gongban.foundation.people.public import EVERYTHING

OPEN = ""
RECTIFYING = ("verify", "explain", "appeal", "uphold_appeal", "reject_appeal", "reply", "call_back", "accept", "object")
SETTLING = ("coordinate", "report", "finish", "refuse", "reclassify", "add", "withdraw")
NEEDS = {
    "list_codes": OPEN,
    "who_am_i": OPEN,
    "find_places": OPEN,
    "search_answers": OPEN,
    "search_services": OPEN,
    "propose_everyday_word": OPEN,
    "list_everyday_words": "words:edit",
    "decide_everyday_word": "words:edit",
    "open_statistics": OPEN,
    "list_departments": OPEN,
    "read_department": OPEN,
    "list_notices": OPEN,
    "journal_head": OPEN,
    **dict.fromkeys(("list_items", "list_divided_items", "export_items", "read_item", "list_item_versions", "compare_item_versions", "read_item_package"), OPEN),
    **dict.fromkeys(("list_licence_types", "list_licence_keys", "verify_licence"), OPEN),
    **dict.fromkeys(("list_my_licences", "list_licences", "read_licence"), "licences:read"),
    "issue_licence": "licences:issue",
    **dict.fromkeys(("change_licence", "renew_licence", "suspend_licence", "resume_licence"), "licences:act"),
    **dict.fromkeys(("annul_licence", "withdraw_licence", "revoke_licence", "cancel_licence"), "licences:act"),
    **dict.fromkeys(("list_my_licence_shares", "consent_licence_share", "refuse_licence_share", "withdraw_licence_share"), "licences:share"),
    **dict.fromkeys(("list_licence_shares", "ask_licence_share", "look_by_licence_share"), "licences:share"),
    **dict.fromkeys(("read_assurance", "list_my_mandates", "list_held_mandates", "give_mandate", "revoke_mandate", "leave_mandate"), "assistance:own"),
    **dict.fromkeys(("list_mandate_acts", "list_my_orders", "ask_assistance", "read_order", "withdraw_assistance_order"), "assistance:own"),
    **dict.fromkeys(("list_orders", *(f"{name}_assistance_order" for name in ("accept", "schedule", "pause", "resume", "close", "end"))), "assistance:work"),
    **dict.fromkeys(("list_my_applications", "read_application", "read_filling", "read_part", "read_material"), "applications:read"),
    **dict.fromkeys(("begin_application", "save_application", "attach_document", "attach_paper", "detach_paper", "choose_delivery"), "applications:apply"),
    **dict.fromkeys(("refresh_application", "submit_application", "abandon_application", "part_correct", "part_withdraw", "part_again"), "applications:apply"),
    "list_parts": "applications:desk",
    **dict.fromkeys(("part_accept", "part_ask_correction", "part_not_accept", "part_hand_on", "part_give_opinion", "part_inspect", "part_begin_special"), "applications:act"),
    **dict.fromkeys(("part_end_special", "part_extend", "part_decide", "part_hand_over", "part_terminate"), "applications:act"),
    **dict.fromkeys(("list_bundles", "read_bundle", "ask_bundle"), OPEN),
    **dict.fromkeys(("list_bundle_drafts", "draft_bundle", "read_bundle_draft", "drop_bundle_draft", "submit_bundle"), "catalogue:write"),
    **dict.fromkeys(("return_bundle", "publish_bundle"), "catalogue:publish"),
    **dict.fromkeys(("list_outlets", "read_outlet", "outlet_takes"), OPEN),
    **dict.fromkeys(("list_rating_tags", "count_ratings", "read_rating"), OPEN),
    **dict.fromkeys(("list_my_ratings", "rate_service"), "ratings:give"),
    **dict.fromkeys(("list_rectifications", "read_rectification"), "ratings:read"),
    **dict.fromkeys(("list_impasses", "read_impasse", "list_impasse_causes"), "impasses:read"),
    **dict.fromkeys(("take_impasse", *(f"{name}_impasse" for name in SETTLING)), "impasses:act"),
    "open_rating_visit": "ratings:act",
    **dict.fromkeys([f"{name}_rectification" for name in RECTIFYING], "ratings:act"),
    "find_duplicates": OPEN,
    "suggest": OPEN,
    **dict.fromkeys(("read_catalogue_draft", "draft_item", "read_drafted_item", "drop_drafted_item", "end_item", "submit_catalogue_draft"), "catalogue:write"),
    **dict.fromkeys(("return_catalogue_draft", "publish_catalogue", "switch_item"), "catalogue:publish"),
    "upload_photo": "cases:receive",
    "receive_cases": "cases:receive",
    "list_public_cases": "cases:read",
    "list_my_cases": "cases:read",
    "read_case": "cases:read",
    "list_desk_cases": "cases:desk",
    "read_dossier": "cases:desk",
    "list_actions": "cases:read",
    "list_case_duplicates": "cases:desk",
    "read_suggestion": "cases:desk",
    "reveal_reporters": "reporters:reveal",
    "list_callbacks": "callbacks:read",
    "answer_callback": "callbacks:answer",
    "record_callback_try": "callbacks:answer",
    "staff_statistics": "statistics:desk",
    **dict.fromkeys(("list_listings", "list_exports", "order_export", "read_export", "cancel_export", "fetch_export"), "exports:make"),
    **dict.fromkeys(("tell_call", "answer_call", "end_call"), "calls:tell"),
    **dict.fromkeys(
        ("list_webhook_kinds", "list_webhooks", "make_webhook", "read_webhook", "ping_webhook", "list_deliveries", "replay_delivery", "change_webhook"),
        "webhooks:manage",
    ),
}


def scope_of(operation_id: str) -> str:
    """The scope that an operation needs; of an action on a case "act:" and its name; all scopes for one that is not decided."""
    return f"act:{operation_id.removeprefix('case_')}" if operation_id.startswith("case_") else NEEDS.get(operation_id, EVERYTHING)
