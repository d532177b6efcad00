"""No address inside is reached by a webhook, however it is written, and not by a name that changes its mind either."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from gongban.foundation.programs.webhooks import reaching
from gongban.foundation.programs.webhooks.reaching import Unreached, check_url, is_public, post
from gongban.kernel.errors import Refusal
from tests.programs.receiver import receiver

INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
    "168.63.129.16", "192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1",
    "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "114.114.114.114", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_outside_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def named(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names resolve to these addresses, one answer after the other; the last one stays."""
    asked: list[str] = []

    def resolve(host: str, port: int, **more: Any) -> list[Any]:
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(reaching.socket, "getaddrinfo", resolve)
    return asked


WRONG = [
    "http://1.1.1.1/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data/", "https://2130706433/", "https://0x7f.1/",
    "https://user:pass@example.org/", "https://example.org:22/", "https://example.org:99999/", "file:///etc/passwd", "gopher://1.1.1.1/", "https:///x", "",
    "https://例子.中国/", "https://example.org/a b", "https://example.org/\r\nX: y", "https://localhost/",
]  # fmt: skip


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_address_is_refused_in_a_sentence(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "example" in url:
        named(monkeypatch, ["1.1.1.1"])
    with pytest.raises(Refusal) as refused:
        check_url(url)
    assert (refused.value.code, refused.value.field) == ("webhook.url", "url") and refused.value.words.en


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["1.1.1.1", "::1"]])
def test_a_name_that_leads_inside_is_refused(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, addresses)
    with pytest.raises(Refusal):
        check_url("https://example.org/")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, reached = named(monkeypatch, ["1.1.1.1"], ["127.0.0.1"]), []

    def connect(address: tuple[str, int], timeout: float, *more: Any) -> Any:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(reaching.socket, "create_connection", connect)
    with pytest.raises(Unreached):
        post("https://example.org/", b"{}", {})
    assert (asked, reached) == (["example.org"], [("1.1.1.1", 443)])


def test_a_name_that_moved_inside_since_it_was_checked_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, ["1.1.1.1"], ["127.0.0.1"])
    check_url("https://example.org/")
    with pytest.raises(Unreached) as fault:
        post("https://example.org/", b"{}", {})
    assert fault.value.code == "url.inside"


def test_a_host_that_the_deployer_named_is_reached_and_no_other_port_of_it(settings: Any) -> None:
    with receiver() as there:
        settings.WEBHOOK_HOSTS = [there.host]
        assert post(there.url, b"{}", {}) == 204 and there.raw[0][0]["host"] == there.host
        with pytest.raises(Refusal):
            check_url("http://127.0.0.1:1/")


def test_a_receiver_that_hangs_is_left(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        settings.WEBHOOK_HOSTS = [host]
        with pytest.raises(Unreached) as fault:
            post(f"http://{host}/", b"{}", {})
    assert fault.value.code == "timeout"
