"""What a deployer may set: every name, its default and what it is for. docs/reference/settings.md shows this table."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Setting:
    """One environment variable; `default` is the text that stands for it when it is not set."""

    name: str
    default: str
    words: Words
    allowed: tuple[str, ...] = ()
    number: bool = False


TABLE = (
    Setting("GONGBAN_HOME", "var", Words(
        "实例的文件夹：上传的文件、密钥、日志、备份、数据库或其所在位置",
        "The folder of the instance: uploads, keys, logs, backups, the database or where it lies")),
    Setting("DATABASE_URL", "", Words(
        "自己的 PostgreSQL 服务器，如 postgresql://user:password@host:5432/gongban；不填用内置的",
        "A PostgreSQL server of your own, such as postgresql://user:password@host:5432/gongban; else the embedded one")),
    Setting("GONGBAN_PUBLIC_URL", "http://127.0.0.1:8000", Words(
        "居民看到的网址；用 https 时 Cookie 只走加密连接并启用 HSTS",
        "The address that residents see; with https cookies are secure and HSTS is on")),
    Setting("GONGBAN_ALLOWED_HOSTS", "", Words(
        "另外接受的主机名，用逗号隔开；* 表示全部",
        "Further host names that are accepted, separated by commas; * means all")),
    Setting("GONGBAN_PROXIES", "0", Words(
        "前面有几层可信的反向代理；大于 0 时才相信 X-Forwarded-For 与 X-Forwarded-Proto",
        "How many trusted reverse proxies stand in front; only above 0 are X-Forwarded-For and -Proto believed"),
        number=True),
    Setting("GONGBAN_SECRET_KEY", "", Words(
        "签名用的密钥；不填用 GONGBAN_HOME/keys/secret（gongban up 自动生成）",
        "The secret for signatures; else GONGBAN_HOME/keys/secret, made by gongban up")),
    Setting("GONGBAN_SUITE", "international", Words(
        "密码算法套件：international（SHA-256、Ed25519、AES-GCM）或 guomi（SM3、SM2、SM4）",
        "The cipher suite: international (SHA-256, Ed25519, AES-GCM) or guomi (SM3, SM2, SM4)"),
        allowed=("international", "guomi")),
    Setting("GONGBAN_LANGUAGE", "zh-hans", Words(
        "没有选择语言的人看到的语言：zh-hans 或 en",
        "The language for those who have chosen none: zh-hans or en"), allowed=("zh-hans", "en")),
    Setting("GONGBAN_SMTP_URL", "", Words(
        "发送邮件的服务器，如 smtp://user:password@host:587；smtps:// 为全程加密；不填则写入 GONGBAN_HOME/outbox",
        "The server that sends mail, such as smtp://user:password@host:587, smtps:// for TLS; else GONGBAN_HOME/outbox")),
    Setting("GONGBAN_MAIL_FROM", "gongban@localhost", Words("邮件的发件地址", "The sender's address of mails")),
    Setting("GONGBAN_SMS_URL", "", Words(
        "短信服务商的接口网址；不填则短信写入 GONGBAN_HOME/outbox（仅供开发）",
        "The address of the provider of short messages; else they are written to GONGBAN_HOME/outbox (development only)")),
    Setting("GONGBAN_SMS_ACCOUNT", "", Words("短信服务商给的账号", "The account at the provider of short messages")),
    Setting("GONGBAN_SMS_SECRET", "", Words("短信请求签名用的密钥", "The secret that signs requests to that provider")),
    Setting("GONGBAN_WECHAT_TOKEN", "", Words(
        "返回微信服务号 access token 的 Python 函数，如 ourcity.wechat.token；不填则写入 GONGBAN_HOME/outbox",
        "The Python function that returns the WeChat account's access token, such as ourcity.wechat.token; else outbox")),
    Setting("GONGBAN_WECHAT_TEMPLATES", "", Words(
        "消息模板与微信模板编号的对应，如 cases.closed=AB12,cases.asked=CD34",
        "Which WeChat template id stands for which message, such as cases.closed=AB12,cases.asked=CD34")),
    Setting("GONGBAN_WEBHOOK_HOSTS", "", Words(
        "事件推送可以到达的内网主机，如 test.local:8443，用逗号隔开；其余只推送到公网的 https 地址",
        "Hosts inside the network to which webhooks may go, such as test.local:8443, separated by commas; else only public https")),
    Setting("GONGBAN_IDENTITY_ISSUER", "", Words(
        "统一身份认证（OpenID Connect）的 issuer 网址，如 https://id.example.gov.cn；不填则只能到窗口实名",
        "The issuer's address of the provider of identities (OpenID Connect), such as https://id.example.gov.cn; else real names are proved at counters only")),
    Setting("GONGBAN_IDENTITY_CLIENT", "", Words("在认证平台登记的 client id", "Our client id at the provider of identities")),
    Setting("GONGBAN_IDENTITY_SECRET", "", Words("在认证平台的 client secret；公开客户端不填", "Our client secret there; empty for a public client")),
    Setting("GONGBAN_IDENTITY_SCOPE", "openid profile", Words("向认证平台要的 scope，要含 openid", "The scopes that are asked for; openid is one of them")),
    Setting("GONGBAN_IDENTITY_NAME_CLAIM", "name", Words("哪一项 claim 是姓名", "The claim that holds the name")),
    Setting("GONGBAN_IDENTITY_NUMBER_CLAIM", "id_number", Words("哪一项 claim 是身份证号", "The claim that holds the ID number")),
    Setting("GONGBAN_IDENTITY_TITLE", "省统一身份认证", Words("按钮上怎样称呼它（中文）", "How it is called on the button, in Chinese")),
    Setting("GONGBAN_IDENTITY_TITLE_EN", "Provincial identity", Words("按钮上怎样称呼它（英文）", "How it is called on the button, in English")),
    Setting("GONGBAN_ICP_RECORD", "", Words("页脚的 ICP 备案号", "The ICP record number in the footer")),
    Setting("GONGBAN_POLICE_RECORD", "", Words("页脚的公安备案号", "The police record number in the footer")),
    Setting("GONGBAN_HOTLINE_NUMBER", "12345", Words("页面上显示的热线号码", "The hotline number shown on pages")),
    Setting("GONGBAN_UPLOAD_MB", "20", Words("单个上传文件的上限，MB", "The most that one uploaded file may hold, MB"),
            number=True),
    Setting("GONGBAN_SIGN_IN_FAILURES", "5", Words(
        "同一账号同一网络地址连续登录失败几次后锁定",
        "After how many failures in a row an account is locked for one network address"), number=True),
    Setting("GONGBAN_LOCKOUT_MINUTES", "15", Words("登录锁定多少分钟", "For how many minutes it is locked"), number=True),
    Setting("GONGBAN_SESSION_HOURS", "12", Words("登录多少小时后须重新登录", "After how many hours one must sign in again"),
            number=True),
    Setting("GONGBAN_METRICS_FROM", "127.0.0.1,::1", Words(
        "哪些网络地址可以读 /metrics，用逗号隔开，可写网段如 10.0.0.0/8",
        "The network addresses that may read /metrics, separated by commas, also ranges such as 10.0.0.0/8")),
    Setting("GONGBAN_METRICS_TOKEN", "", Words(
        "读 /metrics 的口令（Authorization: Bearer …）；给出口令的人不看地址",
        "A secret for /metrics (Authorization: Bearer …); whoever gives it is not asked for the address")),
    Setting("GONGBAN_BACKUP_PASSPHRASE", "", Words(
        "备份文件的口令，至少 12 个字符；不填也没有 --passphrase-file 时备份不加密",
        "The passphrase of backups, at least 12 characters; without it and --passphrase-file backups are not encrypted")),
    Setting("GONGBAN_EXPORT_DAYS", "7", Words("导出的文件保存几天后删除", "After how many days exported files are deleted"),
            number=True),
    Setting("GONGBAN_SEMANTIC", "off", Words(
        "搜索是否也看意思（on 或 off）；要先装 gongban[semantic]，模型在本机算，不联网，每个网页进程多用几十 MB",
        "Whether search also looks at meaning (on or off); needs gongban[semantic]; computed on this machine, offline, some tens of MB more for each web process"),
        allowed=("off", "on")),
    Setting("GONGBAN_LOG_LEVEL", "INFO", Words("日志的详细程度", "How much the logs tell"),
            allowed=("DEBUG", "INFO", "WARNING", "ERROR")),
)
_BY_NAME = {setting.name: setting for setting in TABLE}


def text(name: str, source: Mapping[str, str] = os.environ) -> str:
    """The value of a setting or its default; Refusal names a value that does not fit."""
    setting = _BY_NAME[name]
    value = source.get(name, "").strip() or setting.default
    if setting.allowed and value not in setting.allowed:
        raise _unfit(name, Words(f"只能是 {'、'.join(setting.allowed)}", f"must be one of {', '.join(setting.allowed)}"))
    if setting.number and not value.isdecimal():
        raise _unfit(name, Words("应是不小于 0 的整数", "must be a whole number, 0 or more"))
    return value


def number(name: str) -> int:
    """The value of a setting that is a whole number."""
    return int(text(name))


def address(name: str) -> SplitResult:
    """The parts of a setting that is an address; Refusal when it has no host."""
    parts = urlsplit(text(name))
    if text(name) and not parts.hostname:
        raise _unfit(name, Words("应是完整的网址", "must be a whole address"))
    return parts


def secret_key(home: Path) -> str:
    """The key for signatures: from the environment, else from the home, else one that only makes migrations."""
    kept = home / "keys" / "secret"
    if text("GONGBAN_SECRET_KEY"):
        return text("GONGBAN_SECRET_KEY")
    return kept.read_text(encoding="utf-8").strip() if kept.exists() else "for-making-migrations-only"


def database(url: str) -> dict[str, object]:
    """Django's settings for a PostgreSQL address such as postgresql://user:password@host:port/name."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Django 默认不预编译；预编译使热点写入快一倍 · Django prepares nothing unless told; it halves hot writes
        # 每次按实际的值定计划：状态、类型多寡悬殊，通用计划用不上部分索引 · planned for the values given each time: states and
        # kinds are of very different sizes, and a generic plan cannot use partial indexes (menu counts: 2 ms instead of 20)
        # 一句一个核：许多人同时用时，分给几个进程只是互相抢 · one processor for a statement: with many users, several would only fight
        "OPTIONS": {
            "prepare_threshold": 0, "server_side_binding": True,
            "options": "-c plan_cache_mode=force_custom_plan -c max_parallel_workers_per_gather=0",
        },
    }


def mail() -> dict[str, object]:
    """Django's settings for sending mail; without a server mails are written to files in the home."""
    parts = address("GONGBAN_SMTP_URL")
    if not parts.hostname:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def pairs(name: str) -> dict[str, str]:
    """The pairs of a setting written as a=b,c=d."""
    parts = (part.partition("=") for part in text(name).split(",") if part.strip())
    return {key.strip(): value.strip() for key, _, value in parts}


def carriers() -> dict[str, str]:
    """Which carrier takes which way of telling people; without a provider messages are written to the outbox."""
    return {
        "in_app": "in_app",
        "sms": "sms" if text("GONGBAN_SMS_URL") else "file",
        "mail": "mail" if text("GONGBAN_SMTP_URL") else "file",
        "wechat": "wechat" if text("GONGBAN_WECHAT_TOKEN") else "file",
    }


def _unfit(name: str, reason: Words) -> Refusal:
    words = Words(f"环境变量 {name} 的值不对：{reason.zh}。", f"The environment variable {name} does not fit: it {reason.en}.")
    return Refusal("setting.unfit", words, field=name)
