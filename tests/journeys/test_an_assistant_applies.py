"""An assistant applies under a mandate that is withdrawn in the middle: begun at the desk, seen by the person, over in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gongban.delivery.applications.public import Application
from gongban.delivery.assistance.public import Mandate, give
from tests.cast import Cast
from tests.conftest import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mandate(cast: Cast, live_server: Any) -> Mandate:
    """Chen lets the city's assistant act for her in her social card."""
    until: date = (timezone.now() + timedelta(days=30)).date()
    return give({"kind": "act", "assistant": "fu.bangban", "items": ["social-card"], "until": until}, by=cast.chen, at=timezone.now())


def test_an_assistant_applies_under_a_mandate_that_is_withdrawn_in_the_middle(
    mandate: Mandate, signed_in: Callable[..., Page], axe: Callable[[Page], None], cast: Cast
) -> None:
    helper, chen = signed_in("fu.bangban"), signed_in("chenxiaoyu", PHONE)
    helper.goto("/desk/assistance/mandates/")
    axe(helper)
    helper.get_by_role("button", name="代为申请").first.click()
    helper.wait_for_url("**/desk/counter/**")
    axe(helper)
    draft = Application.objects.get(mandate=mandate.pk)
    assert draft.account == cast.account(cast.chen) and helper.get_by_text("陈晓雨").first.is_visible()

    chen.goto("/me/mandates/")
    axe(chen)
    chen.on("dialog", lambda dialog: dialog.accept())
    chen.locator(f"form[action*='{mandate.pk}/revoke/'] button").first.click()
    chen.wait_for_load_state()
    mandate.refresh_from_db()
    assert mandate.state == "revoked"

    gone = helper.goto(f"/desk/counter/{draft.pk}/")
    assert gone is not None and gone.status == 404
    helper.goto("/desk/assistance/mandates/")
    assert helper.get_by_role("button", name="代为申请").count() == 0
