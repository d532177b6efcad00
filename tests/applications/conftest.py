"""What the tests of applications share: the cook who opens a restaurant, the offices that decide, and a way to fill in whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from gongban.delivery.applications.public import (
    Application,
    Filling,
    Part,
    Payment,
    act,
    attach,
    begin,
    fields_for,
    filling,
    latest_parts,
    save,
    submit,
    take_reports,
)
from gongban.delivery.licences.public import issue
from gongban.foundation.facts.public import Declaration, declarations
from gongban.foundation.files.public import store_document
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Kind
from tests.cast import Cast, actor, at
from tests.files.papers import pdf

CITY = Path(__file__).parents[2] / "cities" / "jiangcheng"
SHOP = "92990102MA0000203U"
BUSINESS: dict[str, Any] = {
    "type": "business-licence", "holder_name": "江城市临江区老渡口餐饮店", "holder_number": SHOP,
    "fields": {"entity": "sole_trader", "representative": "何渡生", "founded": "2021-05-20", "address": "临江区渡口街 8 号", "scope": "餐饮服务"},
}  # fmt: skip
IDENTITY: dict[str, Any] = {"type": "identity-card", "fields": {"born": "1979-02-11", "sex": "male", "address": "临江区渡口街 6 号"}}
NOW = at("2027-01-04 10:00")  # 周一，目录现行版已施行 · a Monday on which the catalogue is in force
PAPER = pdf()
# 一家说得通的店：预审的规则都过得去 · a plausible shop, such as passes the rules of the pre-check
USUAL: dict[str, Any] = {"shop_area": 80, "kitchen_area": 70, "fire_exits": 3, "extinguishers": 30, "shop_floor": 1, "sign_area_sqm": 6, "grease_trap": True}
LARGE: dict[str, Any] = {"shop_area": 320, "kitchen_area": 90, "seats": 120, "by_commitment": False}


class Desk:
    """Who applies and who decides, and the way from the first question to the number."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, NOW

    @property
    def cook(self) -> Actor:
        """Who runs the restaurant, acting for it."""
        return actor("hedusheng", "web", SHOP)

    def office(self, department: str, *roles: str) -> Actor:
        """Somebody of a department who reviews or heads."""
        return self.cast.member(department, *(roles or ("reviewer", "department_head")))

    def begin(self, slug: str, by: Actor | None = None, subject: str = "bundle", **given: Any) -> Application:
        return begin({"subject": subject, "slug": slug, **given}, by=by or self.cook, at=self.now)

    def fill(self, draft: Application, said: Mapping[str, Any] = {}, by: Actor | None = None) -> Filling:
        """Answer every question and field and hand in every material; `said` goes before the plain answers."""
        who = by or self.cook
        for _turn in range(80):
            draft.refresh_from_db()
            found = filling(draft, at=self.now)
            answers = self.next_answers(found, {**USUAL, **said})
            if not answers:
                break
            save(draft.pk, {"answers": answers}, by=who, at=self.now)
        for material in found.materials:
            if material.is_missing:
                attach(draft.pk, {"key": material.key, "document": self.paper(who)}, by=who, at=self.now)
        draft.refresh_from_db()
        return filling(draft, at=self.now)

    def paper(self, who: Actor | None = None) -> str:
        """Upload a paper; its id."""
        return str(store_document(BytesIO(PAPER), name="材料.pdf", by=who or self.cook, at=self.now).pk)

    def next_answers(self, found: Filling, said: Mapping[str, Any]) -> dict[str, Any]:
        """What is said next: to the question asked, for the fields that are missing, or otherwise where the pre-check stops."""
        settled = found.settled
        if settled.wishes:
            return {name: said.get(name, True) for name in settled.wishes}
        if settled.question:
            return {settled.question.name: said.get(settled.question.name, plain(settled.question))}
        missing = {each.name: said.get(each.name, plain(each.declaration)) for each in found.fields if each.is_missing}
        return missing or self._mended(found)

    def _mended(self, found: Filling) -> dict[str, Any]:
        """Another answer for the first field at which a rule of the pre-check stops; each candidate is tried once in its turn."""
        for fault in found.faults():
            shown = next((each for each in found.fields if each.name == fault.field), None)
            if fault.code != "application.precheck" or shown is None:
                continue
            others = other_answers(shown.declaration)
            place = next((at for at, each in enumerate(others) if each == shown.value), -1)
            if place + 1 < len(others):
                return {shown.name: others[place + 1]}
        return {}

    def apply(self, slug: str, said: Mapping[str, Any] = {}, by: Actor | None = None, subject: str = "bundle", **given: Any) -> Application:
        """From the first question to the number."""
        draft = self.begin(slug, by, subject, **given)
        self.fill(draft, said, by)
        return self.submit(draft, by)

    def submit(self, draft: Application, by: Actor | None = None) -> Application:
        return submit(draft.pk, {"truthful": True, "share": True}, by=by or self.cook, at=self.now)

    def act(self, part: Part, action: str, given: Mapping[str, Any] = {}, by: Actor | None = None, when: datetime | None = None) -> Part:
        done = act(part.matter.number, action, given, by=by or self.office(part.department_id), at=when or self.now)
        part.refresh_from_db()
        part.matter.refresh_from_db()
        return done

    def review(self, part: Part) -> None:
        """Accept a part and let every unit agree."""
        self.act(part, "accept")
        while task := part.tasks.filter(done_at__isnull=True).exclude(outcomes__contains=["granted"]).first():
            self.act(part, "give_opinion", {"task": str(task.pk), "opinion": task.outcomes[0], "text": "符合要求"}, by=self.office(task.department_id))

    def grant(self, part: Part, **given: Any) -> Part:
        """From receipt to the decision: granted."""
        self.review(part)
        fields = typed(self.kind(part), part)
        return self.act(part, "decide", {"outcome": "granted", "fields": {**fields, **given}})

    def pay(self, part: Part) -> None:
        """The treasury reports a fee as paid, where one is due."""
        payment = Payment.objects.filter(part=part, paid_at=None).first()
        if payment is None:
            return
        folder = Path(settings.HOME) / "payments" / "paid"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{payment.reference}.json").write_text(json.dumps({"reference": payment.reference, "receipt": "TR-1", "amount": payment.amount}))
        take_reports(self.now)

    def kind(self, part: Part) -> Any:
        from gongban.delivery.applications.public import type_of

        return type_of(part, self.now)

    def parts(self, application: Application) -> dict[str, Part]:
        return latest_parts(application)


