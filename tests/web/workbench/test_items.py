"""The editor of items: an official who does not program writes, checks, previews, submits; another one publishes or returns."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.design.catalogue.public import Item, ItemVersion, desk_item, draft, guide
from gongban.kernel.actors import Actor
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LINJIANG = "990102000000"


class Desk:
    """Somebody at the desk: pages as text, forms sent as a browser does."""

    def __init__(self, cast: Cast, who: Actor) -> None:
        self.client, self.cast = Client(), cast
        self.client.force_login(cast.account(who), backend=BACKEND)

    def get(self, path: str, status: int = 200, **query: str) -> str:
        answer = self.client.get(path, query)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()

    def post(self, path: str, status: int = 302, **given: Any) -> str:
        answer = self.client.post(path, given)
        assert answer.status_code == status, (path, answer.status_code, plain(answer.content.decode())[:2000])
        return answer.headers.get("Location", "") if status == 302 else answer.content.decode()


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def mu(cast: Cast) -> Desk:
    """Mu Bianlu, who writes the catalogue."""
    return Desk(cast, cast.editor)


@pytest.fixture
def ding(cast: Cast) -> Desk:
    """Ding Fabu, who publishes it."""
    return Desk(cast, cast.publisher)


@pytest.fixture
def truck(mu: Desk) -> str:
    """A new item in the draft; the address of its page."""
    return mu.post("/desk/items/new/", name_zh="流动餐车备案", name_en="Food trucks", department="shichang", type="20", code="", slug="food-truck")


def elements(mu: Desk, page: str) -> Any:
    return desk_item(page.split("/")[3], by=mu.cast.editor, at=mu.cast.now).guide.elements  # type: ignore[arg-type]


MATERIAL = {"name_zh": "食品安全承诺书", "need": "conditional", "source": "applicant", "originals": "1", "copies": "0", "paper": "either"}


def test_an_item_is_begun_with_few_words_and_gets_a_local_code(mu: Desk, truck: str) -> None:
    item = Item.objects.get(slug="food-truck")
    assert truck == f"/desk/items/{item.pk}/" and re.fullmatch(r"L[0-9A-F]{10}", item.code)
    shown = plain(mu.get(truck))
    assert "流动餐车备案" in shown and "还没发布过" in shown and "还没写的 设定依据" in shown.replace("  ", " ")


def test_what_a_new_item_lacks_is_said_at_the_field(mu: Desk) -> None:
    assert "这个字段是必填项" in mu.post("/desk/items/new/", 422, name_zh="", department="shichang", type="20")
    code = Item.objects.get(slug="marriage").code
    assert "已有事项" in mu.post("/desk/items/new/", 422, name_zh="结婚", department="minzheng", type="20", code=code)


def test_a_section_is_saved_by_itself_and_taken_back(mu: Desk, truck: str) -> None:
    ways = {"forms": ["1", "2"], "visits": "1", "nearby": "on", "url": "", "mobile_url": ""}
    assert mu.post(f"{truck}parts/ways/", **ways) == f"{truck}#ways"
    said = elements(mu, truck)
    assert (said.forms, said.visits, said.nearby, said.kiosk) == (("1", "2"), 1, True, False)
    page = mu.get(truck)
    assert "上一步：" in page and "改了怎样办" in page
    mu.post(f"{truck}undo/")
    assert elements(mu, truck).visits is None


WRONG = [  # section, what is sent, sentence
    ("limits", {"legal_limit_amount": "5", "legal_limit_unit": "working_days", "promised_limit_amount": "9", "promised_limit_unit": "working_days", "handling": "2"}, "承诺时限不能长于法定时限"),
    ("basics", {"name_zh": "", "type": "20"}, "这个字段是必填项"),
    ("ways", {"visits": "-3"}, "确保该值大于或等于"),
]


@pytest.mark.parametrize(("key", "given", "sentence"), WRONG)
def test_a_mistake_is_told_at_its_field_and_nothing_is_saved(mu: Desk, truck: str, key: str, given: dict[str, str], sentence: str) -> None:
    before = elements(mu, truck)
    assert sentence in mu.post(f"{truck}parts/{key}/", 422, **given)
    assert elements(mu, truck) == before


def test_every_section_shows_what_was_written_in_it_and_saves_it_unchanged(mu: Desk) -> None:
    for slug in ("food-permit", "real-estate-transfer", "household-move"):
        item = Item.objects.get(slug=slug, district="")
        page = f"/desk/items/{item.pk}/"
        before = desk_item(item.pk, by=mu.cast.editor, at=mu.cast.now).guide.elements
        for key in ("basics", "bodies", "limits", "ways", "contact"):
            mu.post(f"{page}parts/{key}/", **sent(mu.get(f"{page}parts/{key}/")))
        for key in ("requirements", "situations", "materials", "steps", "fees", "outcomes", "places", "bases", "faqs"):
            for place in range(1, len(getattr(before, key)) + 1):
                mu.post(f"{page}parts/{key}/{place}/", **sent(mu.get(f"{page}parts/{key}/{place}/")))
        after = desk_item(item.pk, by=mu.cast.editor, at=mu.cast.now).guide.elements
        assert [name for name in type(before).model_fields if getattr(after, name) != getattr(before, name)] == []


def sent(page: str) -> dict[str, Any]:
    """What a browser would send of the page's main form, as it stands."""
    form = max(re.findall(r"<form[^>]*>.*?</form>", page, re.S), key=len)
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value, kind = (re.search(rf'\b{part}="([^"]*)"', tag) for part in ("name", "value", "type"))
        if name and (not kind or kind[1] not in ("checkbox", "radio") or " checked" in tag):
            found.setdefault(name[1], []).append(unescaped(value[1]) if value else "on" if kind and kind[1] == "checkbox" else "")
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = [unescaped(inner).removeprefix("\n")]
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', inner)
        found[name] = [unescaped(chosen[1])] if chosen else [""]
    return found


