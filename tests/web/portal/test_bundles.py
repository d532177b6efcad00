"""Life events and trades on the portal: one guide, few questions, one exact list; personal answers never stand in an address."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from gongban.foundation.people.jobs import forget_what_is_over
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RESTAURANT = "/bundles/restaurant/questions/"


def shown(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


class Walk:
    """Somebody who answers what is asked, until nothing more is asked; personal questions are posted."""

    def __init__(self, answers: dict[str, str], here: str = RESTAURANT) -> None:
        self.client, self.path, self.asked = Client(), here, list[str]()
        while (name := self.question()) and len(self.asked) < 40:
            self.asked.append(name)
            self.answer(name, answers.get(name, "no"))
        self.page = shown(self.path, self.client)

    def question(self) -> str:
        page = shown(self.path, self.client)
        if 'name="chosen"' in page:
            return "wishes"
        found = re.search(r'type="submit" name="([a-z0-9_]+)" value="\?"', page)
        return found[1] if found else ""

    def answer(self, name: str, text: str) -> None:
        base, _, query = self.path.partition("?")
        if name == "wishes":
            self.path = f"{base}?{query}&chosen=1&{urlencode([('wants', each) for each in text.split() if each != 'no'])}"
        elif 'method="post"' in shown(self.path, self.client).split('class="question"')[1].split(">")[0]:
            self.path = self.client.post(self.path, {name: text}).headers["Location"]
        else:
            self.path = f"{base}?{query}&{urlencode({name: text})}"

    def part(self, title: str) -> str:
        """What stands under a heading, up to the next list's end."""
        found = re.search(rf"<h3>\s*{title}.*?</ul>", self.page, re.S)
        return found[0] if found else ""


# ---- 清单 · the lists


def test_life_events_are_listed_for_people_and_for_enterprises_with_their_stage(cast: Cast) -> None:
    page = shown("/bundles/")
    assert page.index("新生儿出生一件事") < page.index("退休一件事") < page.index("开办餐饮店一件事")
    people = shown("/bundles/?audience=person")
    assert "退休一件事" in people and "开办餐饮店一件事" not in people
    assert shown("/bundles/?audience=nonsense").count("card is-link") == page.count("card is-link")


def test_thirteen_trades_are_listed(cast: Cast) -> None:
    page = shown("/trades/")
    assert page.count("card is-link") == 13
    for name in ("药店", "书店", "医疗美容诊所", "便利店", "餐饮店"):
        assert name in page


def test_the_front_page_and_the_services_lead_there(cast: Cast) -> None:
    for path in ("/", "/services/"):
        page = shown(path)
        assert 'href="/bundles/"' in page and 'href="/trades/"' in page


# ---- 指南 · the guide


def test_the_guide_says_who_decides_each_part_what_waits_for_what_and_how_much_less_it_is(cast: Cast) -> None:
    page = shown("/bundles/restaurant/")
    assert "江城市消防救援支队决定" in page and "要等：营业执照信息核验" in page
    assert "改革前 36" in page and "答几个问题，得到我的清单" in page
    assert "消防安全检查（先承诺，后核查）" in page and "谁可以走：" in page


def test_a_trade_names_its_conditions_once_with_the_permits_that_ask_for_them(cast: Cast) -> None:
    page = shown("/trades/pharmacy-trade/")
    headings = re.findall(r"<h3>(.*?)</h3>", page)
    assert headings[:5] == ["场所", "设备", "资金", "人员", "管理制度"]
    assert page.count("有质量管理人员</li>") + page.count("有质量管理人员<p") == 1
    assert "药店行业综合许可证" in page and "哪张证要求：药品经营许可（零售）" in page


def test_the_guide_of_an_item_leads_to_the_bundles_in_which_it_is(cast: Cast) -> None:
    page = shown("/services/signboard/")
    assert "开办餐饮店一件事" in page and 'href="/trades/pharmacy-trade/"' in page
    assert "可以和别的一起办" not in shown("/services/passport/")


