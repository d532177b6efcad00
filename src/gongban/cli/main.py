"""The command `gongban`: what a person can ask of an instance from a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gongban.cli import saying
from gongban.cli.bench import bench
from gongban.cli.carrying import exporting, importing
from gongban.cli.home import home_of_environment
from gongban.cli.saving import backup, restore
from gongban.cli.tokens import token
from gongban.kernel.errors import Refusal
from gongban.kernel.room import with_room

app = typer.Typer(
    name="gongban", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich",
    help="共办：城市与居民一起办好政务服务 · Gongban: a city and its people produce services together.\n\n"
    "实例的文件夹由 GONGBAN_HOME 指定，默认 ./var · GONGBAN_HOME names the folder of the instance, ./var by default.",
)

app.add_typer(token)
app.add_typer(bench)
app.add_typer(importing, name="import")
app.add_typer(exporting, name="export")
app.command(epilog="例 · example:  gongban backup /srv/backups --passphrase-file /etc/gongban/passphrase --keep 14")(backup)
app.command(epilog="例 · example:  GONGBAN_HOME=/srv/new gongban restore /srv/backups/gongban-20261122-010203.gongban")(restore)

CityOption = Annotated[Path | None, typer.Option("--city", help="先装入这个城市文件夹 · load this city folder first")]


@app.command(epilog="例 · example:  gongban up --city cities/jiangcheng --demo")
def up(
    city: CityOption = None,
    demo: Annotated[bool, typer.Option("--demo", help="空实例先放入示例数据 · fill an empty instance with samples")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="网页端口 · port of the pages")] = 8000,
    host: Annotated[str, typer.Option(help="监听地址 · address to listen on")] = "127.0.0.1",
    backup_and_renew: Annotated[
        bool,
        typer.Option(
            "--backup-and-renew",
            help="数据库属于另一版本时，先备份再新建 · save a database of another version, then begin anew",
        ),
    ] = False,
) -> None:
    """运行平台，Ctrl-C 停止 · Run the platform until Ctrl-C."""
    from gongban.cli.up import Wish, run

    run(home_of_environment(), Wish(city, demo, host, port, backup_and_renew))


@app.command(epilog="例 · example:  gongban load cities/jiangcheng")
def load(folder: Annotated[Path, typer.Argument(help="城市文件夹 · the city's folder")]) -> None:
    """装入或更新一座城市；有错时说出文件、行和原因，什么也不改 · Load or update a city from its folder, or say what is wrong."""
    from gongban.cli import city
    from gongban.cli.instance import opened
    from gongban.cli.migrations import bring_up_to_date

    with opened(home_of_environment(), "gongban load"):
        bring_up_to_date()
        city.show(city.load(folder))


@app.command(name="verify-journal", epilog="例 · example:  gongban verify-journal")
def verify_journal() -> None:
    """核对日志是否被改动 · Check that nothing sealed in the journal was changed."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban verify-journal"):
        from gongban.foundation.journal import public as journal

        verdict = journal.verify()
        if verdict.reason is not None:
            position, event = verdict.position or "-", verdict.event or "-"
            saying.err.print(f"[red]✗[/] {saying.both(verdict.reason)}\n第 {position} 位，事件 {event} · position {position}, event {event}")
            raise typer.Exit(1)
        saying.step(f"日志完好，核对了 {verdict.checked} 个事件", f"the journal is sound, {verdict.checked} events checked")


@app.command(name="recount", epilog="例 · example:  gongban recount")
def recount_figures() -> None:
    """把公开统计用的月度数字从头数一遍（平时由日志带出、每五分钟自动更新）· Count the monthly figures of the open statistics from the beginning."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban recount"):
        from gongban.outcome.insight.public import recount_all

        months = recount_all()
        saying.step(f"数完 {months} 个月", f"{months} months counted")


@app.command(epilog="例 · example:  gongban suggest --dry-run --days 90")
def suggest(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只算不改 · count only, change nothing")] = False,
    days: Annotated[int, typer.Option(min=1, help="最近多少天收到的件 · cases received within so many days")] = 90,
    most: Annotated[int, typer.Option("--most", min=1, help="最多多少件 · at most so many cases")] = 5_000,
) -> None:
    """用办结件检验派单建议的准确率；不带 --dry-run 则现在就学习一次 · Check suggestions on closed cases; without --dry-run learn now."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban suggest"):
        from django.utils import timezone

        from gongban.cli import suggesting
        from gongban.delivery.cases.public import learn_from_closed

        if not dry_run and learn_from_closed(timezone.now()) is None:
            saying.step("办结件还不够，继续用用语表", "too few closed cases: the words of the categories stay in use")
        suggesting.say(suggesting.dry_run(timezone.now(), days, most))


