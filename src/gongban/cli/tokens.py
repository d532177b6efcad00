"""`gongban token`: give a program a token for an account, end tokens, list them; a token is shown once only."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from gongban.cli import saying
from gongban.cli.home import home_of_environment
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

token = typer.Typer(
    name="token", no_args_is_help=True, help="程序用的令牌 · tokens with which programs act for an account", rich_markup_mode="rich",
    epilog="例 · example:  gongban token create shen.paidan --name statistics",
)  # fmt: skip
NameOption = Annotated[str, typer.Option("--name", help="令牌的名字，撤销时用 · its name, needed to revoke it")]


@token.command(epilog="例 · example:  gongban token create shen.paidan --name statistics --days 90 --scope cases:desk")
def create(
    login: Annotated[str, typer.Argument(help="为哪个账号办事 · the account for which the program acts")],
    name: NameOption,
    channel: Annotated[str, typer.Option(help="渠道，如 web、wechat、hotline · the channel")] = "web",
    days: Annotated[int, typer.Option(min=1, max=3660, help="多少天后失效 · days until it expires")] = 365,
    scope: Annotated[list[str] | None, typer.Option(help="权限范围，可多次；不填为账号的全部权限 · scopes; else all that the account may do")] = None,
    department: Annotated[list[str] | None, typer.Option(help="只用在这些部门的岗位 · only the roles held in these departments")] = None,
    per_minute: Annotated[int | None, typer.Option(min=1, max=1_000_000, help="每分钟最多多少次请求 · requests a minute")] = None,
) -> None:
    """做一个令牌，只显示这一次 · Make a token and show it this once."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban token"):
        from django.utils import timezone

        from gongban.foundation.people.public import EVERYTHING, make_token

        check_channel(channel)
        made = make_token(
            login, name=name, channel=channel, expires_at=timezone.now() + timedelta(days=days), scopes=scope or [EVERYTHING],
            departments=department or [], per_minute=per_minute,
        )  # fmt: skip
        saying.step(f"令牌 {name}，{days} 天后失效；请马上存好，以后不能再看", f"token {name}, expires in {days} days; keep it now, it cannot be read again")
        typer.echo(made)


@token.command(epilog="例 · example:  gongban token revoke --name statistics")
def revoke(name: NameOption) -> None:
    """撤销这个名字的全部令牌，立即生效 · End all tokens of a name at once."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban token"):
        from django.utils import timezone

        from gongban.foundation.people.public import revoke_token

        ended = revoke_token(name, at=timezone.now())
        saying.step(f"撤销了 {ended} 个名为 {name} 的令牌", f"{ended} tokens named {name} were revoked")
        if not ended:
            raise typer.Exit(1)


@token.command(name="list", epilog="例 · example:  gongban token list")
def list_tokens() -> None:
    """列出有效的令牌（看不到令牌本身） · List the tokens in force, never the tokens themselves."""
    from gongban.cli.instance import opened

    with opened(home_of_environment(), "gongban token"):
        from django.utils import timezone

        from gongban.foundation.people.public import tokens_in_force

        for one in tokens_in_force(timezone.now()):
            until = f"{one.expires_at:%Y-%m-%d}" if one.expires_at else "-"
            used = f"{one.last_used_at:%Y-%m-%d}" if one.last_used_at else "-"
            typer.echo("\t".join((one.name, one.account.login, one.channel, until, used, ",".join([*one.scopes, *one.departments]))))


def check_channel(channel: str) -> None:
    """Refusal for a channel that cases do not know; people, where tokens live, know no channels."""
    from gongban.delivery.cases.public import Channel

    if channel not in set(Channel):
        known = ", ".join(Channel)
        raise Refusal("token.channel", Words(f"没有渠道 {channel}，可用 {known}。", f"There is no channel {channel}; use {known}."))
