"""Open data: what the public pages show, as files that are replaced in one step; what is taken back leaves them soon."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.exchange.opendata import editions
from gongban.exchange.opendata.columns import CASES, STATISTICS
from gongban.exchange.opendata.jobs import publish_open_data
from gongban.exchange.opendata.listeners import take_back
from gongban.exchange.opendata.public import current, dictionary, is_due, publish
from gongban.foundation.journal.public import Event
from gongban.foundation.territory.public import City, forget
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
FILES = ["cases.jsonl", "cases.csv", "cases.geojson", "statistics.csv", "dictionary.csv"]


@pytest.fixture(autouse=True)
def _no_editions() -> Iterator[None]:
    yield
    shutil.rmtree(editions.root(), ignore_errors=True)


def shown(cast: Cast, text: str, **fields: Any) -> Case:
    """A case that a moderator has published."""
    return cast.act(cast.report(text, **fields), "publish", by=cast.moderator)


def fetched(name: str) -> str:
    answer = Client().get(f"/opendata/files/{name}")
    assert answer.status_code == 200, name
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(name).removeprefix("\ufeff"), newline="")))


def test_every_form_says_the_same_of_the_same_cases(cast: Cast) -> None:
    cast.now = timezone.now()
    open_case, closed = shown(cast, "东门口的路灯坏了三盏。", when=cast.now), cast.bring(shown(cast, "井盖松了，走过会响。"), "closed")
    shown(cast, "路边摆卖挡路。", category="09.01")
    edition = publish(timezone.now())
    lines = [json.loads(line) for line in fetched("cases.jsonl").splitlines()]
    features = json.loads(fetched("cases.geojson"))["features"]
    in_csv = table("cases.csv")
    assert [row["number"] for row in lines] == [row["number"] for row in in_csv] == [one["properties"]["number"] for one in features]
    assert [one["properties"] for one in features] == lines
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in lines] == in_csv
    by_number = {row["number"]: row for row in lines}
    done = by_number[closed.matter.number]
    assert (done["state"], done["kind"], done["department_zh"], done["department_en"]) == ("closed", "help", "城管局", "City Management")
    assert done["answer"] and done["closed_at"].endswith("+08:00") and by_number[open_case.matter.number]["closed_at"] is None
    assert [one["geometry"] is None for one in features] == [row["lon"] is None for row in lines] and sum(row["lon"] is None for row in lines) == 1
    assert [file.name for file in edition.files] == FILES and edition.files[0].rows == 3


def test_the_dictionary_explains_every_column_of_every_file_in_both_languages(cast: Cast) -> None:
    shown(cast, "东门口的路灯坏了。", when=timezone.now())
    publish(timezone.now())
    said = table("dictionary.csv")
    for dataset, columns in (("cases", CASES), ("statistics", STATISTICS)):
        head = fetched(f"{dataset}.csv").removeprefix("\ufeff").splitlines()[0].split(",")
        assert head == [row["column"] for row in said if row["dataset"] == dataset] == [column.name for column in columns]
    assert all(row["name_zh"] and row["name_en"] and row["meaning_zh"] and row["meaning_en"] for row in said)
    assert len(said) == len(dictionary())


def test_small_counts_are_withheld_and_large_ones_given(cast: Cast) -> None:
    for _ in range(3):
        cast.report(when=timezone.now())
    publish(timezone.now())
    rows = [row for row in table("statistics.csv") if row["by"] in ("total", "kind")]
    assert {row["received"] for row in rows} == {"<10"} and {row["closure"] for row in rows} == {""}
    City.objects.update(settings={**City.objects.get().settings, "small_count_threshold": 3})
    forget()
    publish(timezone.now())
    assert {row["received"] for row in table("statistics.csv") if row["by"] in ("total", "kind")} == {"3"}
    forget()


def test_a_text_that_begins_like_a_formula_is_harmless_in_every_file(cast: Cast) -> None:
    shown(cast, "=HYPERLINK(A1)路灯坏了", title="@SUM路灯坏了", when=timezone.now())
    publish(timezone.now())
    row, line = table("cases.csv")[0], json.loads(fetched("cases.jsonl"))
    assert row["text"].startswith("'=") and row["title"].startswith("'@") and (line["text"], line["title"]) == (row["text"], row["title"])


# ---- the page, the catalogue, the feed, the files

def test_the_page_names_licence_files_sizes_days_and_digests(cast: Cast) -> None:
    assert "第一份数据还在生成" in Client().get("/opendata/").content.decode()
    shown(cast, "东门口的路灯坏了。", when=timezone.now())
    edition = publish(timezone.now())
    page = Client().get("/opendata/").content.decode()
    for file in edition.files:
        assert file.name in page and file.digest in page
        data = fetched(file.name).encode()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.digest)
    assert "CC BY 4.0" in page and 'rel="license"' in page and "每一列的含义" in page
    english = Client(headers={"Accept-Language": "en"}).get("/opendata/").content.decode()
    assert "Open data" in english and "Creative Commons" in english


def test_the_catalogue_is_dcat_and_the_feed_is_atom(cast: Cast) -> None:
    edition = publish(timezone.now())
    found = json.loads(Client().get("/opendata/catalog.jsonld").content)
    offered = [one for dataset in found["dcat:dataset"] for one in dataset["dcat:distribution"]]
    assert {one["dct:title"]: one["spdx:checksum"]["spdx:checksumValue"] for one in offered} == {file.name: file.digest for file in edition.files}
    assert found["dct:license"]["@id"].startswith("https://creativecommons.org/") and found["@type"] == "dcat:Catalog"
    feed = Client().get("/opendata/feed.atom").content.decode()
    assert all(f"/opendata/files/{file.name}" in feed for file in edition.files)


def test_a_reader_who_has_the_file_is_told_so_and_other_names_lead_nowhere(cast: Cast) -> None:
    edition = publish(timezone.now())
    answer = Client().get("/opendata/files/cases.csv")
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert Client(headers={"If-None-Match": answer.headers["ETag"]}).get("/opendata/files/cases.csv").status_code == 304
    for name in ("current.json", "..", "%2e%2e%2fcurrent.json", "taken-back", f"{edition.folder}%2Fcases.csv", "cases.xlsx"):
        assert Client().get(f"/opendata/files/{name}").status_code == 404, name


def test_a_city_that_names_no_licence_opens_nothing(cast: Cast) -> None:
    publish(timezone.now())
    city = City.objects.get()
    City.objects.update(settings={name: value for name, value in city.settings.items() if name != "open_data"})
    forget()
    assert not is_due(timezone.now()) and current() is None
    assert [Client().get(f"/opendata/{path}").status_code for path in ("", "catalog.jsonld", "files/cases.csv")] == [200, 404, 404]
    forget()


# ---- daily, whole, and without what was taken back

@pytest.mark.parametrize(("made", "now", "due"), [
    ("2026-03-02 00:05", "2026-03-02 23:55", False),
    ("2026-03-02 23:55", "2026-03-03 00:05", True),  # midnight by the city's clock, not the server's
    ("2026-03-02 07:30", "2026-03-02 08:30", False),  # midnight UTC lies between
])  # fmt: skip
def test_an_edition_is_made_once_a_day_by_the_citys_clock(cast: Cast, made: str, now: str, due: bool) -> None:
    publish(at(made))
    assert is_due(at(now)) == due


def test_the_job_publishes_the_first_edition_and_rests_until_tomorrow(cast: Cast) -> None:
    publish_open_data(0)
    first = current()
    publish_open_data(0)
    assert first and current() == first


def test_an_edition_that_fails_leaves_the_former_in_its_place(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(cast, "东门口的路灯坏了。", when=timezone.now())
    former, text = publish(timezone.now() - timedelta(days=1)), fetched("cases.csv")

    def broken(*_given: Any) -> Any:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(editions, "_figures", broken)
        with pytest.raises(OSError, match="full"):
            publish(timezone.now())
    assert current() == former and fetched("cases.csv") == text and is_due(timezone.now())
    assert [path.name for path in editions.root().iterdir() if path.is_dir()] == [former.folder]


def test_who_reads_a_file_while_it_is_replaced_reads_it_to_its_end(cast: Cast) -> None:
    shown(cast, "东门口的路灯坏了。", when=timezone.now())
    publish(timezone.now())
    reading = Client().get("/opendata/files/cases.csv")
    for later in (1, 2, 3):
        publish(timezone.now() + timedelta(seconds=later))
    assert "东门口" in b"".join(reading.streaming_content).decode()  # type: ignore[attr-defined]
    assert len([path for path in editions.root().iterdir() if path.is_dir()]) == 2


def last_event(kind: str, case: Case) -> Event:
    found = Event.objects.filter(kind=kind, matter=case.pk).order_by("seq").last()
    assert found
    return found


def test_what_is_taken_back_is_gone_with_the_next_look_not_the_next_day(cast: Cast) -> None:
    cast.now = timezone.now() - timedelta(hours=1)
    case, never = shown(cast, "东门口的路灯坏了。", when=cast.now), cast.report("西门口的路灯坏了。")
    shown(cast, "南门口的路灯坏了。")
    edition = publish(timezone.now())
    cast.act(never, "keep_private", {"text": "含他人隐私"}, by=cast.moderator, when=edition.made_at + timedelta(seconds=1))
    take_back(last_event("moderated", never))
    assert not is_due(timezone.now())  # it never was in the files
    cast.act(case, "keep_private", {"text": "含他人隐私"}, by=cast.moderator, when=edition.made_at + timedelta(seconds=2))
    take_back(last_event("moderated", case))
    assert is_due(timezone.now())
    publish_open_data(0)
    for file in FILES[:3]:
        assert "东门口" not in fetched(file) and "南门口" in fetched(file)
    assert not is_due(timezone.now())


def test_what_is_taken_back_while_an_edition_fails_is_still_taken_out_by_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, stays = shown(cast, "东门口的路灯坏了。", when=timezone.now()), shown(cast, "南门口的路灯坏了。")
    publish(timezone.now())
    editions.take_out(gone.matter.number)
    with monkeypatch.context() as patch:
        patch.setattr(editions, "_figures", lambda now: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(timezone.now())
    assert is_due(timezone.now())
    publish_open_data(0)
    assert [row["number"] for row in table("cases.csv")] == [stays.matter.number] and not is_due(timezone.now())


def test_an_erased_account_has_everything_read_anew(cast: Cast) -> None:
    case = shown(cast, "东门口的路灯坏了。", when=timezone.now())
    publish(timezone.now())
    Case.objects.filter(pk=case.pk).update(text_public="（已删除）", title_public="（已删除）")
    take_back(Event(kind="account_erased", occurred_at=timezone.now()))
    publish_open_data(0)
    assert "东门口" not in fetched("cases.jsonl") and table("cases.csv")[0]["text"] == "（已删除）"


def test_a_case_that_becomes_a_report_of_wrongdoing_is_taken_out(cast: Cast) -> None:
    cast.now = timezone.now() - timedelta(hours=1)
    case = shown(cast, "东门口的路灯坏了。", when=cast.now)
    edition = publish(timezone.now())
    later = edition.made_at + timedelta(seconds=1)
    cast.act(case, "reclassify", {"kind": "report", "urgency": "normal", "category": "01.01.09"}, by=cast.operator, when=later)
    take_back(last_event("reclassified", case))
    assert is_due(timezone.now())


def test_cases_are_read_some_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any) -> None:
    """Constant queries whatever the number of cases: nothing is asked for a single one."""
    for number in range(6):
        shown(cast, f"第{number}盏路灯坏了。", when=timezone.now())
    monkeypatch.setattr(editions, "AT_ONCE", 2)
    with django_assert_max_num_queries(3):
        assert len([row for case in editions.in_public(Case.objects.all()) for row in [[column.read(case) for column in CASES]]]) == 6
