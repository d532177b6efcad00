"""A list leaves the house: ordered on its page, watched while the worker makes it, fetched; and the city's data stand open."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from gongban.exchange.opendata import editions
from gongban.exchange.opendata.public import publish
from gongban.foundation.exports import shelf
from gongban.foundation.exports.making import make_waiting
from gongban.foundation.journal.public import Event
from tests.cast import Cast
from tests.conftest import PHONE
from tests.journeys.test_desk_loop import as_staff  # noqa: F401 - a fixture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _left_clean() -> Iterator[None]:
    yield
    shutil.rmtree(shelf.shelf(), ignore_errors=True)
    shutil.rmtree(editions.root(), ignore_errors=True)


def look(page: Any, name: str) -> None:
    """Keep a picture where one is asked for."""
    if folder := os.environ.get("GONGBAN_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_dispatcher_takes_the_queue_along(cast: Cast, as_staff: Callable[..., Any], axe: Callable[..., None], tmp_path: Path) -> None:  # noqa: F811
    cast.now = timezone.now()
    for text in ("江边步道的路灯坏了三盏，我电话13000000066。", "井盖松了，走过会响。", "路面有个大坑。"):
        cast.bring(cast.report(text, name="欧阳试探", phone="13000000066", when=cast.now), "in_progress")
    page = as_staff("dispatcher")
    page.goto("/desk/?scope=all&kind=help")
    look(page, "queue")
    page.get_by_role("link", name="导出").last.click()
    axe(page)
    look(page, "export-form")
    page.get_by_label("CSV").check()
    page.get_by_role("button", name="开始导出").click()
    page.get_by_text("排队中").wait_for()
    look(page, "export-waiting")
    make_waiting()  # 工作进程做的事 · what the worker does meanwhile
    fetch = page.get_by_role("link", name="下载")
    fetch.wait_for()  # the page has looked again by itself
    axe(page)
    look(page, "export-done")
    with page.expect_download() as fetched:
        fetch.click()
    kept = tmp_path / "list.csv"
    fetched.value.save_as(kept)
    with kept.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert fetched.value.suggested_filename.endswith(".csv") and len(rows) == 3
    assert {row["电话"] for row in rows} == {"130****0066"} and not any("13000000066" in row["内容"] for row in rows)
    assert list(Event.objects.filter(kind__startswith="export_").order_by("id").values_list("kind", flat=True)) == ["export_ordered", "export_made", "export_fetched"]
    phone = as_staff("dispatcher", PHONE)
    phone.goto("/desk/exports/")
    look(phone, "exports-phone")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_anybody_finds_and_fetches_the_open_files(cast: Cast, page: Any, desk_page: Any, axe: Callable[..., None], tmp_path: Path) -> None:
    cast.act(cast.report("江边步道的路灯坏了三盏。", when=timezone.now()), "publish", by=cast.moderator)
    publish(timezone.now())
    page.goto("/")
    page.get_by_role("link", name="开放数据").click()
    axe(page)
    look(page, "opendata-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="cases.csv").click()
    fetched.value.save_as(tmp_path / "cases.csv")
    assert "路灯坏了" in (tmp_path / "cases.csv").read_text(encoding="utf-8-sig")
    desk_page.goto("/opendata/")
    desk_page.locator("summary", has_text="公开的诉求").click()
    look(desk_page, "opendata")
