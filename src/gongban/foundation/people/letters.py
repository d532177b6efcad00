"""The words of what people domain tells: the login code and what concerns one's own account."""

from datetime import timedelta

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words

declare(
    Template(
        "people.code",
        Words("登录验证码", "Login code"),
        Words(
            "【共办】验证码 {code}，5 分钟内有效。工作人员不会向您要验证码。",
            "[Gongban] Your code is {code}, valid for 5 minutes. Nobody from the office will ask you for it.",
        ),
        loud=True,
        secret=True,
        valid=timedelta(minutes=5),
    )
)
