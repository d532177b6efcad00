"""Reaching an address that somebody else chose, without letting them choose one of ours.

The name is resolved once, every address it has must be public, and the connection goes to the address that was checked
(a name may mean another one a moment later). No redirect is followed, no proxy used, nothing of the answer kept but its
status. Hosts of GONGBAN_WEBHOOK_HOSTS may lie inside, and be reached without TLS.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

SECONDS = 10
AT_MOST = 20  # seconds in all, however slowly the other side speaks
LONGEST = 500
PORTS = (443, 8443)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# a cloud's own machine behind a public address; what older tables of the standard library call public
INSIDE = tuple(ipaddress.ip_network(each) for each in ("168.63.129.16/32", "192.0.0.0/24", "2001::/23", "fec0::/10"))
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreached(Exception):
    """No answer came; `code` says why, and never what was found there."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_url(url: str) -> None:
    """Refusal "webhook.url" for an address that may not be told: not https, with a password, inside, or unknown."""
    try:
        _addresses(_parts(url))
    except Unreached as fault:
        raise Refusal("webhook.url", _EXPLAINED.get(fault.code, _EXPLAINED["url.form"]), field="url", status=422) from None


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """POST to a checked address; the status of the answer. Unreached when there is none."""
    parts = _parts(url)
    connection = _connection(parts, _addresses(parts)[0])
    watch = threading.Timer(AT_MOST, _hang_up, [connection])
    watch.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, {**headers, "Host": parts.netloc, "Connection": "close"})
        return connection.getresponse().status
    except ssl.SSLError:
        raise Unreached("tls") from None
    except TimeoutError:
        raise Unreached("timeout") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Unreached("connection") from None
    finally:
        watch.cancel()
        connection.close()


def is_public(address: Address) -> bool:
    """Whether an address lies in the open network: not ours, not this machine's, not a cloud's metadata, however written."""
    inner = _embedded(address)
    if inner is not None:
        return is_public(inner)
    if address.is_multicast or address.is_reserved or any(address in network for network in INSIDE):
        return False
    return address.is_global


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The older address inside a newer one, by which it would be reached."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unreached("url.form") from None
    if len(url) > LONGEST or not url.isascii() or not parts.hostname or parts.username is not None or any(c <= " " for c in url):
        raise Unreached("url.form")
    if not _allowed(parts) and (parts.scheme != "https" or (port or 443) not in PORTS):
        raise Unreached("url.https")
    if parts.scheme not in ("http", "https"):
        raise Unreached("url.https")
    return parts


def _allowed(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    return host in settings.WEBHOOK_HOSTS or f"{host}:{parts.port}" in settings.WEBHOOK_HOSTS


def _addresses(parts: SplitResult) -> list[str]:
    """The addresses of the host; Unreached when it has none, or one that is not public."""
    try:
        rows = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreached("url.unknown") from None
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not _allowed(parts) and not all(is_public(ipaddress.ip_address(each.partition("%")[0])) for each in found):
        raise Unreached("url.inside")
    return found


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    host, port = str(parts.hostname), _port(parts)
    if parts.scheme == "https":
        return _Pinned(address, host, port, timeout=SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(address, port, timeout=SECONDS)


class _Pinned(http.client.HTTPSConnection):
    """Speaks TLS with a host by its name, over a connection to the address that was checked."""

    def __init__(self, address: str, host: str, port: int, *, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


_EXPLAINED = {
    "url.form": Words("网址不完整或不合格，应像 https://host/path。", "The address is not whole; it should look like https://host/path."),
    "url.https": Words("网址要以 https:// 开头，端口 443 或 8443。", "The address must begin with https:// and use port 443 or 8443."),
    "url.unknown": Words("找不到这个主机名，请核对。", "There is no such host. Please check the name."),
    "url.inside": Words("这个地址在内网或不公开，不能推送。", "This address lies inside a private network; nothing is sent there."),
}
