"""Who can sign in as what: printed when an instance of a demonstration is up."""

from __future__ import annotations

from rich.table import Table

from gongban.cli.saying import out

# 演示里用得最多的几位 · the people whom one needs first
PEOPLE = (
    ("13000000001", "陈晓雨 · Chen Xiaoyu", "居民 · resident"),
    ("he.jiexian", "何接线 · He Jiexian", "话务员 · operator"),
    ("shen.paidan", "沈派单 · Shen Paidan", "派单员 · dispatcher"),
    ("luo.lixing", "罗立行 · Luo Lixing", "承办人，城管局 · handler, City Management"),
    ("tang.shenhe", "唐审核 · Tang Shenhe", "审核人，城管局 · reviewer, City Management"),
    ("su.min", "苏敏 · Su Min", "内容审核员 · moderator"),
    ("cheng.du", "程督 · Cheng Du", "督办员 · supervisor"),
    ("admin", "管理员 · Guan Liyuan", "管理员 · administrator"),
)


def show_sign_ins(demo: bool) -> None:
    """Print the sign-ins of the demonstration; nothing for a real instance, whose people know theirs."""
    if not demo:
        return
    from gongban.cli.demo import PASSWORD

    table = Table(box=None, padding=(0, 2))
    for title in ("登录名 · sign-in", "姓名 · name", "身份 · role"):
        table.add_column(title)
    for row in PEOPLE:
        table.add_row(*row)
    out.print(table)
    out.print(f"工作人员在 /desk/login/ 登录，口令 · staff sign in at /desk/login/ with the password: [bold]{PASSWORD}[/]")
    out.print("居民在 /login/ 用手机号登录，验证码写在 outbox/messages.jsonl · residents sign in at /login/; the code stands in outbox/messages.jsonl")