def unescaped(text: str) -> str:
    for sign, written in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"), ("&", "&amp;")):
        text = text.replace(written, sign)
    return text


def test_rows_are_added_moved_deleted_and_each_is_undone(mu: Desk, truck: str) -> None:
    for name in ("申请表", "承诺书", "照片"):
        mu.post(f"{truck}parts/materials/new/", **MATERIAL | {"name_zh": name})
    assert [(each.code, each.name.zh) for each in elements(mu, truck).materials] == [("m01", "申请表"), ("m02", "承诺书"), ("m03", "照片")]
    mu.post(f"{truck}parts/materials/3/up/")
    mu.post(f"{truck}parts/materials/1/delete/")
    assert [each.name.zh for each in elements(mu, truck).materials] == ["照片", "承诺书"]
    assert "删除了申请材料“申请表”" in mu.get(f"{truck}parts/materials/")
    mu.post(f"{truck}undo/", back="materials")
    mu.post(f"{truck}undo/", back="materials")
    assert [each.name.zh for each in elements(mu, truck).materials] == ["申请表", "承诺书", "照片"]
    for path in ("parts/materials/9/", "parts/nonsense/", "parts/ways/1/"):
        mu.get(f"{truck}{path}", 404)
    assert mu.post(f"{truck}parts/materials/9/up/", 404) and mu.post(f"{truck}parts/materials/1/sideways/", 404)


# ---- 条件 · conditions


def test_the_form_is_put_together_from_declared_facts(mu: Desk, truck: str) -> None:
    page = mu.get(f"{truck}parts/fields/new/")
    assert "店名或单位名称" in page and ">小餐饮<" not in page.split('name="c_fact"')[0], "what is reckoned is not filled in"
    mu.post(f"{truck}parts/fields/new/", fact="shop_name", hint_zh="招牌上的名字")
    mu.post(f"{truck}parts/fields/new/", fact="seats", condition="serves_meals", optional="on")
    assert [(each.fact, each.condition, each.optional) for each in elements(mu, truck).fields] == [("shop_name", "", False), ("seats", "serves_meals", True)]
    assert "已经在表里了" in mu.post(f"{truck}parts/fields/new/", 422, fact="seats")
    assert "餐位" in mu.get(f"{truck}preview/") and "店名或单位名称" in mu.get(f"{truck}parts/fields/")


