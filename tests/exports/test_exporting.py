"""Who may take which list out of the house: the rights at the time of making, masked unless asked for, and written down."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongban.delivery.cases import exporting
from gongban.delivery.cases.public import Case, in_charge, may_see_reporter
from gongban.delivery.cases.rights import reporter_is_open
from gongban.foundation.exports import making, shelf
from gongban.foundation.exports.actions import orderer
from gongban.foundation.exports.making import make_waiting, sweep
from gongban.foundation.exports.public import (
    Export,
    Form,
    Standing,
    cancel,
    fetch,
    listing_named,
    listings,
    order,
)
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Account, Deputy, Membership, actor_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.outcome.ratings.public import Callback
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NAME, PHONE = "欧阳试探", "13000000066"
SECRET = f"我叫{NAME}，电话{PHONE}，江边的路灯坏了。"


@pytest.fixture(autouse=True)
def _clean_shelf() -> Any:
    yield
    for _export, path in shelf.lying_there():
        path.unlink()


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """A request and a report of wrongdoing held by 城管局, another held by 住建局, each by somebody with name and phone."""
    cast.now = timezone.now()
    for kind, department in (("help", cast.DEPARTMENT), ("report", cast.DEPARTMENT), ("help", cast.OTHER)):
        cast.bring(cast.report(SECRET, kind=kind, name=NAME, phone=PHONE, when=cast.now), "in_progress", department)
    return cast


def made(by: Actor, listing: str = "queue", form: Form = Form.CSV, wanted: dict[str, str] | None = None, **more: Any) -> Export:
    export = order({"listing": listing, "form": form, **more}, wanted or {"scope": "all"}, by=by, at=timezone.now())
    make_waiting()
    export.refresh_from_db()
    return export


def content(export: Export, by: Actor) -> bytes:
    return b"".join(fetch(export.pk, by=by, at=timezone.now())[1])


def rows_of(export: Export, by: Actor) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(export, by).decode().removeprefix("\ufeff"), newline="")))


# ---- rights

def test_the_file_holds_exactly_the_rows_that_the_person_sees_on_the_page(stage: Cast) -> None:
    for who in ("operator", "dispatcher", "supervisor", "handler", "other_handler", "specialist", "admin"):
        by = getattr(stage, who)
        export = made(by)
        assert (export.standing, export.total) == (Standing.DONE, export.done)
        seen = in_charge(by).filter(matter__open=True).values_list("matter__number", flat=True)
        assert {row["编号"] for row in rows_of(export, by)} == set(seen), who


def test_the_filter_of_the_page_is_the_filter_of_the_file(stage: Cast) -> None:
    by = stage.dispatcher
    assert {row["类型"] for row in rows_of(made(by, wanted={"scope": "all", "kind": "report"}), by)} == {"举报"}
    assert [row["承办部门"] for row in rows_of(made(by, wanted={"scope": "all", "department": "zhujian"}), by)] == ["住建局"]
    assert rows_of(made(by, wanted={"scope": "all", "q": "没有这样的字"}), by) == []


def test_a_right_lost_before_it_is_made_refuses_it_and_leaves_no_file(stage: Cast) -> None:
    by = stage.handler
    export = order({"listing": "queue"}, {"scope": "all"}, by=by, at=timezone.now())
    Membership.objects.filter(account=by.account).update(until=timezone.now() - timedelta(minutes=1))
    make_waiting()
    export.refresh_from_db()
    assert (export.standing, export.refusal, shelf.lying_there()) == (Standing.REFUSED, "export.role_lost", [])
    assert [event.payload["code"] for event in Event.objects.filter(kind="export_refused")] == ["export.role_lost"]


def test_a_right_lost_after_it_was_made_closes_the_file(stage: Cast) -> None:
    by = stage.handler
    export = made(by)
    assert content(export, by)
    Membership.objects.filter(account=by.account).update(until=timezone.now() - timedelta(minutes=1))
    now_held = actor_of(stage.account(by), at=timezone.now())
    with pytest.raises(Refusal, match="export"):
        fetch(export.pk, by=now_held, at=timezone.now())


def test_a_deputy_whose_time_is_over_cannot_fetch_what_was_made_for_the_absent(stage: Cast) -> None:
    deputy, now = stage.account(stage.other_handler), timezone.now()
    arranged = Deputy.objects.create(absent=stage.account(stage.handler), deputy=deputy, starts=now - timedelta(days=1), ends=now + timedelta(days=1))
    by = actor_of(deputy, at=now, for_absent=str(stage.handler.account))
    export = made(by, wanted={"scope": "department"})
    assert len(rows_of(export, by)) == 2  # of the absent colleague's bureau, not of the deputy's own
    Deputy.objects.filter(pk=arranged.pk).update(ends=now - timedelta(minutes=1))
    with pytest.raises(Refusal, match=r"export\.role_lost"):
        fetch(export.pk, by=actor_of(deputy, at=now), at=timezone.now())


def test_nobody_else_sees_fetches_or_cancels_an_export(stage: Cast) -> None:
    export = made(stage.handler)
    for who in ("colleague", "dispatcher", "supervisor", "admin", "chen"):
        for action in (fetch, cancel):
            with pytest.raises(Refusal) as refused:
                action(export.pk, by=getattr(stage, who), at=timezone.now())
            assert (refused.value.code, refused.value.status) == ("export.not_found", 404), who


@pytest.mark.parametrize("listing", ["queue", "supervision", "callbacks", "statistics"])
def test_lists_are_open_to_those_whose_page_it_is(stage: Cast, listing: str) -> None:
    open_to = {"supervision": {"supervisor"}, "callbacks": {"operator", "dispatcher", "supervisor"}}.get(listing, set(stage.STAFF))
    for who in (*stage.STAFF, "chen", "anonymous", "system"):
        try:
            order({"listing": listing}, {}, by=getattr(stage, who), at=timezone.now())
            allowed = True
        except Refusal as refusal:
            assert refusal.status == 403, refusal.code
            allowed = False
        assert allowed == (who in open_to), who


def test_the_query_for_lists_says_the_same_of_reporters_as_the_question_for_one(stage: Cast) -> None:
    stage.act(Case.objects.filter(kind="help").first(), "add_co_handler", {"departments": [stage.OTHER], "text": "请协助"}, by=stage.dispatcher)
    for who in (*stage.STAFF, "chen", "anonymous"):
        by = getattr(stage, who)
        if by.is_staff:
            found = set(Case.objects.filter(reporter_is_open(by)).values_list("pk", flat=True))
            assert found == {case.pk for case in Case.objects.all() if may_see_reporter(case, by)}, who


# ---- personal data

@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("listing", ["queue", "supervision", "callbacks"])
def test_personal_data_are_masked_unless_asked_for(stage: Cast, listing: str, form: Form) -> None:
    case = stage.bring(stage.report(SECRET, name=NAME, phone=PHONE, address=f"沿江路18号 {NAME} {PHONE}"), "closed")
    Callback.objects.update(due_at=timezone.now() - timedelta(hours=1))
    Case.objects.exclude(pk=case.pk).update(urged=True)
    by = stage.supervisor if listing == "supervision" else stage.dispatcher
    export = made(by, listing, form, {"scope": "all", "view": "urged"})
    said = in_words(form, content(export, by))
    assert export.done > 0 and NAME not in said and PHONE not in said
    if listing != "supervision":
        assert "130****0066" in said and "欧**" in said


def in_words(form: Form, data: bytes) -> str:
    """Everything that stands in a file."""
    if form is Form.XLSX:
        return "\n".join(str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row)
    return data.decode()


def test_in_clear_the_reporters_stand_there_but_never_who_reported_wrongdoing_to_the_unit_that_handles_it(stage: Cast) -> None:
    of_desk = rows_of(made(stage.dispatcher, clear=True, purpose="audit"), stage.dispatcher)
    assert {row["电话"] for row in of_desk} == {PHONE}
    of_unit = {row["类型"]: row for row in rows_of(made(stage.handler, clear=True, purpose="site_work"), stage.handler)}
    assert (of_unit["求助"]["反映人"], of_unit["求助"]["电话"]) == (NAME, PHONE)
    assert (of_unit["举报"]["反映人"], of_unit["举报"]["电话"]) == ("", "")


def test_whose_work_is_not_with_reporters_gets_nothing_in_clear(stage: Cast) -> None:
    for by in (stage.supervisor, stage.moderator, stage.admin):
        with pytest.raises(Refusal, match=r"export\.clear_not_allowed"):
            order({"listing": "queue", "clear": True, "purpose": "audit"}, {}, by=by, at=timezone.now())
        assert not any(row["反映人"] or row["电话"] for row in rows_of(made(by), by))


def test_in_clear_takes_a_purpose_and_the_journal_keeps_it_without_what_was_searched_for(stage: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        order({"listing": "queue", "clear": True}, {}, by=stage.dispatcher, at=timezone.now())
    assert (refused.value.code, refused.value.field) == ("export.purpose_missing", "purpose")
    export = made(stage.dispatcher, wanted={"scope": "all", "q": PHONE}, clear=True, purpose="court", note=f"{NAME}的诉讼")
    content(export, stage.dispatcher)
    events = list(Event.objects.filter(kind__startswith="export_").order_by("recorded_at", "id"))
    assert [event.kind for event in events] == ["export_ordered", "export_made", "export_fetched"]
    assert events[0].payload == {"export": str(export.pk), "listing": "queue", "form": "csv", "clear": True, "purpose": "court"}
    assert events[1].payload["rows"] == 3 and {event.actor for event in events} == {stage.dispatcher.account}
    assert not any(secret in json.dumps([event.payload for event in events], ensure_ascii=False) for secret in (NAME, PHONE))


def test_places_are_coarse_unless_in_clear(stage: Cast) -> None:
    def places(export: Export) -> set[tuple[float, ...]]:
        return {tuple(one["geometry"]["coordinates"]) for one in json.loads(content(export, stage.dispatcher))["features"]}

    exact = set(map(tuple, Case.objects.values_list("lon", "lat")))
    assert not places(made(stage.dispatcher, form=Form.GEOJSON)) & exact
    assert places(made(stage.dispatcher, form=Form.GEOJSON, clear=True, purpose="site_work")) == exact


# ---- statistics

def test_statistics_by_district_lie_on_the_map_and_add_up(stage: Cast) -> None:
    day = timezone.localdate()  # 午夜前后也成立 · at midnight, too
    span = {"since": (day - timedelta(days=1)).isoformat(), "until": day.isoformat()}
    export = made(stage.supervisor, "statistics", Form.GEOJSON, {"by": "district", **span})
    features = json.loads(content(export, stage.supervisor))["features"]
    districts, total = features[:-1], features[-1]
    assert {one["geometry"]["type"] for one in districts} <= {"Polygon", "MultiPolygon"} and total["geometry"] is None
    assert sum(one["properties"]["received"] for one in districts) == total["properties"]["received"] == 3


def test_a_broken_period_fails_in_a_sentence_not_for_ever(stage: Cast) -> None:
    export = made(stage.supervisor, "statistics", wanted={"since": "2026-13-99"})
    assert (export.standing, export.refusal, shelf.lying_there()) == (Standing.FAILED, "statistics.day", [])


# ---- making: piece by piece, cancelled, taken up again, deleted

def test_rows_are_read_from_the_database_some_at_a_time(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(9):
        stage.report(SECRET, name=NAME, phone=PHONE)
    monkeypatch.setattr(exporting, "AT_ONCE", 4)
    with CaptureQueriesContext(connection) as queries:
        export = made(stage.dispatcher)
    parties = [query["sql"] for query in queries if 'FROM "matters_party"' in query["sql"] and query["sql"].startswith("SELECT")]
    assert export.done == 12 and len(parties) == 3  # reporters of four cases at a time


def test_cancelled_while_it_is_made_it_stops_at_the_next_step(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "STEP", 1)
    export = order({"listing": "queue", "form": "csv"}, {"scope": "all"}, by=stage.dispatcher, at=timezone.now())
    seen: list[int] = []

    def look(done: int) -> None:
        seen.append(done)
        if done == 2:
            cancel(export.pk, by=stage.dispatcher, at=timezone.now())

    tell = making._say
    monkeypatch.setattr(making, "_say", lambda one, done, total=None: (look(done), tell(one, done, total)))
    make_waiting()
    export.refresh_from_db()
    assert (export.standing, seen, shelf.lying_there()) == (Standing.CANCELLED, [0, 1, 2], [])
    assert Event.objects.filter(kind="export_cancelled").count() == 1 and not Event.objects.filter(kind="export_made").exists()
    with pytest.raises(Refusal, match=r"export\.over"):
        cancel(export.pk, by=stage.dispatcher, at=timezone.now())


def test_how_far_it_is_can_be_read_while_it_is_made(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "STEP", 1)
    percents, tell = [], making._say

    def look(one: Export, done: int, total: int | None = None) -> None:
        tell(one, done, total)
        percents.append(Export.objects.get(pk=one.pk).percent)

    monkeypatch.setattr(making, "_say", look)
    made(stage.dispatcher)
    assert percents == [0, 33, 66, 100]


def test_what_a_killed_process_left_is_begun_anew_and_given_up_after_three_times(stage: Cast) -> None:
    export = order({"listing": "queue"}, {}, by=stage.dispatcher, at=timezone.now())
    for attempt in (1, 2, 3):
        claimed = making._claimed(export.pk)
        assert claimed and claimed.attempt == attempt
        sweep(timezone.now())
        export.refresh_from_db()
        assert export.standing is Standing.RUNNING  # it may be at work still
        sweep(timezone.now() + timedelta(minutes=6))
        export.refresh_from_db()
    assert (export.standing, export.refusal) == (Standing.FAILED, "export.failed")


def test_a_maker_that_was_overtaken_cannot_finish(stage: Cast) -> None:
    export = order({"listing": "queue"}, {}, by=stage.dispatcher, at=timezone.now())
    former = making._claimed(export.pk)
    assert former
    sweep(timezone.now() + timedelta(minutes=6))
    assert making._claimed(export.pk)
    with pytest.raises(making.Stopped):
        making._say(former, 0, 3)


def test_after_its_days_the_file_goes_with_what_was_searched_for_and_the_record_stays(stage: Cast, settings: Any) -> None:
    settings.EXPORT_DAYS = 2
    export = made(stage.dispatcher, wanted={"scope": "all", "q": "路灯"})
    stopped = order({"listing": "queue"}, {"q": PHONE}, by=stage.dispatcher, at=timezone.now())
    cancel(stopped.pk, by=stage.dispatcher, at=timezone.now())
    sweep(timezone.now() + timedelta(days=1, hours=23))
    assert content(export, stage.dispatcher)
    (shelf.shelf() / f"{UUID(int=7).hex}.sealed").write_bytes(b"left behind")
    sweep(timezone.now() + timedelta(days=2, minutes=1))
    export.refresh_from_db()
    stopped.refresh_from_db()
    assert (export.standing, export.given, stopped.given, shelf.lying_there()) == (Standing.GONE, {}, {}, [])
    assert Event.objects.filter(kind="export_deleted").count() == 1
    with pytest.raises(Refusal, match=r"export\.not_ready"):
        fetch(export.pk, by=stage.dispatcher, at=timezone.now())


def test_a_few_may_wait_and_no_more(stage: Cast) -> None:
    for _ in range(3):
        order({"listing": "queue"}, {}, by=stage.dispatcher, at=timezone.now())
    with pytest.raises(Refusal, match=r"export\.too_many"):
        order({"listing": "queue"}, {}, by=stage.dispatcher, at=timezone.now())
    make_waiting()
    assert set(Export.objects.values_list("state", flat=True)) == {"done"}
    order({"listing": "queue"}, {}, by=stage.dispatcher, at=timezone.now())


def test_an_error_while_making_is_noted_without_what_the_list_held(stage: Cast, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def broken(self: Any) -> str:
        raise ValueError(f"{NAME} {PHONE}")

    monkeypatch.setattr(exporting.Exported, "reporters", property(broken))
    export = made(stage.dispatcher)
    assert (export.standing, shelf.lying_there()) == (Standing.FAILED, [])
    assert caplog.records and not any(secret in str(vars(record)) for record in caplog.records for secret in (NAME, PHONE))


# ---- the pages

def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(getattr(cast, who)), backend="django.contrib.auth.backends.ModelBackend")
    return client


PAGES = {"queue": ("handler", "/desk/?scope=department&kind=help"), "supervision": ("supervisor", "/desk/supervision/?view=urged"),
         "callbacks": ("operator", "/desk/callbacks/"), "statistics": ("supervisor", "/desk/statistics/?by=month")}  # fmt: skip


@pytest.mark.parametrize("listing", PAGES)
def test_from_the_page_of_a_list_to_its_file_without_scripts(stage: Cast, listing: str) -> None:
    import re

    who, path = PAGES[listing]
    client = signed_in(stage, who)
    link = re.search(rf'href="(/desk/exports/new/\?list={listing}[^"]*)"', client.get(path).content.decode())
    assert link
    form = client.get(link[1].replace("&amp;", "&"))
    assert form.status_code == 200
    action = re.search(r'<form method="post" action="(/desk/exports/new/[^"]+)"', form.content.decode())
    assert action
    answer = client.post(action[1].replace("&amp;", "&"), {"form": "xlsx"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/exports/")
    waiting = client.get("/desk/exports/").content.decode()
    assert "排队中" in waiting and "hx-trigger" in waiting and "取消" in waiting
    make_waiting()
    done = client.get("/desk/exports/?part=1").content.decode()
    assert "可以下载" in done and "hx-trigger" not in done and "<html" not in done
    file = client.get(f"/desk/exports/{Export.objects.get().pk}/file/")
    data = b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert openpyxl.load_workbook(io.BytesIO(data)).active.max_column == len(listing_named(listing).columns)
    assert file.headers["Content-Disposition"].startswith("attachment") and int(file.headers["Content-Length"]) == len(data)
    assert "no-store" in file.headers["Cache-Control"]


def test_the_form_refuses_personal_data_without_a_purpose_and_offers_them_to_those_who_may(stage: Cast) -> None:
    client = signed_in(stage, "dispatcher")
    refused = client.post("/desk/exports/new/?list=queue&scope=all", {"form": "csv", "clear": "on"})
    assert refused.status_code == 422 and "要选明用途" in refused.content.decode()
    taken = client.post("/desk/exports/new/?list=queue&scope=all", {"form": "csv", "clear": "on", "purpose": "audit"})
    assert taken.status_code == 302 and Export.objects.get().clear
    assert 'name="clear"' not in signed_in(stage, "supervisor").get("/desk/exports/new/?list=queue").content.decode()
    assert signed_in(stage, "handler").get("/desk/exports/new/?list=supervision").status_code == 403
    assert signed_in(stage, "handler").get("/desk/exports/new/?list=nothing").status_code == 404


def test_an_export_is_cancelled_on_the_page(stage: Cast) -> None:
    client = signed_in(stage, "handler")
    client.post("/desk/exports/new/?list=queue", {"form": "csv"})
    pk = Export.objects.get().pk
    assert client.post(f"/desk/exports/{pk}/cancel/").status_code == 302
    assert "已取消" in client.get("/desk/exports/").content.decode()
    assert client.get(f"/desk/exports/{pk}/file/").status_code == 409
    assert signed_in(stage, "colleague").get(f"/desk/exports/{pk}/file/").status_code == 404


def test_every_list_that_is_offered_names_its_columns_once_in_both_languages(cast: Cast) -> None:
    assert {listing.code for listing in listings()} == {"queue", "supervision", "callbacks", "statistics", "applications"}
    for listing in listings():
        names = [column.name for column in listing.columns]
        assert len(set(names)) == len(names) and all(name.isascii() for name in names)
        assert all(column.words.zh and column.words.en for column in listing.columns)


def test_the_orderer_is_read_anew_from_the_account(cast: Cast) -> None:
    export = order({"listing": "queue"}, {}, by=cast.handler, at=timezone.now())
    assert orderer(export, timezone.now()).roles == cast.handler.roles
    Account.objects.filter(pk=cast.handler.account).update(is_active=False)
    with pytest.raises(Refusal, match=r"export\.role_lost"):
        orderer(export, timezone.now())
