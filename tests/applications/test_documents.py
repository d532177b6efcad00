"""Papers of an application: only one's own are taken, they stay as long as something names them, and every look of an office is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongban.delivery.applications.public import (
    Application,
    Material,
    abandon,
    attach,
    detach,
    looks_at_materials,
    open_material,
    past_materials,
)
from gongban.foundation.files.public import Document, forget_unclaimed, read_document
from gongban.foundation.journal.public import Event
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from tests.applications.conftest import LARGE, PAPER, Desk


def uploaded(application: Application) -> list[Material]:
    return list(application.materials.filter(document__isnull=False))


def may_open(material: Material, by: Actor, desk: Desk) -> bool:
    try:
        open_material(material.pk, by=by, at=desk.now)
    except NotFound:
        return False
    return True


def test_a_paper_that_somebody_else_uploaded_is_not_taken(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    key = shop.fill(draft, LARGE).materials[0].key
    with pytest.raises(NotFound):
        attach(draft.pk, {"key": key, "document": shop.paper(shop.cast.chen)}, by=shop.cook, at=shop.now)


def test_what_a_draft_holds_is_no_stray_and_goes_when_it_is_taken_back_replaced_or_given_up(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    shop.fill(draft, LARGE)
    first, second, *_more = uploaded(draft)
    forget_unclaimed(shop.now + timedelta(days=9))
    assert Document.objects.filter(pk=first.document).exists()
    detach(draft.pk, first.key, by=shop.cook, at=shop.now)
    attach(draft.pk, {"key": second.key, "document": shop.paper()}, by=shop.cook, at=shop.now)
    assert not Document.objects.filter(pk__in=[first.document, second.document]).exists()
    kept = [each.document for each in uploaded(draft)]
    abandon(draft.pk, by=shop.cook, at=shop.now)
    assert kept and not Document.objects.filter(pk__in=kept).exists()


def test_the_applicant_and_the_offices_that_need_it_read_a_paper_and_nobody_else(shop: Desk) -> None:
    made = shop.apply("restaurant", LARGE)
    parts = shop.parts(made)
    material = next(each for each in uploaded(made) if len({parts[code].department_id for code in each.parts}) < len({part.department_id for part in parts.values()}))
    needed = {parts[code].department_id for code in material.parts}
    others = {part.department_id for part in parts.values()} - needed
    assert read_document(open_material(material.pk, by=shop.cook, at=shop.now)[1]) == PAPER
    seen = {code: may_open(material, shop.office(code), shop) for code in needed | others}
    assert seen == {**dict.fromkeys(needed, True), **dict.fromkeys(others, False)}
    assert not any(may_open(material, who, shop) for who in (shop.cast.chen, shop.cast.handler, shop.cast.supervisor, shop.cast.chief, shop.cast.anonymous))


def test_every_look_of_an_office_is_in_the_journal_and_told_to_the_applicant_whose_own_is_not(shop: Desk) -> None:
    made = shop.apply("restaurant", LARGE)
    material = uploaded(made)[0]
    part = shop.parts(made)[material.parts[0]]
    open_material(material.pk, by=shop.cook, at=shop.now)
    open_material(material.pk, by=shop.office(part.department_id), at=shop.now)
    assert Event.objects.filter(kind="material_looked").count() == 1
    [look] = looks_at_materials(shop.cook)
    assert (look.material.pk, look.part.department_id) == (material.pk, part.department_id)
    assert list(looks_at_materials(shop.cast.chen)) == []


def test_a_paper_handed_in_before_is_used_again_and_stays_when_the_new_draft_is_given_up(shop: Desk) -> None:
    made = shop.apply("restaurant", LARGE)
    [former, *_more] = past_materials(shop.cook)
    draft = shop.begin("restaurant")
    shop.fill(draft, LARGE)
    again = attach(draft.pk, {"key": former.key, "kept": str(former.pk)}, by=shop.cook, at=shop.now)
    assert (again.given, again.document) == ("kept", former.document)
    abandon(draft.pk, by=shop.cook, at=shop.now)
    assert {each.document for each in uploaded(made)} <= set(Document.objects.values_list("pk", flat=True))
    with pytest.raises(NotFound):
        attach(shop.begin("restaurant", shop.cast.chen).pk, {"key": former.key, "kept": str(former.pk)}, by=shop.cast.chen, at=shop.now)


@pytest.mark.django_db(transaction=True)
def test_an_office_opens_a_paper_where_no_transaction_is_open_yet(shop: Desk) -> None:
    """As in a running city: a page that only reads opens none."""
    made = shop.apply("restaurant", LARGE)
    material = uploaded(made)[0]
    part = shop.parts(made)[material.parts[0]]
    assert read_document(open_material(material.pk, by=shop.office(part.department_id), at=shop.now)[1]) == PAPER
    assert Event.objects.filter(kind="material_looked").count() == 1
