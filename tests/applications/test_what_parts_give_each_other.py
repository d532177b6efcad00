"""What one part does for another: a part that waits begins once the result it waits for is there, and a licence issued in between goes on inside (内部流转)."""

from __future__ import annotations

from typing import Any

import pytest

from gongban.delivery.applications.public import Application, Part, apply_again, filling
from gongban.delivery.licences.public import LicenceType, Share, look_by_consent
from gongban.kernel.errors import Refusal
from tests.applications.conftest import LARGE, NOW, Desk

FIRST, NEXT = "licence", "invoices"  # 企业开办：先执照，后发票 · starting an enterprise: the licence first, then the invoices
COMPANY: dict[str, Any] = {"hires_now": False}


def started(shop: Desk, **said: Any) -> tuple[Application, dict[str, Part]]:
    made = shop.apply("start-enterprise", {**COMPANY, **said})
    return made, shop.parts(made)


def test_a_part_that_waits_for_a_licence_begins_when_it_is_issued_and_that_is_after_its_fee(shop: Desk) -> None:
    made, parts = started(shop)
    Part.objects.filter(pk=parts[FIRST].pk).update(fee=5000)
    parts[FIRST].refresh_from_db()
    shop.grant(parts[FIRST])
    assert parts[FIRST].matter.state == "awaiting_payment" and shop.parts(made)[NEXT].matter.state == "waiting"
    shop.pay(parts[FIRST])
    assert shop.parts(made)[NEXT].matter.state == "received"


def test_a_part_that_waits_for_a_decision_without_a_licence_begins_with_it_and_the_fee_comes_before_handing_over(shop: Desk) -> None:
    made, parts = started(shop)
    LicenceType.objects.filter(code="business-licence").update(ended=True)
    Part.objects.filter(pk=parts[FIRST].pk).update(fee=5000)
    parts[FIRST].refresh_from_db()
    shop.grant(parts[FIRST])
    assert parts[FIRST].matter.state == "awaiting_payment" and shop.parts(made)[NEXT].matter.state == "received"


def test_a_refused_part_lets_nothing_begin_that_waits_for_it(shop: Desk) -> None:
    made, parts = started(shop)
    shop.review(parts[FIRST])
    shop.act(parts[FIRST], "decide", {"outcome": "refused", "reason": "名称重复"})
    assert shop.parts(made)[NEXT].matter.state == "waiting"
    again = apply_again(parts[FIRST].matter.number, {}, by=shop.cook, at=NOW)
    shop.grant(again)
    assert shop.parts(made)[NEXT].matter.state == "received"


def test_what_another_part_issues_is_asked_of_nobody(desk: Desk) -> None:
    draft = desk.begin("start-enterprise")
    found = desk.fill(draft, COMPANY)
    licence = next(each for each in found.materials if each.planned.licence == "business-licence")
    assert (licence.way, licence.is_missing, licence.planned.made_by) == ("internal", False, FIRST)
    assert found.faults() == []


def test_the_licence_that_was_issued_is_shown_to_the_office_that_waits_for_it_and_to_no_other(shop: Desk) -> None:
    made, parts = started(shop)
    shop.grant(parts[FIRST])
    paper = made.materials.get(made_by=FIRST)
    parts = shop.parts(made)
    assert (paper.given, paper.licence) == ("internal", parts[FIRST].licence)
    share = Share.objects.get(licence=paper.licence, department=parts[NEXT].department_id)
    assert look_by_consent(share.pk, parts[NEXT].matter.number, by=shop.office(parts[NEXT].department_id), at=NOW).pk == paper.licence
    assert not Share.objects.filter(licence=paper.licence).exclude(matter__startswith=made.number).exists()


# ---- 同一份文件再交一次 · the same document once more


@pytest.fixture
def part(shop: Desk) -> Part:
    """A signboard, whose applicant has been asked to mend the first paper."""
    part = shop.parts(shop.apply("signboard", subject="item"))["item"]
    ask(shop, part)
    return part


def paper_of(part: Part) -> Any:
    return part.application.materials.filter(document__isnull=False, replaced_at=None).order_by("key")[0]


def ask(shop: Desk, part: Part) -> None:
    shop.act(part, "ask_correction", {"points": [{"what": "material", "key": paper_of(part).key, "how": "看不清"}]})


def test_the_same_document_given_again_for_a_material_is_the_same_answer(shop: Desk, part: Part) -> None:
    paper = paper_of(part)
    shop.act(part, "correct", {"documents": {paper.key: str(paper.document)}}, by=shop.cook)
    assert part.matter.state == "received" and paper_of(part).pk == paper.pk


def test_an_earlier_document_comes_back_and_stands_there_once(shop: Desk, part: Part) -> None:
    first = paper_of(part)
    shop.act(part, "correct", {"documents": {first.key: shop.paper()}}, by=shop.cook)
    ask(shop, part)
    shop.act(part, "correct", {"documents": {first.key: str(first.document)}}, by=shop.cook)
    assert [paper_of(part).document] == [first.document] == list(part.application.materials.filter(key=first.key, replaced_at=None).values_list("document", flat=True))


def test_the_same_document_with_a_new_attempt_is_taken_and_an_unknown_material_is_named(shop: Desk, part: Part) -> None:
    paper = paper_of(part)
    shop.act(part, "terminate", {"reason": "other", "text": "演示"})
    with pytest.raises(Refusal, match=r"application\.unknown_material"):
        apply_again(part.matter.number, {"documents": {"no-such": shop.paper()}}, by=shop.cook, at=NOW)
    again = apply_again(part.matter.number, {"documents": {paper.key: str(paper.document)}}, by=shop.cook, at=NOW)
    assert paper_of(again).pk == paper.pk


def test_filling_in_with_the_same_document_twice_keeps_one(shop: Desk) -> None:
    from gongban.delivery.applications.public import attach

    draft = shop.begin("restaurant")
    shop.fill(draft, LARGE)
    paper = draft.materials.filter(document__isnull=False)[0]
    attach(draft.pk, {"key": paper.key, "document": str(paper.document)}, by=shop.cook, at=NOW)
    assert draft.materials.filter(key=paper.key).count() == 1 and filling(draft, at=NOW).faults() == []
