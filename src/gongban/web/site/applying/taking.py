"""What somebody sends while they fill in an application; each is saved at once, by the same functions whatever the place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.http import HttpRequest

from gongban.delivery.applications.public import (
    Application,
    Delivery,
    Filling,
    attach,
    choose,
    detach,
    save,
    submit,
)
from gongban.foundation.files.public import store_document
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.site.applying.reading import LONGEST, read
from gongban.web.site.guides import unread

SKIP, WANTS, WANT, AGAIN = "skip", "wants", "want", "again"
MOST_CODE = 40  # of an outlet


def take_answer(found: Filling, sent: Any, *, by: Actor, at: datetime) -> str:
    """Take the answer to a question (its fact as the name), wishes, a question that cannot be answered, or one to be asked again. The fault in words, or empty."""
    known, given = found.wanted.declarations(), dict[str, Any]()
    name = next((each for each in sent if each in known), "")
    if WANTS in sent:
        chosen = set(sent.getlist(WANT))
        given["answers"] = {each: each in chosen for each in found.settled.wishes}
    elif sent.get(SKIP) in known:
        given = {"answers": {sent[SKIP]: None}, "skip": [sent[SKIP]]}
    elif sent.get(AGAIN) in known:
        given["answers"] = {sent[AGAIN]: None}
    elif name:
        value = read(known[name], sent[name])
        if value is None:
            return str(unread(known[name], sent[name]))
        given["answers"] = {name: value}
    if given:
        save(found.application.pk, given, by=by, at=at)
    return ""


def take_fields(found: Filling, sent: Mapping[str, str], *, by: Actor, at: datetime) -> tuple[dict[str, str], dict[str, str]]:
    """Take the fields that were filled in and save those that can be read: the texts and the faults of the others, by fact."""
    values, texts, faults = dict[str, Value | None](), dict[str, str](), dict[str, str]()
    for each in found.fields:
        text = str(sent.get(each.name, "")).strip()[:LONGEST]
        if each.name not in sent or (not text and not each.answered):
            continue
        value = read(each.declaration, text) if text else None
        if text and value is None:
            texts[each.name], faults[each.name] = text, str(unread(each.declaration, text))
        elif value != each.value or not each.answered:
            values[each.name] = value
    if values:
        save(found.application.pk, {"answers": values}, by=by, at=at)
    return texts, faults


def take_papers(found: Filling, request: HttpRequest, *, by: Actor, at: datetime) -> dict[str, Refusal]:
    """Take files (`file-N`), paper (`paper-N`), or a material taken back (`drop`: its place); faults by the key of the material."""
    faults: dict[str, Refusal] = {}
    for place, each in enumerate(found.materials):
        file = request.FILES.get(f"file-{place}")
        try:
            if file is not None:
                kept = store_document(cast(BinaryIO, file), name=file.name or "", by=by, at=at)
                attach(found.application.pk, {"key": each.key, "document": str(kept.pk)}, by=by, at=at)
            elif request.POST.get(f"paper-{place}") and each.given is None:
                attach(found.application.pk, {"key": each.key, "paper": True}, by=by, at=at)
            elif request.POST.get("drop") == str(place):
                detach(found.application.pk, each.key, by=by, at=at)
        except Refusal as refusal:
            named = Words(f"{each.planned.name.zh}：{refusal.words.zh}", f"{each.planned.name.en}: {refusal.words.en}")
            faults[each.key] = Refusal(refusal.code, named, field=each.key, status=refusal.status)
    return faults


def take_submission(found: Filling, sent: Mapping[str, str], *, by: Actor, at: datetime) -> Application:
    """Choose how results are handed over, and submit. Refusal as `choose` and `submit`."""
    chosen = {"delivery": sent.get("delivery", Delivery.ELECTRONIC), "together": bool(sent.get("together")), "post_address": sent.get("post_address", "")[:LONGEST],
              "collect_at": sent.get("collect_at", "")[:MOST_CODE]}  # fmt: skip
    choose(found.application.pk, chosen, by=by, at=at)
    return submit(found.application.pk, {"truthful": bool(sent.get("truthful")), "share": bool(sent.get("share"))}, by=by, at=at)