@pytest.mark.parametrize("path", ["/bundles/no-such/", "/trades/restaurant/", "/bundles/pharmacy-trade/", "/bundles/restaurant/?version=99", "/bundles/restaurant/?version=x", "/bundles/no-such/questions/"])
def test_what_there_is_not_is_not_found(cast: Cast, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_pages_are_english_for_those_who_read_english(cast: Cast) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    for path in ("/bundles/", "/trades/", "/bundles/restaurant/", "/trades/hotel/", f"{RESTAURANT}?shop_area=800", "/bundles/retirement/questions/"):
        page = shown(path, client)
        foreign = re.compile(r'<(\w+) lang="zh-CN">.*?</\1>', re.S)
        left = re.sub("共办|江城|中文", "", re.sub("<[^>]+>", " ", foreign.sub("", page)))
        assert not re.findall("[\u4e00-\u9fff]+", left), path


# ---- 问答 · the questions

SMALL = {"shop_area": "60", "seats": "20", "open_fire": "yes"}
LARGE = {"shop_area": "800", "outdoor_sign": "yes", "open_fire": "yes", "raw_food": "yes", "uses_gas": "yes", "sign_area_sqm": "12", "daily_drain_tonnes": "60", "premises": "rented"}


def test_a_small_shop_and_a_large_restaurant_get_two_different_exact_lists(cast: Cast) -> None:
    small, large = Walk(SMALL), Walk(LARGE)
    for walk in (small, large):
        assert "问完了，这就是您的清单" in walk.page and "还要看您的回答" not in walk.page
        assert len(walk.asked) == len(set(walk.asked)) <= 17
    assert "食品小经营许可" in small.part("接着办") and "食品经营许可（新办）" in large.part("接着办")
    assert "消防" not in small.part("要带的") and "消防安全制度" in large.part("要带的")
    assert len(re.findall("<li>", small.part("要带的"))) < len(re.findall("<li>", large.part("要带的")))
    assert "户外招牌设置备案" in large.page and "您走这条" in large.page


def test_a_paper_that_several_parts_use_is_named_once_and_says_so(cast: Cast) -> None:
    page = Walk(LARGE).page
    listed = page[page.index("要交的材料") :]
    assert listed.count("<b>场所平面和设备布局图</b>") == 1 and listed.count("<b>营业执照</b>") == 1
    assert "用在：食品经营许可（新办）、消防安全检查（先检查，后开业）" in listed


def test_the_only_open_way_is_taken_and_the_reason_is_told(cast: Cast) -> None:
    walk = Walk({**LARGE, "on_dishonesty_list": "yes"})
    assert "by_commitment" not in walk.asked and "照您的情况只有一条路，不用选" in walk.page and "因为：列入严重失信名单：是" in walk.page


def test_what_one_part_issues_and_another_needs_is_passed_on_inside(cast: Cast) -> None:
    page = Walk({"shop_area": "600", "outdoor_sign": "no", "serves_meals": "no", "by_commitment": "no"}, "/trades/hotel/questions/").page
    assert "由“消防安全检查（先检查，后开业）”办出，我们自己转，不用您交" in page


def test_optional_parts_are_ticked_all_at_once(cast: Cast) -> None:
    walk = Walk({"wishes": "card", "reached_retirement_age": "yes", "contribution_years": "30"}, "/bundles/retirement/questions/")
    assert walk.asked[0] == "wishes" and walk.asked.count("wishes") == 1
    assert "换一张能领养老金的社保卡" in walk.part("一起开始") and "异地就医备案" in walk.page.split("您不用办的")[1]


# ---- 个人信息不进网址 · what is personal stays out of the address


def test_a_personal_answer_is_posted_kept_sealed_and_stands_in_no_address(cast: Cast) -> None:
    walk = Walk({"wishes": "", "disabled": "yes", "low_income": "yes", "residence": "registered"}, "/bundles/disability/questions/")
    assert "disabled" in walk.asked and "disabled=" not in walk.path and "residence=" not in walk.path
    assert "问完了" in walk.page and "持有残疾人证" in walk.page.split("您的回答")[1]
    stored = [row.get_decoded() for row in Session.objects.all()]
    assert any("answers" in each for each in stored) and "registered" not in str(stored)


def test_a_personal_answer_in_an_address_is_not_taken(cast: Cast) -> None:
    assert "还没有回答" in shown("/services/disability-allowance/questions/?disabled=yes")


def test_a_kept_answer_can_be_changed_and_all_of_them_forgotten(cast: Cast) -> None:
    client, here = Client(), "/services/disability-allowance/questions/"
    client.post(here, {"disabled": "yes"})
    page = shown(here, client)
    assert 'name="drop" value="disabled"' in page
    client.post(here, {"drop": "disabled"})
    assert "还没有回答" in shown(here, client)
    client.post(here, {"disabled": "yes"})
    client.post(here, {"again": "1"})
    assert "还没有回答" in shown(here, client)


def test_a_personal_answer_that_cannot_be_read_is_asked_once_more(cast: Cast) -> None:
    client, here = Client(), "/services/disability-allowance/questions/"
    answer = client.post(here, {"disabled": "也许"})
    page = shown(answer.headers["Location"], client)
    assert "也许" not in answer.headers["Location"] and 'name="disabled"' in page


def test_kept_answers_run_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, here = Client(), "/services/disability-allowance/questions/"
    client.post(here, {"disabled": "yes"})
    monkeypatch.setattr("gongban.web.site.guides.private.time.time", lambda: __import__("time").monotonic() + 10**10)
    assert "还没有回答" in shown(here, client)
    assert all("answers" not in row.get_decoded() for row in Session.objects.all())


def test_a_session_that_is_over_is_deleted_in_the_night_with_what_it_held(cast: Cast) -> None:
    client, here = Client(), "/services/disability-allowance/questions/"
    client.post(here, {"disabled": "yes"})
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    forget_what_is_over(0)
    assert not Session.objects.exists()


def test_posting_rubbish_does_no_harm(cast: Cast) -> None:
    rubbish: list[dict[str, Any]] = [{}, {"nonsense": "x"}, {"today": "2020-01-01"}, {"drop": "nonsense"}, {"shop_area": "<script>"}, {"district": "x"}]
    for given in rubbish:
        answer = Client().post(RESTAURANT, given)
        assert answer.status_code == 302 and answer.headers["Location"].startswith(RESTAURANT)
        assert "<script>" not in shown(answer.headers["Location"]).split("</head>")[1].replace("<script src", "")


def test_pages_cost_the_database_little(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for path, most in (("/bundles/", 12), ("/bundles/restaurant/", 14), (RESTAURANT, 12)):
        Client().get(path)
        with django_assert_max_num_queries(most):
            Client().get(path)
