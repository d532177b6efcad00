"""Running an instance: what is missing is made, web server and worker run until Ctrl-C, then all is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from gongban.cli import sign_ins
from gongban.cli.bytecode import compile_package
from gongban.cli.database.guard import Guard
from gongban.cli.home import Home
from gongban.cli.instance import database, set_up_django
from gongban.cli.processes import Child, stop_all
from gongban.cli.saying import both, out, step
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Wish:
    """What was asked on the command line."""

    city: Path | None
    demo: bool
    host: str
    port: int
    renew: bool

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the site."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{host}:{self.port}"


def run(home: Home, wish: Wish) -> None:
    """Run the instance until SIGINT or SIGTERM; afterwards no process of it is left."""
    begun = time.monotonic()
    home.prepare()
    compile_package()
    with home.hold(wish.address):
        _check_port(wish)
        with _interruptible(), database(home) as place:
            step("数据库已启动", "the database runs")
            _prepare(home, wish)
            _serve(home, wish, begun, Guard(place) if place else None)
        step("已全部停止", "everything is stopped")


def _prepare(home: Home, wish: Wish) -> None:
    from django.core.wsgi import get_wsgi_application

    from gongban.cli.city import load, show
    from gongban.cli.migrations import bring_up_to_date, misfits
    from gongban.cli.renewal import back_up_and_renew
    from gongban.cli.static_files import gather

    set_up_django(home)
    if wish.renew and misfits():
        saved = back_up_and_renew(home, os.environ["DATABASE_URL"])
        step(f"旧数据库已备份到 {saved}", f"the former database was saved to {saved}")
    if count := bring_up_to_date():
        step(f"数据表已更新（{count} 项）", f"the tables are up to date ({count} migrations)")
    if wish.city:
        show(load(wish.city))
        step(f"城市已装入：{wish.city}", f"the city is loaded: {wish.city}")
    if wish.demo:
        sign_ins.give_passwords(home)
    if wish.demo and wish.city:
        _fill(wish.city)
    gather()
    get_wsgi_application()  # 配置有错时现在就说，而不是由子进程反复重启 · faults are told now


def _fill(city: Path) -> None:
    """Sample cases for an empty instance."""
    if find_spec("gongban.cli.demo") is None:
        return
    from gongban.cli.demo import fill  # type: ignore[import-not-found, unused-ignore]

    fill(city)


def _serve(home: Home, wish: Wish, begun: float, guard: Guard | None) -> None:
    _tell_children(wish)
    children = _children(home, wish)
    try:
        for child in children:
            child.start()
        _wait_until_it_answers(wish, children)
        _greet(home, wish, time.monotonic() - begun)
        while True:
            time.sleep(0.5)
            if guard and guard.watch():
                stop_all(children)  # the database came back at another address, which only new processes learn
            for child in children:
                child.watch()
    except KeyboardInterrupt:
        out.print("\n正在停止… · stopping…")
    finally:
        stop_all(children)


def _tell_children(wish: Wish) -> None:
    from django.conf import settings

    shutil.rmtree(settings.METRICS_FOLDER, ignore_errors=True)  # 每次启动从零数起 · counts begin anew with each start
    os.environ.setdefault("GONGBAN_PUBLIC_URL", wish.address)
    if wish.host not in ("127.0.0.1", "localhost", "::1") and "GONGBAN_ALLOWED_HOSTS" not in os.environ:
        os.environ["GONGBAN_ALLOWED_HOSTS"] = "*"


def _children(home: Home, wish: Wish) -> list[Child]:
    # Django 的线程数见 asgi.py · how many threads Django has stands in asgi.py
    web = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", wish.host, "--port", str(wish.port),
           "--workers", "2", "--no-ws", "--http", "1", "--backpressure", "256",
           "--respawn-failed-workers", "--workers-kill-timeout", "15", "--log-level", "warning",
           "gongban.web.site.asgi:application"]
    worker = [sys.executable, "-c", "from gongban.cli.worker import work; work()"]
    return [Child("web", web, home.logs / "web.log"), Child("worker", worker, home.logs / "worker.log")]


def _check_port(wish: Wish) -> None:
    with socket.socket(socket.AF_INET6 if ":" in wish.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((wish.host, wish.port))
        except OSError:
            words = Words(
                f"端口 {wish.port} 不能使用（被占用或无权限）；请换一个，例如 --port {wish.port + 1}（make demo PORT={wish.port + 1}）。",
                f"Port {wish.port} cannot be used (taken or not permitted); choose another, for example --port {wish.port + 1} (make demo PORT={wish.port + 1}).",
            )
            raise Refusal("port.taken", words, status=409) from None


def _wait_until_it_answers(wish: Wish, children: list[Child], seconds: float = 90.0) -> None:
    """Wait for the first answer of any kind; Refusal names the log when none comes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _answers(wish.address):
            return
        for child in children:
            child.watch()
        if children[0].failures >= 3:
            break
        time.sleep(0.2)
    log = children[0].log
    words = Words(f"网页服务没有起来，原因见 {log}。", f"The web server did not start; the reason is in {log}.")
    raise Refusal("web.not_started", words, status=503)


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _greet(home: Home, wish: Wish, seconds: float) -> None:
    ready = Words(f"已就绪（{seconds:.0f} 秒）：{wish.address}", f"Ready after {seconds:.0f} s: {wish.address}")
    out.print(f"\n[bold]{both(ready)}[/]")
    if wish.demo:
        sign_ins.show(home)
    out.print("按 Ctrl-C 停止 · Ctrl-C stops it")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Treat SIGTERM (and a closed terminal) like Ctrl-C, wherever it comes; once stopping, stop in peace."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    former = {one: signal.signal(one, interrupt) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)
