"""A restaurant from the bundle's page to the one licence on its wall: prefilled, two licences attached, approved by five bureaus side by side, scanned by a guest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from gongban.cli.demo.licences import play_licences
from gongban.delivery.applications.public import Application, Part
from gongban.delivery.licences.public import Licence, Share
from gongban.kernel.city import CityFolder
from tests.applications.conftest import SHOP, Desk
from tests.applications.conftest import desk as desk  # noqa: PLC0414 - a fixture
from tests.cast import Cast
from tests.conftest import DESK, PHONE
from tests.files.papers import pdf
from tests.journeys.test_applying_for_a_restaurant import answer, draft, fill
from tests.standing import CITY

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HELD = ("营业执照", "法定代表人或负责人身份证明")
Axe = Callable[[Page], None]


@pytest.fixture
def official(signed_in: Callable[..., Page], desk: Desk, cast: Cast) -> Callable[[str], Page]:
    """`official("xiaofang")`: the browser of somebody who reviews in this bureau, at their own desk; everybody opens one only."""
    pages: dict[str, Page] = {}

    def at_desk(department: str) -> Page:
        login = cast.account(desk.office(department)).login
        return pages.setdefault(login, pages.get(login) or signed_in(login, DESK))

    return at_desk


def test_one_application_five_bureaus_one_licence_that_a_guest_scans(
    signed_in: Callable[..., Page], official: Callable[[str], Page], open_page: Callable[..., Page], scanned: Callable[[Locator], str], desk: Desk, axe: Axe, tmp_path: Path
) -> None:
    play_licences(CityFolder(CITY), now=timezone.now())  # 和演示里一样的证照 · the licences that the demonstration has
    cook = signed_in("hedusheng", PHONE, enterprise=SHOP, has_touch=True)
    whole = apply(cook, desk, axe, tmp_path)
    assert {each.licence for each in Share.objects.filter(matter__startswith=whole.number)} == set(Licence.objects.filter(issue_key__in=("demo:ferry-licence", "demo:he-card")))

    bureaus = approve(whole, official, axe)
    assert len(bureaus) >= 5, "shichang, weijian, xiaofang, zhujian, shuiwu ..."

    cook.goto(f"/account/applications/{whole.pk}/")
    axe(cook)
    cook.get_by_role("link", name="行业综合许可证 · 开办餐饮店一件事").click()
    axe(cook)
    code = scanned(cook.locator(".licence-code"))
    assert code.startswith(settings.PUBLIC_URL)
    expect(cook.get_by_role("heading", name="里面的证照")).to_be_visible()
    names = Part.objects.filter(application=whole, licence__isnull=False).values_list("licence", flat=True)
    guest = open_page(PHONE, has_touch=True, is_mobile=True)
    look(guest, code, [str(each) for each in Licence.objects.filter(pk__in=names).values_list("type__name_zh", flat=True)], axe)
    for page in (cook, guest, *bureaus):
        assert page.troubles == []  # type: ignore[attr-defined]


def apply(page: Page, desk: Desk, axe: Axe, tmp_path: Path) -> Application:
    """On the phone: what is known is filled in, what is held is attached; only the rest is typed and uploaded."""
    page.goto("/bundles/restaurant/")
    page.get_by_role("link", name="申请办理").click()
    page.get_by_role("button", name="开始办").click()
    answer(page)
    page.get_by_role("link", name="下一步：填表").click()
    expect(page.locator("#id_employees")).to_contain_text("6")
    expect(page.locator("#id_employees")).to_contain_text("已掌握")
    axe(page)
    while fill(page, desk):
        expect(page.locator("#saved")).to_contain_text("已保存")
        page.wait_for_timeout(1500)
    page.get_by_role("button", name="保存，下一步：交材料").click()
    hand_in(page, axe, tmp_path)
    page.get_by_role("link", name="下一步：核对提交").click()
    axe(page)
    page.get_by_label("我保证所填内容和材料真实").check()
    page.get_by_label("我同意把上面的证照给办理单位查看").check()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("已提交，编号").wait_for(timeout=60_000)  # 六个部门的办件一个事务 · six parts in one transaction
    axe(page)
    return Application.objects.get(enterprise=SHOP)


def hand_in(page: Page, axe: Axe, tmp_path: Path) -> None:
    """The two licences stand in by themselves; the rest is uploaded."""
    for name in HELD:
        expect(page.locator("li.paper", has_text=name).first).to_contain_text("用证照代替，不用交")
    axe(page)
    paper = tmp_path / "材料.pdf"
    paper.write_bytes(pdf())
    for left in range(sum(each.is_missing for each in draft().materials) - 1, -1, -1):
        page.locator("li.paper:has(.tag.is-warn) input[type=file]").first.set_input_files(paper)
        expect(page.locator("#papers-left")).to_have_text(f"还缺 {left} 份。" if left else "都齐了。")


def approve(whole: Application, official: Callable[[str], Page], axe: Axe) -> list[Page]:
    """Every part at the desk of its bureau, all that can begin at once before any is decided; whoever has a step of another's part says so at their own."""
    pages: dict[int, Page] = {}
    for parts in rounds(whole):
        for part in parts:
            accept(official(part.department_id), part, axe)
        for part in parts:
            for page in opinions(part, official, axe):
                pages[id(page)] = page
        for part in parts:
            page = official(part.department_id)
            decide(page, part, axe)
            pages[id(page)] = page
    return list(pages.values())