def test_a_condition_is_put_together_without_writing_it_also_without_a_script(mu: Desk, truck: str) -> None:
    page = f"{truck}parts/materials/new/"
    chosen = mu.post(page, 200, **MATERIAL, condition="", c_fact="shop_area", c_do="choose")
    assert "多于" in chosen and "平方米" in chosen and "食品安全承诺书" in chosen
    added = mu.post(page, 200, **MATERIAL, condition="", c_fact="shop_area", c_sign=">", c_value="300", c_do="add")
    assert ">shop_area &gt; 300</textarea>" in added and "店面面积多于 300 平方米" in added
    both = mu.post(page, 200, **MATERIAL, condition="shop_area > 300", c_fact="premises", c_sign="in", c_value=["rented", "home"], c_join="OR", c_do="add")
    assert "shop_area &gt; 300 OR premises IN (&#x27;rented&#x27;, &#x27;home&#x27;)" in both and "或者" in both
    assert ">shop_area &gt; 300</textarea>" in mu.post(page, 200, **MATERIAL, condition="shop_area > 300 OR chain", c_do="drop-2")
    assert elements(mu, truck).materials == ()
    mu.post(page, **MATERIAL, condition="shop_area > 300 OR chain")
    assert elements(mu, truck).materials[0].condition == "shop_area > 300 OR chain"


CLAUSES = [  # fact, sign, values, text
    ("shop_area", "<=", "1,200", "shop_area &lt;= 1200"), ("capital", ">=", "500000", "capital &gt;= yuan(500000)"), ("capital", "<", "12.5", "capital &lt; yuan(12.50)"),
    ("chain", "no", "", "NOT chain"), ("founded", "<", "2024-01-01", "founded &lt; DATE &#x27;2024-01-01&#x27;"), ("premises", "not_in", "rented", "premises &lt;&gt; &#x27;rented&#x27;"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "sign", "value", "text"), CLAUSES)
def test_every_kind_of_fact_can_be_compared(mu: Desk, fact: str, sign: str, value: str, text: str) -> None:
    shown = mu.post("/desk/items/conditions/", 200, condition="", c_fact=fact, c_sign=sign, c_value=value, c_do="add")
    assert f">{text}</textarea>" in shown and "平台读作" in shown


@pytest.mark.parametrize(("fact", "sign", "value"), [("shop_area", ">", "很多"), ("founded", ">", "去年"), ("premises", "in", "castle"), ("capital", ">", "NaN万"), ("moon", ">", "1"), ("chain", ">", "1"), ("shop_area", ">", "")])
def test_a_clause_that_is_not_whole_is_not_added_and_one_is_told(mu: Desk, fact: str, sign: str, value: str) -> None:
    shown = mu.post("/desk/items/conditions/", 200, condition="chain", c_fact=fact, c_sign=sign, c_value=value, c_do="add")
    assert "这一条还没有填好" in shown and ">chain</textarea>" in shown


def test_what_was_understood_stands_beside_it_with_an_example_and_the_questions(mu: Desk) -> None:
    shown = plain(mu.post("/desk/items/conditions/", 200, condition="shop_area > 300 OR chain"))
    assert "平台读作： 店面面积多于 300 平方米，或者" in shown
    assert "店面面积 301 平方米" in shown and "店面面积 300 平方米" in shown and "会问群众" in shown


def test_a_mistake_is_shown_where_it_is(mu: Desk) -> None:
    shown = mu.post("/desk/items/conditions/", 200, condition="shop_area > 300 AND moon_phase = 1")
    assert "第 21 个字符" in shown and "没有“moon_phase”这个事实" in shown and "shop_area &gt; 300 AND <mark>m</mark>oon_phase" in shown
    assert "永远不成立" in mu.post("/desk/items/conditions/", 200, condition="shop_area > 300 AND shop_area < 100")
    page = mu.post("/desk/items/conditions/", 200, condition="(" * 50)
    assert "套得太深" in page


