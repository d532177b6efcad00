"""A client that was not written here, georeport from PyPI, against a running server: in both formats it reads the same."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from georeport import GeoReport

from tests.cast import PLACE, Cast
from tests.exchange.open311.asking import a_key, in_text, public_case
from tests.standing import forget_all


@pytest.fixture
def address(live_server: Any) -> str:
    forget_all()  # another test's city may still be remembered
    return f"{live_server.url}/open311/v2"


@pytest.mark.django_db(transaction=True)
def test_the_foreign_client_reads_services_definitions_and_requests_alike_in_both_formats(cast: Cast, address: str) -> None:
    number = cast.bring(public_case(cast), "closed").matter.number
    public_case(cast)
    json, xml = (GeoReport(address, jurisdiction="jiangcheng.example", output_format=form) for form in ("json", "xml"))
    assert xml.get_service_list() == in_text(json.get_service_list()) and len(json.get_service_list()) > 400
    definition, listed = json.get_service_definition("01.01.09"), xml.get_service_definition("01.01.09")
    assert [one["code"] for one in listed["attributes"]["attribute"]] == [one["code"] for one in definition["attributes"]] == ["pole", "light_fault"]
    assert xml.get_service_requests() == in_text(json.get_service_requests()) and len(json.get_service_requests()) == 2
    (row,) = json.get_service_requests(status="closed", service_code="01.01.09,01.01.10")
    assert (row["service_request_id"], xml.get_service_requests(service_request_id=number)) == (number, in_text(row))
    assert json.get_service_request(number) == row and xml.get_service_request(number) == in_text(row)


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_over_the_network_as_clients_do_is_read_back_by_the_foreign_client(cast: Cast, address: str) -> None:
    from tests.exchange.open311.test_sending import sent_case

    given = {"api_key": a_key(), "service_code": "01.01.10", "lat": PLACE[1], "long": PLACE[0], "address_string": "沿江西路 12 号", "attribute[lanes][]": ["cars", "feet"],
             "description": "路面塌了一个坑。", "jurisdiction_id": "jiangcheng.example"}  # fmt: skip
    answer = requests.post(f"{address}/requests.json", data=given, timeout=30)
    number = answer.json()[0]["service_request_id"]
    with pytest.raises(requests.HTTPError, match="404"):
        GeoReport(address).get_service_request(number)
    cast.act(sent_case(), "publish", {}, by=cast.moderator)
    assert GeoReport(address).get_service_request(number)["address"] == "沿江西路 12 号"