def rounds(whole: Application) -> Iterator[list[Part]]:
    """The parts that have been received by now: first those that wait for nothing."""
    rows = Part.objects.filter(application=whole).select_related("matter").order_by("place")
    while parts := list(rows.filter(matter__state="received")):
        yield parts
    assert set(rows.values_list("matter__state", flat=True)) == {"concluded"}


def accept(page: Page, part: Part, axe: Axe) -> None:
    page.goto("/desk/applications/")
    axe(page)
    page.get_by_role("link", name=part.name_zh).first.click()
    axe(page)
    page.get_by_role("button", name="受理", exact=True).click()
    page.get_by_text("受理：已完成").wait_for()


def opinions(part: Part, official: Callable[[str], Page], axe: Axe) -> Iterator[Page]:
    """The steps of the review, each by the unit that has it."""
    while task := part.tasks.filter(done_at=None).exclude(outcomes__contains=["granted"]).first():
        page = official(task.department_id)
        page.goto(f"/desk/applications/{part.matter.number}/?do=give_opinion")
        axe(page)
        page.locator("input[name=opinion]").first.check()
        page.locator("textarea[name=text]").fill("符合要求。")
        page.get_by_role("button", name="提交审查意见").click()
        page.get_by_text("提交审查意见：已完成").wait_for()
        yield page


def decide(page: Page, part: Part, axe: Axe) -> None:
    page.goto(f"/desk/applications/{part.matter.number}/?do=decide")
    page.get_by_label("准予", exact=True).check()
    for box in page.locator("fieldset.condition input[type=text]").all():
        box.fill(box.input_value() or "按申请核定")
    page.get_by_role("button", name="预览").click()
    page.get_by_text("决定作出以后不能撤回").wait_for()
    axe(page)
    page.get_by_role("button", name="作出决定").click()
    page.get_by_text("作出决定：已完成").wait_for()


def look(guest: Page, code: str, names: list[str], axe: Axe) -> None:
    """Somebody who is not signed in scans it with their own phone: genuine, and each licence inside with its state of today."""
    address = urlsplit(code)
    guest.goto(f"{address.path}?{address.query}")
    guest.get_by_text("真实有效").wait_for()
    axe(guest)
    inside = guest.locator("ul.sheets li")
    assert sorted(inside.locator("b").all_inner_texts()) == sorted(names) and len(names) >= 2
    assert inside.locator(".tag").all_inner_texts() == ["有效"] * len(names)
    assert "何渡生" not in guest.content() and guest.evaluate("document.documentElement.scrollWidth <= innerWidth")