def test_a_wrong_condition_is_refused_at_its_field(mu: Desk, truck: str) -> None:
    shown = mu.post(f"{truck}parts/materials/new/", 422, **MATERIAL, condition="moon_phase = 1")
    assert 'id="condition-error"' in shown and elements(mu, truck).materials == ()


# ---- 预览、对照、提交、发布 · preview, compare, submit, publish


def test_the_draft_is_previewed_with_the_pages_that_citizens_read(mu: Desk, truck: str) -> None:
    mu.post(f"{truck}parts/materials/new/", **MATERIAL, condition="shop_area > 300")
    assert "没有条件，就不问" not in mu.get(truck) and "店面多少平方米" in mu.get(truck)
    shown = mu.get(f"{truck}preview/")
    assert "草稿预览" in shown and "店面面积多于 300 平方米" in shown and f'href="{truck}preview/questions/"' in shown
    asked = mu.get(f"{truck}preview/questions/")
    assert "草稿预览" in asked and 'name="shop_area"' in asked
    assert "要带的" in mu.get(f"{truck}preview/questions/", shop_area="301") and "什么也不用带" in mu.get(f"{truck}preview/questions/", shop_area="300")
    Client().get(f"{truck}preview/")
    assert Client().get(f"{truck}preview/").status_code == 302 and Client().get("/services/food-truck/").status_code == 404


def test_faults_are_listed_each_with_a_link_to_its_place_and_stand_in_the_way(mu: Desk, truck: str) -> None:
    mu.post(f"{truck}parts/materials/new/", **MATERIAL, condition="shop_area > 300 AND shop_area < 100")
    draft_page = mu.get("/desk/items/draft/")
    assert f'<a href="{truck}parts/materials/1/">申请材料第 1 条</a>' in draft_page and "永远不成立" in draft_page and "还有毛病" in draft_page
    assert "申请材料第 1 条" in mu.get(truck)
    assert "永远不成立" in mu.post("/desk/items/draft/submit/", 422, note="新事项")
    assert draft(mu.cast.editor).stage == "draft"


def test_a_second_person_reads_the_differences_and_publishes_in_one_district(mu: Desk, ding: Desk) -> None:
    item = Item.objects.get(slug="food-permit", district="")
    page, before = f"/desk/items/{item.pk}/", desk_item(item.pk, by=mu.cast.editor, at=timezone.now()).guide
    rows = len(before.elements.steps)
    mu.post(f"{page}parts/steps/{rows}/delete/")
    mu.post(f"{page}frame/", department="shichang", note="两个环节并成一个")
    mu.post("/desk/items/draft/submit/", note="环节合并")
    assert "您是提交的人" in mu.get("/desk/items/draft/") and mu.post("/desk/items/draft/publish/", 403)
    assert "环节减少 1 个" in ding.get("/desk/items/draft/") and "两个环节并成一个" in ding.get(f"{page}changes/")
    assert re.search(r"环节减少 1 个（\d → \d）", ding.get(f"{page}changes/"))
    ding.post("/desk/items/draft/publish/", pilot=[LINJIANG])
    here, there = guide(item.code, at=timezone.now(), district=LINJIANG), guide(item.code, at=timezone.now())
    assert (here.number, there.number) == ((before.number or 0) + 1, before.number)
    assert "临江区" in ding.get(f"{page}history/")


def test_what_is_returned_tells_the_reason_and_can_be_written_again(mu: Desk, ding: Desk, truck: str) -> None:
    mu.post("/desk/items/draft/submit/", note="新事项")
    assert "草稿已经提交" in mu.get(truck) and mu.post(f"{truck}parts/contact/", 422, consult_zh="打电话")
    assert 'class="badge' in ding.get("/desk/items/")
    ding.post("/desk/items/draft/return/", text="没有写依据")
    assert "没有写依据" in mu.get("/desk/items/draft/") and "没有写依据" in mu.get("/desk/items/")
    mu.post(f"{truck}parts/contact/", consult_zh="12345")
    assert elements(mu, truck).consult.zh == "12345"