@app.command(epilog="例 · example:  gongban search 房产证 --json")
def search(
    text: Annotated[str, typer.Argument(help="平常怎么说就怎么写 · in your own words")],
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON · print JSON only")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="最多几条 · at most so many")] = 10,
) -> None:
    """用平常话在这个实例里找服务，并说出为什么找到 · Find services of this instance in plain words, each with the reasons."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban search"):
        from gongban.cli import searching

        searching.search(text, limit=limit, as_json=as_json)


@app.command(epilog="例 · example:  gongban erase --dry-run")
def erase(dry_run: Annotated[bool, typer.Option("--dry-run", help="只数不删 · count only, erase nothing")] = False) -> None:
    """按城市的保存期限清除个人信息（每晚也自动做）；日志链不受影响 · Erase by the city's retention rules, as every night."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban erase"):
        from gongban.cli import erasing

        erasing.erase(dry_run)


@app.command(name="rotate-keys", epilog="例 · example:  gongban rotate-keys")
def rotate_keys() -> None:
    """更换密钥，并把加密的内容用新密钥重写；中断后再运行会接着做 · Make new keys and encrypt everything anew; run again to resume."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban rotate-keys"):
        from gongban.cli import keys

        keys.rotate()


@app.command(name="verify-licence", epilog="例 · example:  gongban verify-licence licence.pdf --keys gongban-licence-keys.json")
def verify_licence(
    what: Annotated[str, typer.Argument(help="二维码的内容，或 PDF 文件 · the content of a QR code, or a PDF file")],
    keys: Annotated[Path, typer.Option("--keys", help="签发城市公布的公钥文件 · the keys that the issuing city publishes")],
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON · print JSON only")] = False,
) -> None:
    """离线核验证照：只用公布的公钥，不连实例；不真则退出码为 1 · Prove a licence offline by the published keys; exit code 1 where it is not genuine."""
    from gongban.cli import proving

    if not proving.verify_licence(what, keys, as_json=as_json):
        raise typer.Exit(1)


@app.command(name="hand-over", epilog="例 · example:  gongban hand-over luo.lixing --to chengguan=qiu.shishi")
def hand_over(
    login: Annotated[str, typer.Argument(help="离任人员的用户名 · user name of whoever leaves")],
    to: Annotated[list[str] | None, typer.Option("--to", help="部门=接手人 · department=who takes over")] = None,
) -> None:
    """离任移交：在办的件交给同事，停用账号 · Somebody leaves: hand their open work to colleagues and close the account."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban hand-over"):
        from gongban.cli import leaving

        leaving.leave(login, to or [])


@app.command(name="start-password", epilog="例 · example:  gongban start-password admin")
def start_password(login: Annotated[str, typer.Argument(help="工作人员的用户名 · user name of a member of staff")]) -> None:
    """发给初始口令，只显示一次：第一位管理员，或忘了口令的人 · Give a start password, shown once: the first administrator, or who forgot."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban start-password"):
        from gongban.cli.first_sign_in import give_start_password

        give_start_password(login)


@app.command(epilog="例 · example:  gongban check")
def check(as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON · print JSON only")] = False) -> None:
    """检查部署是否安全、完整；每条都说怎样改。有不安全或不完整的，退出码为 1 · Is it safe and complete? Exit code 1 where it is not."""
    from gongban.cli.checks import check_instance

    if not check_instance(home_of_environment(), as_json=as_json):
        raise typer.Exit(1)


@app.command(epilog="例 · example:  gongban doctor --output report.json")
def doctor(output: Annotated[Path | None, typer.Option("--output", help="写到文件 · write it to a file")] = None) -> None:
    """收集可以交给支持人员的材料：版本、大小、数字、代码；没有个人信息和密钥 · Gather what may be given to support: no personal data, no secrets."""
    import json

    from gongban.cli.doctor import report
    from gongban.cli.instance import opened

    home = home_of_environment()
    with opened(home, "gongban doctor"):
        found = json.dumps(report(home), ensure_ascii=False, indent=1, default=str)
    if output is None:
        typer.echo(found)
    else:
        output.write_text(found + "\n", encoding="utf-8")
        saying.step(f"已写入 {output}；交出去之前请自己看一遍", f"written to {output}; look through it before you give it away")


def main() -> None:
    """Run the command; every failure is one sentence and exit code 1 or 2."""
    try:
        with_room(app)
    except Refusal as refusal:
        sys.exit(saying.refused(refusal))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(saying.failed(error))


if __name__ == "__main__":
    main()