def typed(kind: Any, part: Part) -> dict[str, str]:
    """What the official writes into the licence where the form does not say it."""
    known, said = declarations(), fields_for(kind, part) if kind else {}
    left = [each for each in kind.fields if each.code not in said] if kind else []
    return {each.code: str(plain(known[each.fact])).lower() if each.fact else "按申请核定" for each in left}


def other_answers(asked: Declaration) -> list[Any]:
    """What else may be answered, when a rule refuses the plain answer."""
    fact = asked.fact
    if fact.kind is Kind.BOOLEAN:
        return [False]
    if fact.kind is Kind.CHOICE:
        return [each.code for each in fact.options[1:]]
    if fact.kind in (Kind.INTEGER, Kind.MONEY):
        return [each for each in (2, 3, 4, 6, 10, 30, 80, 200, 1_000, 50_000, 1_000_000) if fact.least <= each <= fact.most]
    return []


def plain(asked: Declaration) -> Any:
    """An answer that fits a question, whatever it asks."""
    fact = asked.fact
    match fact.kind:
        case Kind.BOOLEAN:
            return True
        case Kind.CHOICE:
            return fact.options[0].code
        case Kind.DATE:
            return date(2026, 3, 20).isoformat()
        case Kind.TEXT:
            return "渡口街 8 号"
    return max(fact.least, 1)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def shop(desk: Desk) -> Desk:
    """The restaurant holds its business licence already."""
    issue(BUSINESS, key="JCB0:granted", by=desk.cast.system, at=NOW)
    return desk
