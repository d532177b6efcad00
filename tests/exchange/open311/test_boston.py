"""A second city over Open311, in English: nothing of it is written into the code."""

from __future__ import annotations

from pathlib import Path

from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case, act
from gongban.foundation.people.public import Account, actor_of
from tests.exchange.open311.asking import BASE, a_key, ask, send
from tests.imports.conftest import boston  # noqa: F401 - a fixture


def test_boston_offers_its_own_services_takes_a_request_by_street_and_gives_it_back(boston: Path) -> None:  # noqa: F811 - the fixture
    rows = {row["service_code"]: row for row in ask("services")}
    assert rows["01.02.01"]["service_name"] == "Street Light Outages" and "01.01.01" not in rows and rows["05.01.01"]["type"] == "batch"
    assert [one["code"] for one in ask("services/01.02.01", jurisdiction_id="boston.example")["attributes"]] == ["pole", "light"]
    login = Account.objects.filter(kind="staff", is_active=True).order_by("login").values_list("login", flat=True)[0]
    given = {"service_code": "01.02.01", "address_string": "12 Abbot St, Boston", "description": "Dark for a week.", "attribute[light]": "out"}
    (told,) = send(given, key=a_key(login))
    case = Case.objects.select_related("matter").get(matter__number=told["service_request_id"])
    assert case.text == "Dark for a week.\n\nWhat is the light doing?: Out" and case.lon and case.district
    moderator = next(actor for each in Account.objects.filter(kind="staff") if (actor := actor_of(each, at=timezone.now())).holds("moderator"))
    act(case.matter.number, "publish", {}, by=moderator, at=timezone.now())
    row = Client().get(f"{BASE}/requests.json", headers={"Accept-Language": "en"}).json()[0]
    assert (row["service_name"], row["status"], row["address"]) == ("Street Light Outages", "open", "12 Abbot St, Boston")
    assert row["requested_datetime"][-6:] in ("-05:00", "-04:00")


def test_a_city_without_the_file_offers_the_usual(boston: Path, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    import shutil

    from gongban.cli.city import load
    from gongban.exchange.open311.offer import terms
    from tests.standing import forget_all

    folder = Path(shutil.copytree(boston, tmp_path / "city"))
    (folder / "open311.yaml").unlink()
    load(folder)
    forget_all()
    assert (terms().jurisdiction, terms().production, "311" in terms().contact.en) == ("boston", True, True)
    assert "01.01.01" in {row["service_code"] for row in ask("services")}
