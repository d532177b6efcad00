"""Items for tests: whole elements to be changed, and a draft brought to publication by two people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongban.design.catalogue.public import (
    Drafting,
    Elements,
    Guide,
    Publishing,
    Submission,
    change_item,
    draft_item,
    guide,
    publish,
    submit_draft,
)
from gongban.kernel.errors import NotFound
from tests.cast import Cast

CODE = "11990100MB000110XE3990190001001"  # an invented body of the sample city
SHOP: dict[str, Any] = {
    "name": {"zh": "小店开业登记", "en": "Opening a small shop"}, "main_name": {"zh": "开店", "en": "Opening shops"}, "type": "01", "objects": ["1", "2"],
    "forms": ["1", "2"], "promised_limit": {"amount": 10}, "legal_limit": {"amount": 20}, "visits": 2, "fees": [{"name": "工本费", "amount": 1000}],
    "requirements": ["有经营场所", "符合卫生要求"], "steps": [{"name": name} for name in ("受理", "审查", "踏勘", "决定")],
    "situations": [{"code": "food", "name": {"zh": "卖吃的", "en": "Selling food"}, "condition": "serves_meals"}],
    "materials": [
        {"code": "form", "name": {"zh": "申请表", "en": "Application form"}, "source": "form"},
        {"code": "lease", "name": {"zh": "租赁合同", "en": "Lease"}},
        {"code": "plan", "name": {"zh": "平面图", "en": "Floor plan"}, "need": "conditional", "condition": "shop_area > 300"},
        {"code": "health", "name": {"zh": "健康证明", "en": "Health certificate"}, "need": "conditional", "situations": ["food"], "condition": "shop_area > 50"},
    ],
}  # fmt: skip
SHOP["requirements"] = [{"text": text} for text in SHOP["requirements"]]


def shop(**changes: Any) -> Elements:
    """The elements of the shop, some of them changed."""
    return Elements.model_validate(SHOP | changes)


def drafting(code: str = CODE, **changes: Any) -> Drafting:
    """The shop as an editor gives it; keys that are no elements go to the draft itself."""
    own = {name: changes.pop(name) for name in list(changes) if name in Drafting.model_fields}
    return Drafting.model_validate({"code": code, "department": "shichang", "elements": shop(**changes), **own})


@pytest.fixture
def published(cast: Cast) -> Callable[..., Guide]:
    """Write the shop (changed), submit it, let another person publish it; the guide as it is in force then."""

    def run(code: str = CODE, **changes: Any) -> Guide:
        given = drafting(code, **changes)
        try:
            change_item(given, by=cast.editor, at=cast.later())
        except NotFound:
            draft_item(given, by=cast.editor, at=cast.later())
        submit_draft(Submission(note="改一改"), by=cast.editor, at=cast.later())
        publish(Publishing(), by=cast.publisher, at=cast.later())
        return guide(code, at=cast.later(), district=(given.pilot or [given.district])[0])

    return run
