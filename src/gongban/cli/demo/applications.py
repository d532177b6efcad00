"""demo/applications.yaml: applications of the invented people, filled in and handled through the real actions at the moment of loading (the catalogue is in force from that day)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image

from gongban.delivery.applications import public as applications
from gongban.delivery.applications.public import Application, Filling, Part
from gongban.foundation.facts.public import Declaration
from gongban.foundation.files.public import store_document
from gongban.foundation.people.public import Account, Membership, actor_of
from gongban.kernel.actors import Actor
from gongban.kernel.city import CityFolder, Entry, gather
from gongban.kernel.conditions import Kind

FILE = "demo/applications.yaml"
NAMES = ("applicant", "enterprise", "bundle", "item", "answers", "draft", "then")
MOST_TURNS = 80


def play_applications(folder: CityFolder, *, now: datetime) -> int:
    """Apply as the demonstration says; the caller holds the transaction. Return how many; none without the file.

    Raises BrokenCity with file and line.
    """
    if not folder.has(FILE) or Application.objects.exists():
        return 0
    played = gather(folder, folder.yaml(FILE).only("applications").each("applications"), lambda entry: _play(entry, now))
    folder.check()
    return len(played)


def _play(entry: Entry, now: datetime) -> Application:
    at, by = now, _person(entry.only(*NAMES), now)
    subject = "bundle" if entry.has("bundle") else "item"
    draft = applications.begin({"subject": subject, "slug": entry.text(subject)}, by=by, at=at)
    said: Mapping[str, Any] = entry["answers"].plain() if entry.has("answers") else {}
    found = _fill(draft, said, by, at)
    if entry.flag("draft", False):
        return draft
    for material in found.materials:
        if material.is_missing:
            document = store_document(_paper(), name=f"{material.planned.name.zh[:40]}.png", by=by, at=at)
            applications.attach(draft.pk, {"key": material.key, "document": str(document.pk)}, by=by, at=at)
    made = applications.submit(draft.pk, {"truthful": True, "share": True}, by=by, at=at)
    for step in entry.each("then"):
        _act(step.only("part", "act", "given"), made, now)
    return made


def _person(entry: Entry, now: datetime) -> Actor:
    account = Account.objects.filter(login=entry.text("applicant")).first()
    if account is None:
        entry["applicant"].refuse("没有这个人。", "there is no such person.")
    return actor_of(account, at=now, enterprise=entry.text("enterprise", "") or None)


def _fill(draft: Application, said: Mapping[str, Any], by: Actor, at: datetime) -> Filling:
    """Answer what is asked: as the file says, else in the plainest way."""
    for _turn in range(MOST_TURNS):
        draft.refresh_from_db()
        found = applications.filling(draft, at=at)
        answers = _answers(found, said)
        if not answers:
            return found
        applications.save(draft.pk, {"answers": answers}, by=by, at=at)
    return found


def _answers(found: Filling, said: Mapping[str, Any]) -> dict[str, Any]:
    if found.settled.wishes:
        return {name: said.get(name, True) for name in found.settled.wishes}
    if found.settled.question:
        return {found.settled.question.name: said.get(found.settled.question.name, _plain(found.settled.question))}
    return {each.name: said.get(each.name, _plain(each.declaration)) for each in found.fields if each.is_missing}


def _plain(asked: Declaration) -> Any:
    fact = asked.fact
    if fact.kind is Kind.BOOLEAN:
        return False
    if fact.kind is Kind.CHOICE:
        return fact.options[0].code
    if fact.kind is Kind.DATE:
        return "2026-12-28"
    return "渡口街 8 号" if fact.kind is Kind.TEXT else max(fact.least, 1)


def _paper() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (420, 594), "white").save(out, "PNG")
    out.seek(0)
    return out


def _act(step: Entry, made: Application, at: datetime) -> None:
    part = applications.latest_parts(made)[step.text("part")]
    if step.text("act") == "grant":
        _grant(part, at)
        return
    given = step["given"].plain() if step.has("given") else {}
    applications.act(part.matter.number, step.text("act"), given, by=_officer(part.department_id, at), at=at)


def _grant(part: Part, at: datetime) -> None:
    """Accept, let every unit agree, and grant."""
    applications.act(part.matter.number, "accept", by=_officer(part.department_id, at), at=at)
    while task := part.tasks.filter(done_at__isnull=True).exclude(outcomes__contains=["granted"]).first():
        opinion = {"task": str(task.pk), "opinion": task.outcomes[0], "text": "材料与现场情况符合要求"}
        applications.act(part.matter.number, "give_opinion", opinion, by=_officer(task.department_id, at), at=at)
    kind = applications.type_of(part, at)
    said = applications.fields_for(kind, part) if kind else {}
    fields = {each.code: "热食类食品制售" for each in kind.fields if each.code not in said} if kind else {}
    applications.act(part.matter.number, "decide", {"outcome": "granted", "fields": fields}, by=_officer(part.department_id, at), at=at)


def _officer(department: str, at: datetime) -> Actor:
    rows = Membership.objects.filter(department=department, role__in=["reviewer", "department_head"]).at(at).select_related("account")
    return actor_of(rows.order_by("role", "account__login")[0].account, at=at)
