"""What the tests of licences share: a restaurant's permit, a woman's identity card, and who issues them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongban.delivery.licences.public import Licence, act, issue
from gongban.kernel.actors import Actor
from tests.cast import MONDAY, Cast, actor

SHOP = "92990102MA0000203U"
CHEN_NUMBER = "990101199104120026"
PERMIT: dict[str, Any] = {
    "type": "food-permit", "holder_name": "江城市临江区老渡口餐饮店", "holder_number": SHOP,
    "fields": {"address": "临江区渡口街 8 号", "projects": "热食类食品制售", "manager": "何渡生"},
}  # fmt: skip
CARD: dict[str, Any] = {
    "type": "identity-card", "holder_name": "陈晓雨", "holder_number": CHEN_NUMBER,
    "fields": {"born": "1991-04-12", "sex": "female", "address": "望川区长桥街道听雨路 3 号"},
}  # fmt: skip


class Offices:
    """Who issues, who heads, who has nothing to do with it, and whose the licences are."""

    @property
    def market(self) -> Actor:
        """A reviewer of the market bureau, which issues food permits."""
        return actor("shang.chengxin")

    @property
    def clerk(self) -> Actor:
        """A handler there, who neither issues nor revokes."""
        return actor("sun.gongping")

    @property
    def police(self) -> Actor:
        return actor("yue.shouzhi")

    @property
    def health(self) -> Actor:
        return actor("kang.yongjian")

    @property
    def cook(self) -> Actor:
        """Who runs the restaurant, acting for it."""
        return actor("hedusheng", "web", SHOP)


@pytest.fixture
def offices(cast: Cast) -> Offices:
    return Offices()


@pytest.fixture
def permit(offices: Offices) -> Licence:
    return issue(PERMIT, key="JCB1:granted", by=offices.market, at=MONDAY)


@pytest.fixture
def card(offices: Offices) -> Licence:
    return issue(CARD, key="JCB2:granted", by=offices.police, at=MONDAY)


GIVEN: dict[str, dict[str, Any]] = {
    "change": {"fields": {"address": "临江区渡口街 9 号"}, "text": "搬迁"},
    "renew": {"until": date(2032, 3, 1)},
    "suspend": {"text": "后厨整改"},
    "resume": {"text": "整改完成"},
    "annul": {"reason": "fraud", "document": "江市监撤〔2026〕1号", "text": "提交虚假材料"},
    "withdraw": {"reason": "law_changed", "document": "江市监回〔2026〕1号", "text": "规章修改，按规定补偿"},
    "revoke": {"document": "江市监罚〔2026〕1号", "text": "使用过期食品原料"},
    "cancel": {"reason": "holder_wishes"},
    "expire": {},
}  # fmt: skip


@pytest.fixture
def take(offices: Offices) -> Callable[..., Licence]:
    """Take an act with input that fits, as a reviewer of the market bureau unless said otherwise."""

    def run(licence: Licence, action: str, by: Actor | None = None, **given: Any) -> Licence:
        found = act(licence.pk, action, {**GIVEN[action], **given}, by=by or offices.market, at=MONDAY)
        licence.refresh_from_db()
        return found

    return run