def test_versions_and_switches_stand_on_record_and_a_publisher_turns_them(mu: Desk, ding: Desk) -> None:
    item = Item.objects.get(slug="signboard", district="")
    page = f"/desk/items/{item.pk}/history/"
    turned = f"{page}switch/"
    ding.post(turned, number="", setting="off", reason="暂停办理")
    assert "暂停办理" in mu.get(page) and 'name="setting"' not in mu.get(page)
    assert "试点要选区" in ding.post(turned, 422, number="1", setting="piloted", reason="先试")
    ding.post(turned, number="", setting="piloted", districts=[LINJIANG], reason="先在临江试")
    assert "先在临江试" in mu.get(page) and Client().get("/services/signboard/", {"district": LINJIANG}).status_code == 200
    assert mu.post(turned, 403, number="", setting="on", reason="我来开")


def test_an_item_is_ended_or_its_draft_given_up(mu: Desk, truck: str) -> None:
    page = f"/desk/items/{Item.objects.get(slug='signboard', district='').pk}/"
    mu.post(f"{page}leave/end/", text="并入别的事项")
    assert "草稿：取消" in mu.get(page) and "草稿：取消" in mu.get("/desk/items/", state="drafted")
    mu.post(f"{page}leave/drop/")
    assert mu.post(f"{truck}leave/drop/") == "/desk/items/"
    assert not ItemVersion.objects.filter(edition__stage="draft").exists()
    assert mu.post(f"{page}leave/elsewhere/", 404)


def test_who_writes_other_items_reads_only_and_who_writes_none_does_not_enter(cast: Cast) -> None:
    other = Item.objects.get(slug="marriage", district="")
    trade = Desk(cast, cast.trade_editor)
    page = trade.get(f"/desk/items/{other.pk}/")
    assert "您只能看" in page and ">修改<" not in page
    assert "只有本部门" in trade.post(f"/desk/items/{other.pk}/parts/contact/", 422, consult_zh="甲")
    Desk(cast, cast.handler).get("/desk/items/", 403)


def test_the_list_is_filtered_by_its_address(mu: Desk, truck: str) -> None:
    assert "流动餐车备案" in mu.get("/desk/items/", q="餐车") and "食品经营许可" not in mu.get("/desk/items/", q="餐车")
    assert "没有这样的事项" in mu.get("/desk/items/", q="没有的")
    assert plain(mu.get("/desk/items/", state="drafted")).count("草稿里有改动") == 2  # 筛选项和那一行 · the filter and the row


def test_two_who_write_the_same_section_do_not_overwrite_each_other(mu: Desk, truck: str) -> None:
    seen = desk_item(Item.objects.get(slug="food-truck").pk, by=mu.cast.editor, at=mu.cast.now).seen.isoformat()
    mu.post(f"{truck}parts/contact/", consult_zh="12345", seen=seen)
    assert "别人改过这一部分" in mu.post(f"{truck}parts/contact/", 422, consult_zh="12346", seen=seen)
    mu.post(f"{truck}parts/ways/", forms=["1"], seen=seen)


def test_the_pages_are_english_for_those_who_read_english(mu: Desk, truck: str) -> None:
    mu.post(f"{truck}parts/materials/new/", **MATERIAL, condition="shop_area > 300", name_en="Pledge")
    mu.get(truck)  # 中文的提示先看掉 · read what was said in Chinese
    mu.client.cookies["django_language"] = "en"
    for path in ("", "parts/basics/", "parts/limits/", "parts/materials/", "parts/materials/1/", "parts/materials/new/", "frame/", "changes/", "history/", "../draft/", "../", "../new/"):
        text = plain(re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>|<textarea.*?</textarea>', "", mu.get(truck + path if not path.startswith("..") else f"/desk/items/{path[3:]}"), flags=re.S))
        left = re.findall("[\u4e00-\u9fff]+", re.sub("共办|江城|中文|牟编录|流动餐车备案", "", text))
        assert not left, (path, left)
